"""Writes are whole or not there, whoever is cancelled and whoever else holds the lock."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from knowledge import Document
from knowledge.answering.likeness import Open, Topic
from knowledge.snapshots.archiving import Archivist
from knowledge.sources.kinds import Outside
from knowledge.sources.models import Quotas
from knowledge.sources.syncing import Sources
from knowledge.sources.web.fetching import Fetcher
from knowledge.store.ageing import Ageing
from knowledge.store.goldens import Trial
from knowledge.store.guilds import Departures
from knowledge.store.people import Erasing, Privacy
from knowledge.store.questions import Votes
from knowledge.store.records import HOME, Change, StoredDocument, StoredSource, Turn, Vote
from knowledge.store.store import Question, Store
from knowledge.store.team import Curation, Tellings
from knowledge.store.turns import Turns

GUILD = 7
ASKED = Question(GUILD, "ada", "Why?", 0.5, 0.4, True, 100, "{}")
TOPIC = Topic(questions=(Open(number=1, question="Why?", asked_at=100),))
DOCUMENTS = [StoredDocument(Document(id=name, title=name, text=f"The text {name}."), None, name) for name in "abc"]
SOURCE = StoredSource(HOME, 0, "folder", "docs", "{}", "daily")


def privacy_of(store: Store) -> Privacy:
    """With all that erasing may reach."""

    async def commit(guild_id: int, change: Change, _trial: Trial | None = None, /) -> None:
        await store.catalog.change(guild_id, change)

    async def held(_guild_id: int) -> dict[str, StoredDocument]:
        return {}

    sources = Sources(store.catalog, Outside(Fetcher(), None), Quotas(), held, commit)
    return Privacy(store, Erasing(store, sources.kept.leave_out, Archivist(store.path.with_name("index")).forget))


WRITES: dict[str, Callable[[Store], Awaitable[object]]] = {
    "a change of documents": lambda store: store.catalog.change(GUILD, Change(put=DOCUMENTS)),
    "a source": lambda store: store.catalog.add_source(SOURCE._replace(guild_id=GUILD)),
    "the state of a source": lambda store: store.catalog.set_source(SOURCE),
    "a setting": lambda store: store.set_setting(GUILD, "colour", "red"),
    "a first setting": lambda store: store.set_first(GUILD, "first", "red"),
    "a question": lambda store: store.keep_question(ASKED, 0),
    "a claim": lambda store: Turns(store, 30, Ageing(store)).claim(1),
    "a turn": lambda store: Turns(store, 30, Ageing(store)).add(GUILD, 1, Turn(1, 2, "sense")),
    "a thread": lambda store: Turns(store, 30, Ageing(store)).leave_to_people(1),
    "a vote": lambda store: Votes(store).cast(GUILD, 1, Vote("ada", helpful=True)),
    "what is settled": lambda store: Curation(store, Ageing(store)).settle(GUILD, TOPIC),
    "who is told": lambda store: Tellings(store, Ageing(store)).answered(GUILD, TOPIC),
    "who forgets": lambda store: privacy_of(store).forget("ada", 1),
    "a guild that is gone": lambda store: Departures(store, Ageing(store)).erase(8),
}


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(tmp_path / "quoth.sqlite3")
    yield opened
    await opened.close()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program writes."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("COMMIT")


async def steps(number: int) -> None:
    """So many turns of the event loop, and a little time for threads after the first few."""
    for _ in range(number):
        await asyncio.sleep(0 if number < 8 else 0.01)


@pytest.mark.parametrize("name", WRITES)
async def test_write_that_is_cancelled_anywhere_is_whole_or_not_there_and_the_next_one_works(
    store: Store, name: str
) -> None:
    for number in range(12):
        with locked(store.path):
            writing = asyncio.ensure_future(WRITES[name](store))
            await steps(number)
            writing.cancel()
        with suppress(asyncio.CancelledError):
            await writing

        await store.set_setting(0, "turn", str(number))

        assert await store.setting(0, "turn") == str(number)
        assert len(await store.catalog.documents(GUILD)) in {0, len(DOCUMENTS)}


async def test_write_that_is_cancelled_while_it_waits_for_another_writer_leaves_that_one_whole(store: Store) -> None:
    with locked(store.path):
        first = asyncio.create_task(store.set_setting(GUILD, "colour", "red"))
        second = asyncio.create_task(store.set_setting(GUILD, "colour", "blue"))
        await steps(3)
        second.cancel()
    await asyncio.wait({first, second})

    assert await store.setting(GUILD, "colour") == "red"


async def test_write_that_fails_in_the_middle_leaves_nothing(store: Store) -> None:
    def work(writer: sqlite3.Connection) -> None:
        writer.execute("INSERT INTO settings VALUES (7, 'colour', 'red')")
        raise KeyError

    with pytest.raises(KeyError):
        await store.write(work)

    assert await store.setting(GUILD, "colour") is None


async def test_reading_goes_on_while_writes_wait_for_another_program(store: Store) -> None:
    await store.set_setting(GUILD, "colour", "red")

    with locked(store.path):
        writing = asyncio.create_task(store.set_setting(GUILD, "colour", "blue"))
        await steps(10)
        read = [await store.setting(GUILD, "colour") for _ in range(100)]
        assert not writing.done()
    await writing

    assert set(read) == {"red"}


async def test_bookkeeping_that_had_to_wait_is_done_in_its_order(store: Store) -> None:
    turns = Turns(store, 30, Ageing(store))
    with locked(store.path):
        numbers = [await store.keep_question(ASKED._replace(question=str(each)), 0) for each in range(5)]
        claims = [await turns.claim(1), await turns.claim(1)]

    await store.set_setting(GUILD, "colour", "red")

    assert (numbers, claims) == ([0] * 5, [True, False])
    assert await store.rows(str, "SELECT question FROM questions ORDER BY number") == [str(each) for each in range(5)]


async def test_person_who_is_forgotten_is_not_brought_back_by_what_had_to_wait(store: Store) -> None:
    with locked(store.path):
        await store.keep_question(ASKED, 0)

    await privacy_of(store).forget("ada", 1)

    assert await store.rows(int, "SELECT count(*) FROM questions") == [0]


async def test_message_is_claimed_once_across_restarts(tmp_path: Path, store: Store) -> None:
    await Turns(store, 30, Ageing(store)).claim(1)
    await store.close()

    again = await Store.open(tmp_path / "quoth.sqlite3")
    claims = [await Turns(again, 30, Ageing(again)).claim(1), await Turns(again, 30, Ageing(again)).claim(2)]
    await again.close()

    assert claims == [False, True]
