"""Everybody who waits for the team's answer is tried, and who cannot be reached now is told later."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.sandbox import Person
from tests.bot.features.stage import Stage, new_room, said
from tests.bot.features.teams import ANSWER, POOL, TELL, Club, new_club
from tests.bot.features.waiting import comes

pytestmark = pytest.mark.asyncio(loop_scope="session")
OPENING, POST = "POST /users/@me/channels", "POST /channels/*/messages"
TOLD, LATER = "People told: {}", "People I could not reach yet and try again: {}"


async def waiting_club(stage: Stage) -> Club:
    """Ada and Bob wait for the answer to the same question."""
    club = await new_club(stage)
    for person in (club.ada, club.bob):
        await person.click(await club.ask(POOL, person), TELL)
    return club


def told(person: Person) -> int:
    """How often they were."""
    return sum(ANSWER in said(each) for each in person.direct().history())


def waiting(database: Path) -> list[int]:
    """How often it was tried to tell each of those who still wait."""
    with closing(sqlite3.connect(database)) as kept:
        return [tries for (tries,) in kept.execute("SELECT tries FROM tellings ORDER BY tries")]


def let_time_pass(database: Path) -> None:
    """The next try is due."""
    with closing(sqlite3.connect(database)) as kept, kept:
        kept.execute("UPDATE tellings SET due = 0")


@pytest.mark.parametrize(("status", "code"), [(400, 50033), (404, 10013), (403, 50278)])
async def test_account_that_is_gone_keeps_nobody_else_from_being_told(own_stage: Stage, status: int, code: int) -> None:
    await own_stage.bot.start()
    club = await waiting_club(own_stage)
    own_stage.sandbox.faults.fail(OPENING, status, code=code)

    given = await club.give()

    assert told(club.bob) == 1
    assert TOLD.format(1 if status != 403 else 2) in said(given.response)
    assert waiting(own_stage.bot.database) == []
    assert "Traceback" not in own_stage.bot.log


@pytest.mark.parametrize(("status", "code"), [(400, 40003), (503, None)])
async def test_who_cannot_be_reached_now_is_told_later_and_nobody_else_waits(
    own_stage: Stage, status: int, code: int | None
) -> None:
    stage, database = own_stage, own_stage.bot.database
    await stage.bot.start()
    club = await waiting_club(stage)
    stage.sandbox.patience = 40
    stage.sandbox.faults.fail(OPENING, status, times=20 if status >= 500 else 1, code=code)

    given = await club.give()
    still = waiting(database)
    stage.sandbox.faults.clear()
    await comes(lambda: told(club.bob)) if status < 500 else None
    await stage.bot.stop()
    let_time_pass(database)
    await stage.bot.start()
    await comes(lambda: waiting(database) == [])

    assert LATER.format(1 if status < 500 else 2) in said(given.response)
    assert len(still) == (1 if status < 500 else 2)
    assert (told(club.ada), told(club.bob)) == (1, 1)
    assert "Traceback" not in stage.bot.log


@pytest.mark.parametrize("after", [False, True])
async def test_connection_that_breaks_tells_everybody_once(stage: Stage, after: bool) -> None:
    club = await waiting_club(new_room(stage))
    stage.sandbox.faults.hang_up(OPENING, after=after)

    given = await club.give()

    assert said(given.response).endswith(TOLD.format(2))
    assert (told(club.ada), told(club.bob)) == (1, 1)


async def test_telling_is_given_up_after_a_day(own_stage: Stage) -> None:
    stage, database = own_stage, own_stage.bot.database
    await stage.bot.start()
    club = await waiting_club(stage)
    stage.sandbox.faults.fail(OPENING, 400, times=20, code=40003)
    await club.give()
    await stage.bot.stop()
    with closing(sqlite3.connect(database)) as kept, kept:
        kept.execute("UPDATE tellings SET due = 0, tries = 6")

    await stage.bot.start()

    await comes(lambda: waiting(database) == [])
    assert (told(club.ada), told(club.bob)) == (0, 0)


async def test_answer_that_was_retired_meanwhile_is_told_to_nobody(own_stage: Stage) -> None:
    stage, database = own_stage, own_stage.bot.database
    await stage.bot.start()
    club = await waiting_club(stage)
    stage.sandbox.faults.fail(OPENING, 400, times=2, code=40003)
    await club.give()
    listed = await club.open_answer(club.tess)
    await club.tess.click(listed.response, "Retire")
    await stage.bot.stop()
    let_time_pass(database)

    await stage.bot.start()

    await comes(lambda: waiting(database) == [])
    assert (told(club.ada), told(club.bob)) == (0, 0)


async def test_who_waits_twice_for_the_same_answer_is_told_once(stage: Stage) -> None:
    club = await new_club(new_room(stage))
    for _ in range(2):
        await club.ada.click(await club.ask(POOL), TELL)

    given = await club.give()

    assert said(given.response).endswith(TOLD.format(1))
    assert told(club.ada) == 1


async def test_forgetting_somebody_forgets_that_they_wait(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()
    club = await waiting_club(stage)
    stage.sandbox.faults.fail(OPENING, 400, times=2, code=40003)
    await club.give()

    asked = await club.ada.slash(club.channel, "forget-me")
    await club.ada.click(asked.response, asked.response.buttons[0]["label"])

    assert len(waiting(stage.bot.database)) == 1
