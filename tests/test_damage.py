"""Whatever has happened to a database, a library opens or says in a sentence why not; what can be read is saved."""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from knowledge.errors import DamagedDatabase, UnusableDatabase
from knowledge.keeping.recovering import recover
from knowledge.keeping.votes import Vote
from knowledge.library import Library
from tests.damage import GUILD, QUESTION, SENTENCE, change, copied, overwrite, overwrite_page, use

SEEDS = range(int(os.environ.get("QUOTH_DAMAGE", "30")))
"""1,000 take about five minutes."""
LIMIT = 10
"""Seconds for a library to open or to refuse."""


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("used")
    asyncio.run(use(place / "quoth.sqlite3", place / "documents"))
    return place / "quoth.sqlite3"


async def opened(database: Path, folder: Path) -> str:
    """What becomes of a library: what it answers, or why it cannot be opened."""
    try:
        async with asyncio.timeout(LIMIT), await Library.open(database, folder) as library:
            asked = await library.ask(GUILD, QUESTION, asker=1)
            await library.votes.cast(GUILD, asked.number, Vote("ada", helpful=True))
            return asked.answer.quotes[0].text
    except UnusableDatabase as error:
        return str(error)


def is_whole(database: Path) -> bool:
    with closing(sqlite3.connect(database)) as connection:
        found = [connection.execute(f"PRAGMA {check}").fetchall() for check in ("integrity_check", "foreign_key_check")]
    return found == [[("ok",)], []]


@pytest.mark.parametrize("damage", [overwrite, overwrite_page])
async def test_damaged_database_opens_or_is_refused_in_a_sentence_and_is_recovered(
    used: Path, tmp_path: Path, damage: Callable[[Path, int], None]
) -> None:
    for seed in SEEDS:
        database = copied(used, tmp_path / str(seed))
        damage(database, seed)

        outcome = await opened(database, used.parent / "documents")
        recover(database)
        again = await opened(database, used.parent / "documents")

        assert outcome == SENTENCE or outcome.startswith(f"cannot use the database {database}: "), seed
        assert again == SENTENCE, (seed, again)
        assert is_whole(database), seed
