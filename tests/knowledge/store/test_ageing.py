"""A clock that jumps ahead and back erases nothing in a moment and stops nothing for years: in a real database."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from knowledge import Document
from knowledge.library import SHARED, Library
from knowledge.store.records import Turn

GUILD, ADA = 7, 1
MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60
TEN_YEARS = 3650 * DAY
GRACE = 14 * DAY


class Clock:
    """Seconds since 1970, as somebody has set it."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@asynccontextmanager
async def opened(place: Path, clock: Clock) -> AsyncIterator[Library]:
    folder = place / "documents"
    folder.mkdir(exist_ok=True)
    (folder / "plan.txt").write_text("Plan\nDinner is served at seven.")
    async with await Library.open(place / "quoth.sqlite3", folder, clock=clock) as library:
        yield library


@pytest.fixture
async def library(tmp_path: Path, clock: Clock) -> AsyncIterator[Library]:
    async with opened(tmp_path, clock) as one:
        yield one


async def asked_on_each_of(days: int, library: Library, clock: Clock) -> list[int]:
    """The numbers of questions that were asked a day apart, the last one now; the clock is looked at as it runs."""
    numbers = []
    for day in range(days):
        if day:
            clock.now += DAY
        await library.housekeeping.tidy(GRACE)
        numbers.append((await library.ask(GUILD, "When is dinner?", asker=ADA)).number)
    return numbers


async def kept(library: Library, numbers: list[int]) -> list[int]:
    return [number for number in numbers if await library.asked(GUILD, number)]


async def run_for(days: int, library: Library, clock: Clock) -> None:
    """With two looks a day."""
    for _ in range(days * 2):
        clock.now += DAY / 2
        await library.housekeeping.tidy(GRACE)


async def test_questions_grow_old_by_a_clock_that_runs(library: Library, clock: Clock) -> None:
    numbers = await asked_on_each_of(3, library, clock)

    await run_for(29, library, clock)
    clock.now += 1
    await library.housekeeping.tidy(GRACE)

    assert await kept(library, numbers) == numbers[2:]


@pytest.mark.parametrize("restarts", [True, False])
async def test_jump_of_the_clock_and_back_erases_no_question(tmp_path: Path, clock: Clock, restarts: bool) -> None:
    async with opened(tmp_path, clock) as library:
        numbers = await asked_on_each_of(5, library, clock)
        clock.now += TEN_YEARS
        if not restarts:
            numbers.append((await library.ask(GUILD, "When is dinner?", asker=ADA)).number)
            await library.housekeeping.tidy(GRACE)
    if restarts:
        async with opened(tmp_path, clock) as library:
            await library.housekeeping.tidy(GRACE)
            numbers.append((await library.ask(GUILD, "When is dinner?", asker=ADA)).number)
    clock.now -= TEN_YEARS

    async with opened(tmp_path, clock) as library:
        await library.housekeeping.tidy(GRACE)

        assert await kept(library, numbers) == numbers


async def test_jump_that_lasts_erases_a_day_s_worth_a_day(library: Library, clock: Clock) -> None:
    numbers = await asked_on_each_of(5, library, clock)
    clock.now += TEN_YEARS
    left = []

    for _ in range(7):
        await run_for(1, library, clock)
        left.append(len(await kept(library, numbers)))

    assert left[0] == 5
    assert left[-1] == 0
    assert all(before - after <= 1 for before, after in pairwise(left))


async def test_restarts_after_a_jump_erase_no_more_than_one_process_does(tmp_path: Path, clock: Clock) -> None:
    async with opened(tmp_path, clock) as library:
        numbers = await asked_on_each_of(5, library, clock)
    clock.now += TEN_YEARS

    for _ in range(8):
        clock.now += MINUTE
        async with opened(tmp_path, clock) as library:
            await library.housekeeping.tidy(GRACE)
            left = await kept(library, numbers)

    assert left == numbers


async def test_question_asked_after_a_jump_grows_old_once_the_clock_is_right(tmp_path: Path, clock: Clock) -> None:
    clock.now += TEN_YEARS
    async with opened(tmp_path, clock) as library:
        asked = await library.ask(GUILD, "When is dinner?", asker=ADA)
    clock.now -= TEN_YEARS

    async with opened(tmp_path, clock) as library:
        await run_for(2, library, clock)
        after_two_days = await kept(library, [asked.number])
        await run_for(31, library, clock)

        assert after_two_days == [asked.number]
        assert await kept(library, [asked.number]) == []


async def test_clock_that_is_not_set_yet_after_a_start_erases_nothing_when_it_is(tmp_path: Path, clock: Clock) -> None:
    async with opened(tmp_path, clock) as library:
        numbers = await asked_on_each_of(5, library, clock)
        await library.departures.leaves(GUILD)
    right, clock.now = clock.now, 0.0
    async with opened(tmp_path, clock) as library:
        await run_for(1, library, clock)
        clock.now = right + HOUR

        erased = await library.housekeeping.tidy(GRACE)

        assert (await kept(library, numbers), erased) == (numbers, [])


@pytest.mark.parametrize("ahead", [TEN_YEARS, -TEN_YEARS])
async def test_guild_that_was_left_keeps_its_grace_when_the_clock_jumps(
    library: Library, clock: Clock, ahead: int
) -> None:
    await library.add(GUILD, Document(id="own", title="Own", text="The code is green."))
    await library.departures.leaves(GUILD)

    clock.now += ahead
    erased_at_once = await library.housekeeping.tidy(GRACE)
    await run_for(1, library, clock)
    clock.now -= ahead
    erased_when_back = await library.housekeeping.tidy(GRACE)
    await run_for(16, library, clock)

    assert (erased_at_once, erased_when_back) == ([], [])
    assert "own" not in (await library.base(GUILD)).documents


async def test_team_can_be_called_after_a_jump_and_back_and_not_twice(library: Library, clock: Clock) -> None:
    clock.now += TEN_YEARS
    ahead = [await library.curation.call(GUILD, 10 * MINUTE) for _ in range(2)]
    clock.now -= TEN_YEARS

    back = [await library.curation.call(GUILD, 10 * MINUTE) for _ in range(2)]

    assert (ahead, back) == ([True, False], [True, False])


async def test_messages_stay_taken_while_the_clock_jumps(library: Library, clock: Clock) -> None:
    await library.turns.claim(100)

    clock.now += TEN_YEARS
    ahead = await library.turns.claim(101), await library.turns.claim(100)
    clock.now -= TEN_YEARS

    assert (ahead, await library.turns.claim(100), await library.turns.claim(101)) == ((True, False), False, False)


async def test_question_of_the_future_carries_nothing_on(library: Library, clock: Clock) -> None:
    clock.now += TEN_YEARS
    asked = await library.ask(GUILD, "When is dinner?", asker=ADA)
    await library.turns.add(GUILD, asked.number, Turn(channel_id=5, answer_id=6, sense="dinner"))
    person = library.pseudonym(ADA)
    ahead = await library.turns.last_of(GUILD, 5, person)
    clock.now -= TEN_YEARS

    assert (ahead, await library.turns.last_of(GUILD, 5, person)) == (asked.number, None)


async def test_schedule_is_due_when_its_next_run_is_further_away_than_its_period(library: Library) -> None:
    (home,) = library.sources.register.of(SHARED)
    now = int(time.time())

    due = []
    for wait in (TEN_YEARS, HOUR + MINUTE, HOUR, MINUTE, -MINUTE):
        await library.sources.register.set(home._replace(schedule="hourly", next_run=now + wait))
        due.append(bool(library.sources.due(now)))

    assert due == [True, True, False, False, True]
