"""Only what somebody asks for is in memory, and nobody can tell."""

import asyncio
import io
import json
import zipfile
from pathlib import Path

import pytest

from knowledge import Document
from knowledge.library import SHARED, Library
from knowledge.sources.models import Kind
from knowledge.store.records import Change, StoredDocument
from knowledge.store.store import Store

GUILDS = range(1, 201)
LEAVES = "Everybody: the gate closes at noon."


def fact(guild: int, number: int = 0) -> str:
    return f"Keeper{guild} hides lantern {number} behind the waterfall."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "documents"
    path.mkdir()
    (path / "gate.txt").write_text(f"Gate\n{LEAVES}\n")
    return path


@pytest.fixture
async def database(tmp_path: Path) -> Path:
    """200 guilds with documents of their own, which no program has looked at yet."""
    store = await Store.open(tmp_path / "quoth.sqlite3")
    for guild in GUILDS:
        document = Document(id="lantern", title=f"Lanterns {guild}", text=fact(guild), language="en")
        await store.catalog.change(guild, Change(put=[StoredDocument(document, None, "-")]))
    await store.close()
    return store.path


async def quotes(library: Library, guild: int, question: str = "Where is the lantern?") -> list[str]:
    asked = await library.ask(guild, question, asker=None)
    return [quote.text for quote in asked.answer.quotes]


def indexed(database: Path) -> set[str]:
    """The guilds of which something was analysed, by what was written of it."""
    return {path.name for path in database.with_name(f"{database.name}-index").iterdir()}


async def test_library_holds_the_guilds_that_were_asked_and_no_others(database: Path, folder: Path) -> None:
    async with await Library.open(database, folder) as library:
        found = await quotes(library, 77)

    assert (found, indexed(database)) == ([fact(77)], {"0", "77"})


async def test_library_keeps_the_index_of_guilds_that_nobody_asks(database: Path, folder: Path) -> None:
    for guild in (77, 78):
        async with await Library.open(database, folder) as library:
            await quotes(library, guild)

    assert indexed(database) == {"0", "77", "78"}


async def test_library_knows_which_guilds_have_documents_without_them(database: Path, folder: Path) -> None:
    async with await Library.open(database, folder) as library:
        known = [library.has_documents(guild) for guild in (77, 999)]

    assert (known, indexed(database)) == ([True, False], {"0"})


async def test_library_answers_all_who_ask_first_at_the_same_time(database: Path, folder: Path) -> None:
    async with await Library.open(database, folder) as library:
        first = asyncio.create_task(quotes(library, 77))
        others = [asyncio.create_task(quotes(library, guild)) for guild in (77, 77, 78)]
        await asyncio.sleep(0)
        first.cancel()

        found = await asyncio.gather(*others)

    assert (found, first.cancelled()) == ([[fact(77)], [fact(77)], [fact(78)]], True)


async def test_library_answers_a_first_question_while_shared_documents_change(database: Path, folder: Path) -> None:
    async with await Library.open(database, folder) as library:
        for number in range(5):
            (folder / "gate.txt").write_text(f"Gate\nThe gate closes at {number + 1} o'clock.\n")
            _, *found = await asyncio.gather(
                library.reload(), *(quotes(library, 40 + number * 5 + n) for n in range(5))
            )
            assert found == [[fact(40 + number * 5 + n)] for n in range(5)]

        after = [await quotes(library, guild, "When does the gate close?") for guild in (40, 64, 150)]

    assert after == [["The gate closes at 5 o'clock."]] * 3


async def test_library_takes_up_what_others_change_of_guilds_in_memory_or_not(database: Path, folder: Path) -> None:
    async with await Library.open(database, folder) as library:
        await quotes(library, 77)
        async with await Library.open(database, folder) as other:
            for guild in (77, 78, 999):
                await other.add(guild, Document(id="lantern", title="L", text=fact(guild, 9), language="en"))

        await library.refresh()
        found = [await quotes(library, guild) for guild in (77, 78, 999)]

    assert found == [[fact(guild, 9)] for guild in (77, 78, 999)]


async def test_library_erases_a_guild_that_nobody_asked(database: Path, folder: Path) -> None:
    async with await Library.open(database, folder) as library:
        await quotes(library, 77)
    async with await Library.open(database, folder) as library:
        await library.departures.leaves(77)
        erased = await library.housekeeping.tidy(0)
        found = (library.has_documents(77), await quotes(library, 77, "Where does keeper77 hide the lantern?"))

    assert (erased, found, indexed(database)) == ([77], (False, []), {"0"})


async def test_library_exports_counts_and_lists_a_guild_at_its_first_use(database: Path, folder: Path) -> None:
    async with await Library.open(database, folder) as library:
        content = await library.housekeeping.export(50)
        usage = await library.sources.kept.usage(51)
        status = await library.overview.status(52)
        statistics = await library.housekeeping.statistics(53, 7)
        summary = await library.summarize(54, "lantern", 1)
        gained = await library.overview.gained(55, 0)

    with zipfile.ZipFile(io.BytesIO(content)) as exported:
        documents = [json.loads(line)["text"] for line in exported.read("documents.jsonl").splitlines()]
    assert (documents, usage.documents, status.documents) == ([fact(50)], 1, 2)
    assert statistics.never_quoted == ("Gate", "Lanterns 53")
    assert [quote.text for quote in summary.quotes] == [fact(54)]
    assert {gain.document_id for gain in gained} == {"lantern", "gate.txt"}


async def test_library_counts_what_a_guild_has_before_it_takes_more(database: Path, folder: Path) -> None:
    async with await Library.open(database, folder) as library:
        await library.sources.give(60, Kind.TEXT, "more.md", b"# More\n\nThe bridge is closed.")
        documents = list(await library.own_documents(60))
        (source,) = await library.overview.sources(60)

    assert (documents, source.documents) == (["lantern", "2/more.md"], 1)


async def test_library_does_not_analyse_a_guild_again_when_shared_documents_changed(
    database: Path, folder: Path
) -> None:
    async with await Library.open(database, folder) as library:
        await quotes(library, 77)
    (folder / "bridge.txt").write_text("Bridge\nThe bridge is closed.\n")

    async with await Library.open(database, folder) as library:
        base = await library.base(77)
        found = [await quotes(library, 77, question) for question in ("Where is the lantern?", "Is the bridge closed?")]

    assert [each[0] for each in found] == [fact(77), "The bridge is closed."]
    assert not base._corpus.analyses["lantern"].codes.flags.writeable  # it is mapped into memory from the disk


async def test_library_shows_a_guild_its_own_document_before_a_shared_one_of_that_name(
    database: Path, folder: Path
) -> None:
    own = Document(id="gate.txt", title="Our gate", text="Our gate never closes.", language="en")
    async with await Library.open(database, folder) as library:
        await library.add(77, own)

    async with await Library.open(database, folder) as library:
        titles = {key: document.title for key, document in (await library.base(77)).documents.items()}
        shared = (await library.base(SHARED)).document("gate.txt").title

    assert (titles, shared) == ({"lantern": "Lanterns 77", "gate.txt": "Our gate"}, "Gate")
