"""What was asked while the bot was away is answered once when it comes back, if that was not long."""

import asyncio

import pytest

from bot.sandbox import Channel, Message, Permission
from bot.sandbox.rules.drafts import Draft
from bot.sandbox.world.posting import post
from tests.bot.features.stage import QUESTION, SENTENCE, Stage, said
from tests.bot.features.test_sending import mention
from tests.bot.features.waiting import comes, logged

pytestmark = pytest.mark.asyncio(loop_scope="session")
READY = "Ready as"
HISTORY = "GET /channels/{channel_id}/messages"


def answers(message: Message) -> list[bool]:
    return [SENTENCE in said(each) for each in message.replies]


def looked_at(stage: Stage, channel: Channel) -> bool:
    return any(each.name == HISTORY and f"/{channel.id}/" in each.path for each in stage.sandbox.requests)


async def test_question_of_a_session_that_may_not_be_resumed_is_answered_once(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()
    await logged(stage, READY)
    stage.sandbox.gateway.refuse_resumes()

    stage.sandbox.gateway.drop()
    message = await mention(stage, stage.channel)
    await message.reply_from_bot(20)
    await stage.ask(QUESTION, stage.bob)

    assert stage.sandbox.gateway.identified == 2
    assert answers(message) == [True]


async def test_questions_asked_while_the_process_was_away_are_answered_once_the_oldest_first(own_stage: Stage) -> None:
    stage = own_stage
    thread = await stage.ada.open_thread(stage.channel, "Ceremonies")
    messages = [await mention(stage, place) for place in (thread, stage.channel, stage.channel)]
    await stage.ada.write(stage.channel, QUESTION)

    for _ in range(2):
        await stage.bot.start()
        await asyncio.gather(*(each.reply_from_bot(15) for each in messages))
        await stage.ask(QUESTION, stage.bob)
        await stage.bot.stop()

    assert [answers(each) for each in messages] == [[True]] * 3
    replies = [int(each.replies[0].id) for each in messages]
    assert replies == sorted(replies)
    assert sum(SENTENCE in said(each) for each in stage.channel.history()) == 4


async def test_direct_message_of_somebody_who_was_talking_is_answered(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()
    await (await stage.ada.write(stage.ada.direct(), QUESTION)).reply_from_bot()
    await stage.bot.stop()
    missed = await stage.ada.write(stage.ada.direct(), QUESTION)

    await stage.bot.start()

    assert SENTENCE in said(await missed.reply_from_bot(15))


async def test_mention_without_a_question_is_helped_once(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()
    helped = await stage.ada.write(stage.channel, stage.sandbox.bot.mention)
    await helped.reply_from_bot()
    await stage.bot.stop()
    missed = await mention(stage, stage.channel)

    await stage.bot.start()
    await missed.reply_from_bot(15)

    assert len(helped.replies) == 1


async def test_question_that_is_older_than_five_minutes_is_left_alone(own_stage: Stage) -> None:
    stage = own_stage
    draft = Draft(content=f"{stage.sandbox.bot.mention} {QUESTION}")
    old, young = (
        post(
            stage.sandbox.world,
            stage.channel,
            stage.ada,
            draft,
            message_id=stage.sandbox.world.ids.past(minutes / 24 / 60),
        )
        for minutes in (6, 4)
    )

    await stage.bot.start()
    await young.reply_from_bot(15)
    await stage.ask(QUESTION, stage.bob)

    assert (answers(old), answers(young)) == ([], [True])


async def test_channel_whose_history_may_not_be_read_is_not_looked_at(own_stage: Stage) -> None:
    stage = own_stage
    closed, hidden = stage.guild.text("closed"), stage.guild.text("hidden")
    closed.permit(stage.sandbox.bot, deny=Permission.READ_MESSAGE_HISTORY)
    hidden.permit(stage.sandbox.bot, deny=Permission.VIEW_CHANNEL)
    for channel in (closed, hidden, stage.channel):
        await mention(stage, channel)
    message = await mention(stage, stage.channel)

    await stage.bot.start()
    await message.reply_from_bot(15)

    assert [looked_at(stage, each) for each in (closed, hidden, stage.channel)] == [False, False, True]
    assert len(closed.history()) == 1


async def test_session_that_is_resumed_looks_at_nothing(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()
    await logged(stage, READY)

    stage.sandbox.gateway.drop()
    message = await mention(stage, stage.channel)
    await message.reply_from_bot(15)

    assert stage.sandbox.gateway.resumed == 1
    assert not looked_at(stage, stage.channel)


async def test_only_the_hundred_liveliest_channels_are_looked_at(own_stage: Stage) -> None:
    stage = own_stage
    for number in range(20):
        guild = stage.sandbox.guild(f"Guild {number}", owner=stage.ada)
        for name in range(6):
            await stage.ada.write(guild.text(f"room-{name}"), "Hello!")
    message = await mention(stage, stage.channel)

    await stage.bot.start()
    await message.reply_from_bot(40)

    asked = [each.path for each in stage.sandbox.requests if each.name == HISTORY]
    assert (len(asked), len(set(asked))) == (100, 100)


async def test_failing_to_look_costs_nobody_an_answer_to_what_is_asked_now(own_stage: Stage) -> None:
    stage = own_stage
    await mention(stage, stage.channel)
    stage.sandbox.faults.fail("GET /channels/*/messages", 403, code=50001)

    await stage.bot.start()
    await comes(lambda: looked_at(stage, stage.channel))

    assert SENTENCE in said(await stage.ask(QUESTION, stage.bob))
    assert "Traceback" not in stage.bot.log
