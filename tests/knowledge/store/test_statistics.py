"""What a guild asked, in numbers."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.library import Library
from knowledge.store.records import Day, Vote

GUILD, OTHER, ADA = 7, 8, 1


@pytest.fixture
async def library(tmp_path: Path) -> AsyncIterator[Library]:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "plan.txt").write_text("Plan\nDinner is served at seven in the galley.")
    (folder / "song.txt").write_text("Song\nWe sing together in the morning.")
    async with await Library.open(tmp_path / "quoth.sqlite3", folder) as opened:
        asked = await opened.ask(GUILD, "When is dinner served?", asker=ADA)
        await opened.ask(GUILD, "When is the dinner served?", asker=ADA)
        await opened.ask(GUILD, "Who repairs the teleporter?", asker=ADA)
        await opened.votes.cast(GUILD, asked.number, Vote("ada", helpful=True))
        await opened.votes.cast(GUILD, asked.number, Vote("bob", helpful=False))
        await opened.ask(OTHER, "What is a secret?", asker=ADA)
        yield opened


async def test_statistics_count_each_day(library: Library, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "quoth.sqlite3")) as connection, connection:
        connection.execute("UPDATE questions SET asked_at = asked_at - 86400 WHERE question LIKE '%teleporter%'")

    days = (await library.housekeeping.statistics(GUILD, 7)).days

    today = datetime.now(UTC).date()
    assert len(days) == 7
    assert days[-1] == Day(date=today, answered=2, unanswered=0, helpful=1, unhelpful=1)
    assert (days[-2].answered, days[-2].unanswered) == (0, 1)


async def test_statistics_merge_questions_that_are_alike(library: Library) -> None:
    assert (await library.housekeeping.statistics(GUILD, 7)).questions[0] == ("When is the dinner served?", 2)


async def test_statistics_tell_what_is_quoted_and_what_is_not(library: Library) -> None:
    statistics = await library.housekeeping.statistics(GUILD, 7)

    assert (statistics.sources, statistics.never_quoted) == ((("Plan", 2),), ("Song",))


async def test_statistics_tell_what_was_asked_for_and_is_nowhere(library: Library) -> None:
    words = [word for word, _ in (await library.housekeeping.statistics(GUILD, 7)).missing]

    assert "teleporter" in words
    assert "dinner" not in words


async def test_statistics_of_a_guild_that_never_asked_are_empty(library: Library) -> None:
    statistics = await library.housekeeping.statistics(999, 7)

    assert (statistics.asked, statistics.questions, statistics.missing) == (0, (), ())
