"""What a command or a button waits for before it answers never costs the answer: it is deferred, whatever it is."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import pytest_asyncio

from bot.sandbox import Channel, Interaction, Message, NoAnswer
from tests.bot.features.disks import unreadable
from tests.bot.features.stage import QUESTION, SENTENCE, Stage, new_room, said
from tests.bot.features.teams import FIELDS, POOL, TELL, new_club

pytestmark = pytest.mark.asyncio(loop_scope="session")
COMMANDS = (
    *("knowledge reload", "knowledge status", "knowledge test", "knowledge expect", "answers show", "answers mode"),
    *("answers elsewhere", "stats", "export", "settings", "setup", "questions", "sources", "digest", "help", "privacy"),
    *("ask", "summary", "forget-me"),
)
OPTIONS = {
    "knowledge expect": {"question": QUESTION},
    "ask": {"question": QUESTION},
    "summary": {"topic": "astronauts"},
    "answers elsewhere": {"mode": "mentions"},
}
SORRY = "Sorry, something went wrong"


@pytest_asyncio.fixture(autouse=True, loop_scope="session")
async def kept_again(stage: Stage) -> AsyncIterator[None]:
    """The next test begins when what was asked is kept at once again, and has buttons."""
    yield
    room = new_room(stage)
    async with asyncio.timeout(20):
        while not (await room.ask(QUESTION)).buttons:  # noqa: ASYNC110 another process tells no event
            await asyncio.sleep(0.5)


async def acknowledged(asked: Interaction) -> bool:
    """Whether Discord has heard of the bot in time."""
    return await asked.until(lambda: asked.callback is not None, 3.5)


@asynccontextmanager
async def used_while_busy(stage: Stage, channel: Channel, command: str) -> AsyncIterator[Interaction]:
    options: dict[str, Any] = dict(OPTIONS.get(command, {}))
    if command == "answers mode":
        options = {"channel": channel, "mode": "mentions"}
    with unreadable(stage.bot.database):
        await asyncio.sleep(0.3)
        asked = stage.mo.begin(channel, command, options)
        in_time = await acknowledged(asked)
    assert in_time, f"{command} was not acknowledged within three seconds"
    await stage.sandbox.answered(asked)
    if asked.response.deleted:  # "thinking …" was for the person alone, and the answer is not
        assert await asked.until(lambda: bool(asked.followups), 5)
    yield asked


@pytest.mark.parametrize("command", COMMANDS)
async def test_command_is_answered_though_the_database_is_busy(stage: Stage, command: str) -> None:
    room = new_room(stage)

    async with used_while_busy(room, room.channel, command) as asked:
        shown = [asked.response, *asked.followups] if not asked.response.deleted else asked.followups

    assert [SORRY in said(each) for each in shown] == [False]


async def test_public_answer_that_comes_late_is_public(stage: Stage) -> None:
    room = new_room(stage)

    async with used_while_busy(room, room.channel, "ask") as asked:
        pass

    assert [(each.ephemeral, SENTENCE in said(each)) for each in answers_in(room.channel)] == [(False, True)], asked


def answers_in(channel: Channel) -> list[Message]:
    return [each for each in channel.history() if SENTENCE in said(each)]


@pytest.mark.parametrize("button", ["👍", "Show context"])
async def test_button_is_answered_though_the_database_is_busy(stage: Stage, button: str) -> None:
    room = new_room(stage)
    reply = await room.ask(QUESTION)

    with unreadable(room.bot.database):
        await asyncio.sleep(0.3)
        clicking = asyncio.ensure_future(room.ada.click(reply, button))
        await asyncio.sleep(3.2)
    clicked = await clicking
    assert await clicked.until(lambda: bool(clicked.followups) or reply.edits > 0, 10)

    assert all(each.ephemeral and SORRY not in said(each) for each in clicked.followups)
    assert SENTENCE in said(reply)


async def test_button_that_tells_somebody_something_tells_it_late(stage: Stage) -> None:
    club = await new_club(new_room(stage))
    reply = await club.ask(POOL)

    with unreadable(stage.bot.database):
        await asyncio.sleep(0.3)
        clicking = asyncio.ensure_future(club.ada.click(reply, TELL))
        await asyncio.sleep(3.2)
    clicked = await clicking
    assert await clicked.until(lambda: bool(clicked.followups), 10)

    assert clicked.followups[0].ephemeral
    assert "I will write to you when the team has answered" in said(clicked.followups[0])
    assert POOL not in said(reply)


async def test_page_that_comes_late_is_turned(stage: Stage) -> None:
    club = await new_club(new_room(stage))
    await club.ask(POOL)
    listed = await club.tess.slash(club.channel, "questions")

    with unreadable(stage.bot.database):
        await asyncio.sleep(0.3)
        clicking = asyncio.ensure_future(club.tess.click(listed.response, "1"))
        await asyncio.sleep(3.2)
    clicked = await clicking
    assert await clicked.until(lambda: listed.response.edits > 0, 10)

    assert "Dismiss" in [each["label"] for each in listed.response.buttons]


async def test_form_that_would_open_late_says_so(stage: Stage) -> None:
    club = await new_club(new_room(stage))
    await club.ask(POOL)
    listed = await club.open_topic(club.tess)

    with unreadable(stage.bot.database):
        await asyncio.sleep(0.3)
        clicking = asyncio.ensure_future(club.tess.click(listed.response, "Answer"))
        await asyncio.sleep(3.2)
    clicked = await clicking
    assert await clicked.until(lambda: bool(clicked.followups), 10)

    assert said(clicked.followups[0]) == "That took me too long to open. Please try once more."


async def test_form_that_was_filled_in_is_answered_late(stage: Stage) -> None:
    club = await new_club(new_room(stage))
    await club.ask(POOL)
    listed = await club.open_topic(club.tess)
    form = await club.tess.click(listed.response, "Answer")

    with unreadable(stage.bot.database):
        await asyncio.sleep(0.3)
        submitting = asyncio.ensure_future(club.tess.submit(form, {FIELDS[1]: "Behind the hangar."}))
        await asyncio.sleep(3.2)
    given = await submitting
    shown = await late_answer(given)

    assert "From now on I quote this:" in said(shown)
    assert shown.ephemeral


async def late_answer(used: Interaction) -> Message:
    """The message apart from the one with the button."""
    assert await used.until(lambda: bool(used.followups) or used.original is not used.message, 10)
    if used.followups:
        return used.followups[0]
    if used.original is None:
        raise NoAnswer("no answer came")
    return used.original
