"""Whatever has happened to a database, a library opens or says in a sentence why not; what can be read is saved."""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from knowledge.errors import DamagedDatabase, UnusableDatabase
from knowledge.library import Library
from knowledge.store.records import Vote
from knowledge.store.recovering import recover
from tests.bot.program import quoth
from tests.bot.shell.test_ingest import OWN
from tests.knowledge.store.damage import (
    GUILD,
    QUESTION,
    SENTENCE,
    change,
    copied,
    overwrite,
    overwrite_page,
    spoil,
    use,
)

SEEDS = range(int(os.environ.get("QUOTH_DAMAGE", "12")))
"""A hundred take about two minutes."""
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


ROWS: dict[str, tuple[str, tuple[object, ...]]] = {
    "places that are no JSON": ("UPDATE documents SET places = '{' WHERE id = '1.txt'", ()),
    "a text that is no text": ("UPDATE texts SET text = CAST(x'ff' AS TEXT) WHERE number = 3", ()),
    "a title that is no text": ("UPDATE documents SET title = CAST(x'ff41' AS TEXT) WHERE id = '2.txt'", ()),
    "a setting that is no text": ("UPDATE settings SET value = CAST(x'ff' AS TEXT) WHERE key = 'answers'", ()),
    "a setting that is no JSON": ("UPDATE settings SET value = '{' WHERE key = 'answers'", ()),
    "a key that is too long": ("UPDATE settings SET value = ? WHERE key = 'asker_key'", ("k" * 1_000,)),
    "a kind of source that there is not": ("UPDATE sources SET kind = 'cloud' WHERE number > 1", ()),
    "a schedule that there is not": ("UPDATE sources SET schedule = 'never'", ()),
    "options that are no JSON": ("UPDATE sources SET options = '{'", ()),
    "a time beyond the calendar": ("UPDATE sources SET last_success = 4611686018427387904", ()),
    "a failure beyond the calendar": ("UPDATE items SET failing_since = 4611686018427387904, reason = 'x'", ()),
    "links that are no JSON": ("UPDATE items SET links = '{'", ()),
    "a reply that is no JSON": ("UPDATE questions SET reply = '{'", ()),
    "a question beyond the calendar": ("UPDATE questions SET asked_at = 4611686018427387904", ()),
    "a folder that is no folder": ("UPDATE sources SET kind = 'link' WHERE number = 1", ()),
    "a folder of a guild": ("UPDATE sources SET guild_id = 9 WHERE number = 1", ()),
    "no source at all": ("DELETE FROM sources", ()),
    "no key": ("DELETE FROM settings", ()),
}


@pytest.mark.parametrize("name", ROWS)
async def test_row_that_cannot_be_understood_is_left_out_and_the_rest_goes_on(
    used: Path, tmp_path: Path, name: str
) -> None:
    database = copied(used, tmp_path / "copy")
    statement, parameters = ROWS[name]
    change(database, statement, *parameters)

    async with await Library.open(database, used.parent / "documents") as library:
        asked = await library.ask(GUILD, QUESTION, asker=1)
        statistics = await library.housekeeping.statistics(GUILD, 7)
        packed = await library.housekeeping.export(GUILD)
        statuses = await library.overview.sources(GUILD)

    assert asked.answer.quotes[0].text == SENTENCE
    assert asked.number > 0
    assert (statistics.asked > 0, len(packed) > 0, len(statuses) <= 1) == (True, True, True)


def no_database(database: Path) -> None:
    database.write_text("This is a letter, not a database. " * 100)


def cut(database: Path) -> None:
    database.write_bytes(database.read_bytes()[: 4096 * 5 + 100])


def cut_in_the_header(database: Path) -> None:
    database.write_bytes(database.read_bytes()[:50])


def no_table(database: Path) -> None:
    change(database, "DROP TABLE golden")


def no_column(database: Path) -> None:
    change(database, "ALTER TABLE questions RENAME COLUMN asked_at TO at")


@pytest.mark.parametrize("damage", [no_database, cut, cut_in_the_header, no_table, no_column])
async def test_database_that_is_none_is_refused_and_recovered(
    used: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    database = copied(used, tmp_path / "copy")
    damage(database)
    before = database.read_bytes()

    with pytest.raises(DamagedDatabase, match="quoth run --recover"):
        await Library.open(database, used.parent / "documents")
    recovered = recover(database)

    assert await opened(database, used.parent / "documents") == SENTENCE
    assert recovered is not None
    assert recovered.aside.read_bytes() == before


async def test_recovering_keeps_every_row_of_the_tables_that_are_whole(used: Path, tmp_path: Path) -> None:
    database = copied(used, tmp_path / "copy")
    no_table(database)
    tables = ("questions", "votes", "turns", "seen", "settings", "opted_out", "sources", "texts")

    recover(database)

    with closing(sqlite3.connect(database)) as saved, closing(sqlite3.connect(used)) as held:
        for table in tables:
            statement = f"SELECT count(*) FROM {table}"  # noqa: S608 constants
            assert saved.execute(statement).fetchall() == held.execute(statement).fetchall(), table


async def test_recovering_gives_no_number_of_a_question_twice(used: Path, tmp_path: Path) -> None:
    database = copied(used, tmp_path / "copy")
    change(database, "DELETE FROM questions WHERE number > 20")
    no_table(database)

    recover(database)

    async with await Library.open(database, used.parent / "documents") as library:
        assert (await library.ask(GUILD, QUESTION, asker=1)).number == 31


async def test_recovering_leaves_a_whole_database_alone(used: Path, tmp_path: Path) -> None:
    database = copied(used, tmp_path / "copy")

    assert recover(database) is None
    assert [path.name for path in database.parent.iterdir() if "damaged" in path.name] == []


async def test_recovering_leaves_a_database_of_a_newer_version_alone(used: Path, tmp_path: Path) -> None:
    database = copied(used, tmp_path / "copy")
    change(database, "PRAGMA user_version = 999")

    with pytest.raises(UnusableDatabase, match="newer version of Quoth"):
        recover(database)


async def test_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    database = tmp_path / "other.sqlite3"
    change(database, "CREATE TABLE photographs (name TEXT)")

    assert (
        await opened(database, tmp_path) == f"cannot use the database {database}: it is the database of another program"
    )


async def test_folder_in_place_of_a_database_is_refused(tmp_path: Path) -> None:
    assert await opened(tmp_path, tmp_path) == (
        f"cannot use the database {tmp_path}: it is a folder; name the file that the database is to be"
    )


async def test_index_that_is_a_file_takes_no_answer(used: Path, tmp_path: Path) -> None:
    database = copied(used, tmp_path / "copy")
    database.with_name(f"{database.name}-index").write_text("This is no folder.")

    assert await opened(database, used.parent / "documents") == SENTENCE


@pytest.mark.parametrize("arguments", [("ingest", "plan.txt"), ("knowledge", "list"), ("knowledge", "remove", "2")])
def test_shell_says_in_a_sentence_that_the_database_is_damaged(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "plan.txt").write_text("Plan\nDinner is at seven.")
    quoth("ingest", "plan.txt", cwd=tmp_path, variables=OWN)
    spoil(tmp_path / "quoth.sqlite3")

    run = quoth(*arguments, cwd=tmp_path, variables=OWN)

    assert run.returncode == 2
    assert run.stderr.count("\n") == 1
    assert "`quoth run --recover`" in run.stderr
