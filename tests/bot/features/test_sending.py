"""Connections that break while something is sent: people get their answer, once, and never an apology in its place."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

from bot.sandbox import Channel, Message
from tests.bot.features.disks import locked
from tests.bot.features.stage import QUESTION, SENTENCE, Stage, said
from tests.bot.features.waiting import logged, remembered

pytestmark = pytest.mark.asyncio(loop_scope="session")
TYPING = "POST /channels/*/typing"


def post_to(channel: Channel) -> str:
    """One channel alone, for the bot may still be sending elsewhere what a test before has asked."""
    return f"POST /channels/{channel.id}/messages"


async def settled_replies(stage: Stage, message: Message) -> list[str]:
    """All replies, once the bot has had the time for another one: it answers a question that was asked later."""
    await stage.ask(QUESTION, stage.bob, message.channel)
    return [said(each) for each in message.replies]


async def mention(stage: Stage, channel: Channel) -> Message:
    return await stage.ada.write(channel, f"{stage.sandbox.bot.mention} {QUESTION}")


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("times", [1, 2])
async def test_answer_whose_connection_breaks_arrives_once(stage: Stage, after: bool, times: int) -> None:
    stage.sandbox.faults.hang_up(post_to(stage.channel), times, after=after)

    message = await mention(stage, stage.channel)
    await message.reply_from_bot(10)

    assert [SENTENCE in each for each in await settled_replies(stage, message)] == [True]


async def test_answer_whose_receipt_breaks_off_arrives_once(stage: Stage) -> None:
    stage.sandbox.faults.break_off(post_to(stage.channel))

    message = await mention(stage, stage.channel)
    await message.reply_from_bot(10)

    assert [SENTENCE in each for each in await settled_replies(stage, message)] == [True]


async def test_answer_whose_receipt_got_lost_is_remembered_for_what_is_asked_next(stage: Stage) -> None:
    channel = stage.guild.text("remembered")
    stage.sandbox.faults.hang_up(post_to(channel), after=True)

    first = await (await mention(stage, channel)).reply_from_bot(10)
    await remembered(stage, first)
    second = await stage.ask(QUESTION, stage.bob, channel)

    assert f"{channel.id}/{first.id}" in second.text


async def test_answer_that_discord_takes_too_long_to_take_arrives_once(stage: Stage) -> None:
    channel = stage.guild.text("slow-to-take")
    stage.sandbox.faults.slow(post_to(channel), 16)

    message = await mention(stage, channel)
    await message.reply_from_bot(25)
    assert await stage.sandbox.until(lambda: len(posts_in(stage, channel)) == 2, 5)

    assert [SENTENCE in said(each) for each in message.replies] == [True]


def posts_in(stage: Stage, channel: Channel) -> list[int]:
    """The status of each attempt that Discord has finished with."""
    return [
        each.status for each in stage.sandbox.requests if each.path == f"/channels/{channel.id}/messages" and each.took
    ]


async def test_answer_that_cannot_be_remembered_is_followed_by_no_apology(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()
    with closing(sqlite3.connect(stage.bot.database)) as database:
        database.execute("CREATE TRIGGER full BEFORE INSERT ON turns BEGIN SELECT RAISE(ABORT, 'it is full'); END")

    message = await mention(stage, stage.channel)
    asked = await stage.ada.slash(stage.channel, "ask", question=QUESTION)
    await logged(stage, "Something beside an answer was not kept")

    assert [SENTENCE in said(each) for each in message.replies] == [True]
    assert (SENTENCE in said(asked.response), asked.followups) == (True, [])


@pytest.mark.parametrize("status", [502, 503])
async def test_several_answers_arrive_once_each_after_a_burst_of_failures(stage: Stage, status: int) -> None:
    channel = stage.guild.text("burst")
    stage.sandbox.faults.fail(post_to(channel), status, times=5)

    messages = [await mention(stage, channel) for _ in range(4)]
    await asyncio.gather(*(each.reply_from_bot(30) for each in messages))

    assert [len(each.replies) for each in messages] == [1, 1, 1, 1]
    assert all(SENTENCE in said(each.replies[0]) for each in messages)


@pytest.mark.parametrize("everywhere", [False, True])
async def test_answers_wait_as_long_as_discord_says(stage: Stage, everywhere: bool) -> None:
    channel = stage.guild.text("limited")
    stage.sandbox.faults.too_many(post_to(channel), 0.3, times=2, everywhere=everywhere)

    messages = [await mention(stage, channel) for _ in range(3)]
    await asyncio.gather(*(each.reply_from_bot(10) for each in messages))

    assert [[SENTENCE in said(each) for each in message.replies] for message in messages] == [[True]] * 3


@pytest.mark.parametrize("fault", ["hang up", "refuse", "take long"])
async def test_typing_that_fails_or_takes_long_neither_costs_nor_delays_the_answer(stage: Stage, fault: str) -> None:
    channel, faults = stage.guild.text("typing"), stage.sandbox.faults
    if fault == "take long":
        faults.slow(TYPING, 8)
    elif fault == "refuse":
        faults.fail(TYPING, 403)
    else:
        faults.hang_up(TYPING, times=20)

    with locked(stage.bot.database):
        message = await mention(stage, channel)
        asked = [each.name for each in stage.sandbox.requests]
        assert await stage.sandbox.until(lambda: began(stage, "/channels/{channel_id}/typing"), 3), asked
    reply = await message.reply_from_bot(3)
    faults.clear()

    assert SENTENCE in said(reply)


def began(stage: Stage, route: str) -> bool:
    return any(each.route == route for each in stage.sandbox.requests)


async def test_message_that_was_deleted_meanwhile_is_answered_without_a_reply(stage: Stage) -> None:
    channel = stage.guild.text("deleted")
    with locked(stage.bot.database):
        message = await mention(stage, channel)
        await message.channel.until(lambda: bool(channel.typing), 3)
        await stage.ada.delete(message)

    assert await channel.until(lambda: [SENTENCE in said(each) for each in channel.history()] == [True])


async def test_channel_that_was_deleted_meanwhile_leaves_a_line_in_the_log(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()
    channel = stage.guild.text("gone")
    with locked(stage.bot.database):
        await mention(stage, channel)
        await channel.until(lambda: bool(channel.typing), 3)
        stage.sandbox.world.remove_channel(channel)

    await logged(stage, "could not be sent: 404 Not Found (error code: 10003)")
    assert "Traceback" not in stage.bot.log


async def test_answer_that_cannot_be_sent_leaves_a_line_in_the_log_and_no_apology(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()
    stage.sandbox.faults.fail(post_to(stage.channel), 404, code=10003)

    message = await mention(stage, stage.channel)
    await logged(stage, "could not be sent: 404")
    await stage.ask(QUESTION, stage.bob)

    assert message.replies == []
    assert "Traceback" not in stage.bot.log


@pytest.mark.parametrize("code", [50001, 50013])
async def test_missing_rights_are_named_to_whoever_asked(own_stage: Stage, code: int) -> None:
    stage = own_stage
    await stage.bot.start()
    stage.sandbox.faults.fail(post_to(stage.channel), 403, code=code)

    await mention(stage, stage.channel)
    assert await stage.channel.until(lambda: len(stage.channel.history()) == 2)

    assert "I cannot answer in" in said(stage.channel.history()[-1])
    assert "Traceback" not in stage.bot.log
