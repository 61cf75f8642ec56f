"""Who wrote a thread, and the thread without the words of people who opted out."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from knowledge.library import Library
from knowledge.sources.kinds import NewSource
from knowledge.sources.models import Kind
from knowledge.sources.threads import Message, Thread
from tests.knowledge.sources.test_channel import Forum

GUILD = 7
ADA, BOB, MO, KIM = 1, 2, 3, 4
CHANNEL = NewSource(kind=Kind.CHANNEL, address="500")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "documents").mkdir()
    return tmp_path


async def opened(place: Path) -> Library:
    return await Library.open(place / "quoth.sqlite3", place / "documents")


@pytest.fixture
async def library(place: Path) -> AsyncIterator[Library]:
    async with await opened(place) as library:
        yield library


def gate(library: Library) -> Thread:
    """Bob asks, Ada and Mo answer."""
    bob, ada, mo = map(library.pseudonym, (BOB, ADA, MO))
    return Thread(
        id="100",
        title="The gate",
        author=bob,
        messages=(
            Message(id="1", text="What is the gate opened with?", author=bob, is_starter=True),
            Message(id="2", text="The gate is opened with rhubarb.", author=ada, is_accepted=True),
            Message(id="3", text="The gate squeaks at noon.", author=mo),
        ),
    )


async def text_of(library: Library) -> str:
    return "".join(document.text for document in (await library.own_documents(GUILD)).values())


async def opt_out(library: Library, user_id: int) -> None:
    await library.privacy.opt_out(library.pseudonym(user_id), user_id)


async def test_reading_again_keeps_words_out_and_reports_no_change(library: Library) -> None:
    library.read_threads_with(Forum(gate(library)).read)
    added = await library.sources.add(GUILD, CHANNEL)
    await opt_out(library, ADA)

    report = await library.sources.sync(GUILD, added.number)
    await library.sources.put_thread(GUILD, added.number, gate(library))

    assert (report.added, report.changed, report.removed, report.unchanged) == ((), (), (), 1)
    assert "rhubarb" not in await text_of(library)
    assert "squeaks at noon" in await text_of(library)


async def test_thread_of_somebody_who_opted_out_is_never_added(library: Library) -> None:
    await opt_out(library, BOB)
    library.read_threads_with(Forum(gate(library)).read)

    added = await library.sources.add(GUILD, CHANNEL)

    assert (added.reload.added, await text_of(library)) == ((), "")


async def test_opting_out_while_a_channel_is_read_holds(library: Library) -> None:
    forum = Forum(gate(library))
    forum.go_on.clear()
    library.read_threads_with(forum.read)
    adding = asyncio.create_task(library.sources.add(GUILD, CHANNEL))
    await forum.begun.wait()

    await opt_out(library, ADA)
    forum.go_on.set()
    await adding

    assert "rhubarb" not in await text_of(library)
    assert "squeaks at noon" in await text_of(library)


async def test_opting_out_holds_in_every_guild(library: Library) -> None:
    async def read(guild_id: int, address: str) -> AsyncIterator[Thread]:
        yield gate(library)

    library.read_threads_with(read)
    for guild_id in (GUILD, GUILD + 1):
        await library.sources.add(guild_id, CHANNEL)

    await opt_out(library, ADA)

    assert "rhubarb" not in await text_of(library)
    assert not any("rhubarb" in one.text for one in (await library.own_documents(GUILD + 1)).values())


async def test_opting_in_brings_words_back_at_the_next_reading(library: Library) -> None:
    library.read_threads_with(Forum(gate(library)).read)
    added = await library.sources.add(GUILD, CHANNEL)
    await opt_out(library, ADA)
    await library.sources.sync(GUILD, added.number)
    await library.privacy.opt_in(library.pseudonym(ADA))

    await library.sources.sync(GUILD, added.number)

    assert "rhubarb" in await text_of(library)


async def test_stored_replies_lose_quotes_of_whoever_opted_out_and_keep_others(library: Library) -> None:
    library.read_threads_with(Forum(gate(library)).read)
    await library.sources.add(GUILD, CHANNEL)
    quoting = await library.ask(GUILD, "What is the gate opened with?", asker=KIM)
    found_before = await library.find(GUILD, "What is the gate opened with?")
    assert "rhubarb" in quoting.model_dump_json()

    await opt_out(library, ADA)
    kept_after = await library.keep(found_before, KIM)

    for number in (quoting.number, kept_after.number):
        asked = await library.asked(GUILD, number)
        assert asked is not None
        assert "rhubarb" not in asked.model_dump_json()


async def test_threads_of_unknown_authors_go_as_soon_as_anybody_opts_out(library: Library) -> None:
    known = gate(library)
    messages = tuple(one.model_copy(update={"author": ""}) for one in known.messages)
    unknown = known.model_copy(update={"author": "", "messages": messages})
    library.read_threads_with(Forum(unknown).read)
    await library.sources.add(GUILD, CHANNEL)
    before = await text_of(library)

    await opt_out(library, KIM)

    assert ("rhubarb" in before, await text_of(library)) == (True, "")


def downgrade(database: Path) -> None:
    """As it was before who wrote a thread was kept."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.executescript(
            """
            DROP TRIGGER question_forgotten; DROP VIEW carried_on; DROP TABLE erasures; DROP INDEX questions_by_follows;
            ALTER TABLE documents DROP COLUMN authors; ALTER TABLE questions DROP COLUMN author;
            ALTER TABLE turns ADD COLUMN follows INTEGER; ALTER TABLE questions DROP COLUMN follows;
            """
        )
        connection.execute("PRAGMA user_version = 7")


