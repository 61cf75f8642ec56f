"""Twice the documents take about twice the time, whatever is done with them."""

import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from knowledge import Document, KnowledgeBase, UnreadableFile
from knowledge.index.corpus import Corpus
from knowledge.index.encoding import encode
from knowledge.index.vectors import Vectors
from knowledge.library import Library
from knowledge.snapshots.snapshots import Snapshots
from knowledge.sources.comparison import Comparison
from knowledge.sources.models import Kind, Quotas
from knowledge.store.records import Change, StoredDocument, StoredSource
from knowledge.store.store import Store
from tests.linear.growth import unswept

GUILD = 7
FEW, MOST = 1_500, 2.5
"""Documents that take long enough to be measured; and how much longer twice as many may take."""
GRAIN = 0.005
"""Seconds that are too few to compare."""
_TRIES = 3
QUESTION = "Which sentence is about planet 7?"


def documents(number: int) -> list[Document]:
    return [
        Document(
            id=f"page/{one:06}", title=f"T{one}", text=f"Sentence number {one} about planet {one % 977}.", language="en"
        )
        for one in range(number)
    ]


async def is_steep(few: Callable[[], Awaitable[object]], many: Callable[[], Awaitable[object]]) -> bool:
    """Whether `many`, with twice the documents, takes too long each time that it is measured."""
    for _ in range(_TRIES):
        if await seconds(many) < MOST * await seconds(few) + GRAIN:
            return False
    return True


async def seconds(work: Callable[[], Awaitable[object]]) -> float:
    """The least processor time of several runs."""
    took = []
    for _ in range(3):
        with unswept():
            began = time.process_time()
            await work()
            took.append(time.process_time() - began)
    return min(took)


def awaited(work: Callable[..., object], *arguments: object) -> Callable[[], Awaitable[object]]:
    async def done() -> object:
        return work(*arguments)

    return done


DEEDS: dict[str, Callable[[KnowledgeBase], object]] = {
    "drop half": lambda base: base.changed((), list(base.documents)[::2]),
    "drop one": lambda base: base.changed((), list(base.documents)[5:6]),
    "add one": lambda base: base.changed([Document(id="new", title="New", text="A new page.", language="en")]),
    "replace half": lambda base: base.changed(list(base.documents.values())[::2]),
    "join": lambda base: base.joined(base.changed((), base.documents).changed(documents(1))),
}


@pytest.fixture(scope="module")
def bases() -> tuple[KnowledgeBase, KnowledgeBase]:
    empty = KnowledgeBase(Corpus.empty(), Vectors(encode), waits=False)
    return empty.changed(documents(FEW)), empty.changed(documents(2 * FEW))


@pytest.mark.parametrize("deed", DEEDS)
async def test_knowledge_base_changes_in_time_that_grows_with_its_documents(
    bases: tuple[KnowledgeBase, KnowledgeBase], deed: str
) -> None:
    few, many = (awaited(DEEDS[deed], base) for base in bases)

    assert not await is_steep(few, many)


async def test_knowledge_base_answers_the_first_question_as_fast_as_the_next(
    bases: tuple[KnowledgeBase, KnowledgeBase],
) -> None:
    _, base = bases
    fresh = [base.changed((), [document_id]) for document_id in list(base.documents)[: 3 * _TRIES]]

    assert not await is_steep(awaited(base.ask, QUESTION), awaited(lambda: fresh.pop().ask(QUESTION)))


async def test_snapshots_change_in_time_that_grows_with_their_documents() -> None:
    def drop_half(now: Snapshots) -> None:
        now.changed(GUILD, (), list(now.shelf(GUILD))[::2])

    shelves = [[StoredDocument(each, None, "-") for each in documents(number)] for number in (FEW, 2 * FEW)]
    few, many = (awaited(drop_half, Snapshots.empty().changed(GUILD, shelf, ())) for shelf in shelves)

    assert not await is_steep(few, many)


async def test_comparison_takes_time_that_grows_with_its_items() -> None:
    held = [[StoredDocument(each, each.id, "-", 3) for each in documents(number)] for number in (FEW, 2 * FEW)]
    few, many = (awaited(compared, each) for each in held)

    assert not await is_steep(few, many)


def compared(held: list[StoredDocument]) -> object:
    """Half of the items are gone, the others cannot be read."""
    comparison, error = Comparison(held, {}, 3), UnreadableFile("a.md", "it is not there")
    for place, stored in enumerate(held):
        comparison.remove(stored.document.id) if place % 2 else comparison.fail(stored.document.id, error)
    return comparison.result()


async def filled(place: Path, number: int) -> Library:
    """A guild with so many documents, each of a source of its own."""
    place.mkdir()
    (place / "documents").mkdir()
    store = await Store.open(place / "quoth.sqlite3")
    put = []
    for document in documents(number):
        source = await store.catalog.add_source(StoredSource(0, GUILD, Kind.FILE, document.id, "{}", "off"))
        await store.catalog.set_source(source._replace(last_success=1))
        put.append(StoredDocument(document, document.id, "-", source.number))
    await store.catalog.change(GUILD, Change(put=put))
    await store.close()
    library = await Library.open(place / "quoth.sqlite3", place / "documents", quotas=Quotas(documents=10**6))
    await library.base(GUILD)
    return library


async def test_library_tells_and_changes_in_time_that_grows_with_its_sources(tmp_path: Path) -> None:
    async with await filled(tmp_path / "few", FEW // 4) as few, await filled(tmp_path / "many", FEW // 2) as many:
        pairs = zip(deeds(few).items(), deeds(many).values(), strict=True)
        steep = [name for (name, less), more in pairs if await is_steep(less, more)]

    assert steep == []


def deeds(library: Library) -> dict[str, Callable[[], Awaitable[object]]]:
    async def give() -> None:
        await library.sources.give(GUILD, Kind.TEXT, "new.md", f"# New\n\nIt is {time.time()}.".encode())

    async def drop() -> None:
        await library.remove(GUILD, next(iter(await library.own_documents(GUILD))))

    return {
        "statuses": lambda: library.overview.sources(GUILD),
        "usage": lambda: library.sources.kept.usage(GUILD),
        "statistics": lambda: library.housekeeping.statistics(GUILD, 7),
        "gained": lambda: library.overview.gained(GUILD, 0),
        "give one": give,
        "drop one": drop,
        "refresh": library.refresh,
        "reload": library.reload,
    }
