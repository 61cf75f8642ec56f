"""What goes wrong on the way to Discord and back, and what people notice of it: nothing."""

import pytest

from tests.bot.features.disks import locked, unreadable
from tests.bot.features.stage import QUESTION, SENTENCE, UNANSWERABLE, Stage, said
from tests.bot.features.test_sending import post_to

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_connection_that_is_cut_is_resumed_and_nothing_is_missed_or_answered_twice(stage: Stage) -> None:
    resumed = stage.sandbox.gateway.resumed

    stage.sandbox.gateway.drop()
    message = await stage.ada.write(stage.channel, f"{stage.sandbox.bot.mention} {QUESTION}")
    await message.reply_from_bot(10)
    await stage.ask(QUESTION)

    assert [SENTENCE in said(reply) for reply in message.replies] == [True]
    assert stage.sandbox.gateway.resumed == resumed + 1


async def test_connection_that_may_not_be_resumed_is_begun_anew(stage: Stage) -> None:
    sessions = stage.sandbox.gateway.identified
    stage.sandbox.gateway.refuse_resumes()

    stage.sandbox.gateway.ask_to_reconnect()
    await stage.sandbox.ready(sessions=sessions + 1)

    assert SENTENCE in said(await stage.ask(QUESTION))


async def test_answer_that_discord_fails_to_take_is_sent_again(stage: Stage) -> None:
    stage.sandbox.faults.fail(post_to(stage.channel), status=502)

    assert SENTENCE in said(await stage.ask(QUESTION))


async def test_answer_waits_when_discord_says_so(stage: Stage) -> None:
    stage.sandbox.faults.too_many(post_to(stage.channel), retry_after=0.2)

    assert SENTENCE in said(await stage.ask(QUESTION))


async def test_command_that_takes_long_to_reach_discord_is_answered(stage: Stage) -> None:
    stage.sandbox.faults.slow("POST /interactions/*/callback", seconds=0.5)

    asked = await stage.ada.slash(stage.channel, "ask", question=QUESTION)

    assert SENTENCE in said(asked.response)


async def test_button_with_the_number_of_another_guild_finds_nothing(stage: Stage) -> None:
    secret = (await stage.ask(UNANSWERABLE)).buttons[0]["custom_id"]
    reply = await stage.ask(UNANSWERABLE, stage.zoe, stage.elsewhere)
    reply.buttons[0]["custom_id"] = secret

    clicked = await stage.zoe.click(reply, secret)

    assert said(clicked.response) == "I do not remember that question any more. Please ask again."


async def test_mention_shows_that_an_answer_is_coming_when_it_takes_a_while(stage: Stage) -> None:
    channel = stage.guild.text("slow")
    with locked(stage.bot.database):
        message = await stage.ada.write(channel, f"{stage.sandbox.bot.mention} {QUESTION}")
        assert await channel.until(lambda: channel.typing == [stage.sandbox.bot], 2)

    assert SENTENCE in said(await message.reply_from_bot())


async def test_ask_is_deferred_when_it_takes_a_while(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()

    with unreadable(stage.bot.database):
        asked = stage.ada.begin(stage.channel, "ask", {"question": QUESTION})
        assert await asked.until(lambda: asked.deferred, 3.5)
    await stage.sandbox.answered(asked)

    assert SENTENCE in said(asked.response)
