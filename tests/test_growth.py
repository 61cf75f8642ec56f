"""Twice the documents take about twice the time, whatever is done with them."""

import gc
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from knowledge import Document, KnowledgeBase, UnreadableFile
from knowledge.keeping.records import Change, StoredDocument, StoredSource
from knowledge.keeping.snapshots import Snapshots
from knowledge.keeping.store import Store
from knowledge.library import Library
from knowledge.sources.changes import Comparison
from knowledge.sources.reports import Kind, Quotas

GUILD = 7
FEW, MOST = 3_000, 2.5
"""Documents that take long enough to be measured; and how much longer twice as many may take."""
GRAIN = 0.005
"""Seconds that are too few to compare."""
QUESTION = "Which sentence is about planet 7?"


def documents(number: int) -> list[Document]:
    return [
        Document(
            id=f"page/{one:06}", title=f"T{one}", text=f"Sentence number {one} about planet {one % 977}.", language="en"
        )
        for one in range(number)
    ]


def seconds(work: Callable[[], object]) -> float:
    """The least processor time of several runs."""
    took = []
    for _ in range(5):
        gc.collect()
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return min(took)


async def seconds_of(work: Callable[[], Awaitable[object]]) -> float:
    took = []
    for _ in range(3):
        gc.collect()
        began = time.process_time()
        await work()
        took.append(time.process_time() - began)
    return min(took)


DEEDS: dict[str, Callable[[KnowledgeBase], object]] = {
    "drop half": lambda base: base.changed((), list(base.documents)[::2]),
    "drop one": lambda base: base.changed((), list(base.documents)[5:6]),
    "add one": lambda base: base.changed([Document(id="new", title="New", text="A new page.", language="en")]),
    "replace half": lambda base: base.changed(list(base.documents.values())[::2]),
    "join": lambda base: base.joined(base.changed((), base.documents).changed(documents(1)).collection),
}


@pytest.fixture(scope="module")
def bases() -> tuple[KnowledgeBase, KnowledgeBase]:
    return KnowledgeBase.build(documents(FEW)), KnowledgeBase.build(documents(2 * FEW))


@pytest.mark.parametrize("deed", DEEDS)
def test_knowledge_base_changes_in_time_that_grows_with_its_documents(
    bases: tuple[KnowledgeBase, KnowledgeBase], deed: str
) -> None:
    few, many = (seconds(lambda base=base: DEEDS[deed](base)) for base in bases)  # type: ignore[misc]

    assert many < MOST * few + GRAIN


def test_knowledge_base_answers_the_first_question_as_fast_as_the_next(
    bases: tuple[KnowledgeBase, KnowledgeBase],
) -> None:
    _, base = bases
    following = seconds(lambda: base.ask(QUESTION))
    fresh = [base.changed((), [document_id]) for document_id in list(base.documents)[:5]]

    first = seconds(lambda: fresh.pop().ask(QUESTION))

    assert first < MOST * following + GRAIN


def test_snapshots_change_in_time_that_grows_with_their_documents() -> None:
    took = []
    for number in (FEW, 2 * FEW):
        shelf = [StoredDocument(document, None, "-") for document in documents(number)]
        snapshots = Snapshots.empty().changed(GUILD, shelf, ())
        took.append(seconds(lambda now=snapshots: now.changed(GUILD, (), list(now.shelf(GUILD))[::2])))  # type: ignore[misc]

    assert took[1] < MOST * took[0] + GRAIN


def test_comparison_takes_time_that_grows_with_its_items() -> None:
    took = []
    for number in (FEW, 2 * FEW):
        held = [StoredDocument(document, document.id, "-", 3) for document in documents(number)]
        took.append(seconds(lambda held=held: compared(held)))  # type: ignore[misc]

    assert took[1] < MOST * took[0] + GRAIN


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


@pytest.mark.timeout(300)
async def test_library_tells_and_changes_in_time_that_grows_with_its_sources(tmp_path: Path) -> None:
    took: list[dict[str, float]] = []
    for number in (FEW // 4, FEW // 2):
        async with await filled(tmp_path / str(number), number) as library:
            took.append({name: await seconds_of(deed) for name, deed in deeds(library).items()})

    slow = {name: (few, took[1][name]) for name, few in took[0].items() if took[1][name] > MOST * few + GRAIN}
    assert slow == {}


def deeds(library: Library) -> dict[str, Callable[[], Awaitable[object]]]:
    async def give() -> None:
        await library.sources.give(GUILD, Kind.TEXT, "new.md", f"# New\n\nIt is {time.time()}.".encode())

    async def drop() -> None:
        await library.remove(GUILD, next(iter(await library.own_documents(GUILD))))

    return {
        "statuses": lambda: library.source_statuses(GUILD),
        "usage": lambda: library.sources.usage(GUILD),
        "statistics": lambda: library.housekeeping.statistics(GUILD, 7),
        "gained": lambda: library.gained(GUILD, 0),
        "give one": give,
        "drop one": drop,
        "refresh": library.refresh,
        "reload": library.reload,
    }