@pytest.mark.parametrize("is_out", [True, False])
async def test_channels_of_an_older_database_are_read_again_and_say_nothing_of_whoever_is_out(
    place: Path, is_out: bool
) -> None:
    async with await opened(place) as library:
        library.read_threads_with(Forum(gate(library)).read)
        added = await library.sources.add(GUILD, CHANNEL)
        await library.ask(GUILD, "What is the gate opened with?", asker=KIM)
    downgrade(place / "quoth.sqlite3")
    if is_out:
        with closing(sqlite3.connect(place / "quoth.sqlite3")) as connection, connection:
            connection.execute("INSERT INTO opted_out VALUES (?, 0)", (library.pseudonym(ADA),))

    async with await opened(place) as library:
        before = await text_of(library)
        due = [one.number for one in library.sources.due(1)]
        library.read_threads_with(Forum(gate(library)).read)
        await library.sources.sync(GUILD, added.number)
        after = await text_of(library)

    assert ("rhubarb" in before, "rhubarb" in after, added.number in due) == (not is_out, not is_out, True)
    assert (b"rhubarb" in (place / "quoth.sqlite3").read_bytes()) is not is_out


async def test_opting_out_before_an_older_channel_is_read_again_empties_it(place: Path) -> None:
    async with await opened(place) as library:
        library.read_threads_with(Forum(gate(library)).read)
        await library.sources.add(GUILD, CHANNEL)
    downgrade(place / "quoth.sqlite3")

    async with await opened(place) as library:
        before = await text_of(library)
        await opt_out(library, ADA)

        assert ("rhubarb" in before, await text_of(library)) == (True, "")


async def test_erasing_that_was_interrupted_goes_on_at_the_next_start(place: Path) -> None:
    async with await opened(place) as library:
        library.read_threads_with(Forum(gate(library)).read)
        await library.sources.add(GUILD, CHANNEL)
        await library.ask(GUILD, "What is the gate opened with?", asker=KIM)
    with closing(sqlite3.connect(place / "quoth.sqlite3")) as connection, connection:
        connection.execute("INSERT INTO opted_out VALUES (?, 0)", (library.pseudonym(ADA),))
        connection.execute("INSERT INTO erasures VALUES ('messages'), ('file')")

    async with await opened(place) as library:
        assert "rhubarb" not in await text_of(library)

    files = [path for path in place.rglob("*") if path.is_file()]
    assert [path.name for path in files if b"rhubarb" in path.read_bytes()] == []
