import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from knowledge import Document, DocumentNotFound
from knowledge.errors import NoDocuments, ReloadInProgress
from knowledge.library import Library, Reload
from knowledge.sources.folder import Failure, Progress

MARS, VENUS = "Mars\nMars has two small moons.", "Venus\nVenus spins backwards."
GUILD, OTHER = 7, 8


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "documents"
    path.mkdir()
    (path / "mars.txt").write_text(MARS)
    (path / "venus.txt").write_text(VENUS)
    return path


@pytest.fixture
async def library(tmp_path: Path, folder: Path) -> AsyncIterator[Library]:
    async with await Library.open(tmp_path / "quoth.sqlite3", folder) as opened:
        yield opened


async def quotes(library: Library, question: str, guild_id: int = GUILD) -> list[str]:
    asked = await library.ask(guild_id, question, asker=None)
    return [quote.text for quote in asked.answer.quotes]


async def test_library_answers_from_its_folder(library: Library) -> None:
    assert await quotes(library, "How many moons has Mars?") == ["Mars has two small moons."]


async def test_library_reload_reports_what_changed(library: Library, folder: Path) -> None:
    (folder / "mars.txt").write_text("Mars\nMars has a red sky.")
    (folder / "venus.txt").unlink()
    (folder / "earth.txt").write_text("Earth\nEarth has one moon.")
    for name in ("photo.png", "map.jpg", "old.zip"):
        (folder / name).write_bytes(b"")

    report = await library.reload()

    assert report == Reload(
        added=("Earth",),
        changed=("Mars",),
        removed=("Venus",),
        unchanged=0,
        failed=(),
        noted=("Left out: 2 pictures, 1 archive.",),
    )
    assert await quotes(library, "Which way does Venus spin?") == []


async def test_library_reload_keeps_the_old_document_of_a_file_that_turned_unreadable(
    library: Library, folder: Path
) -> None:
    (folder / "mars.txt").write_bytes(b"")

    report = await library.reload()

    assert [failure.name for failure in report.failed] == ["mars.txt"]
    assert await quotes(library, "How many moons has Mars?") == ["Mars has two small moons."]


async def test_library_reload_of_an_empty_or_missing_folder_changes_nothing(library: Library, folder: Path) -> None:
    for name in ("mars.txt", "venus.txt"):
        (folder / name).unlink()
    with pytest.raises(NoDocuments, match="is empty; nothing was changed"):
        await library.reload()
    folder.rmdir()
    with pytest.raises(NoDocuments, match="is not there"):
        await library.reload()

    assert await quotes(library, "How many moons has Mars?") == ["Mars has two small moons."]


async def test_library_reload_tells_its_progress(library: Library) -> None:
    seen: list[Progress] = []

    await library.reload(seen.append)

    assert seen == [Progress(done=0, total=2, name="mars.txt"), Progress(done=1, total=2, name="venus.txt")]


async def test_library_reloads_one_at_a_time(library: Library) -> None:
    first = asyncio.create_task(library.reload())
    await asyncio.sleep(0)

    with pytest.raises(ReloadInProgress):
        await library.reload()
    await first


async def test_library_refuses_two_files_with_the_same_id(library: Library, folder: Path) -> None:
    (folder / "more.jsonl").write_text('{"id": "mars.txt", "title": "Mars", "text": "Mars is blue."}')

    report = await library.reload()

    reason = "mars.txt has a document with the id “mars.txt” too; ids must differ"
    assert report.failed == (Failure(name="more.jsonl", reason=reason),)


async def test_library_moves_a_document_between_files(library: Library, folder: Path) -> None:
    (folder / "venus.txt").unlink()
    (folder / "all.jsonl").write_text('{"id": "venus.txt", "title": "Venus", "text": "Venus is hot."}')

    await library.reload()

    assert await quotes(library, "Is Venus hot?") == ["Venus is hot."]


async def test_library_answers_a_guild_from_its_own_documents_and_the_shared_ones(library: Library) -> None:
    await library.add(GUILD, Document(id="rules", title="Rules", text="Helmets are compulsory."))

    assert await quotes(library, "Are helmets compulsory?") == ["Helmets are compulsory."]
    assert await quotes(library, "How many moons has Mars?") == ["Mars has two small moons."]
    assert await quotes(library, "Are helmets compulsory?", OTHER) == []


async def test_library_removes_a_document_of_this_guild_only(library: Library) -> None:
    await library.add(GUILD, Document(id="rules", title="Rules", text="Helmets are compulsory."))

    with pytest.raises(DocumentNotFound):
        await library.remove(OTHER, "rules")
    await library.remove(GUILD, "rules")

    assert await quotes(library, "Are helmets compulsory?") == []


async def test_library_keeps_answers_for_their_guild(library: Library) -> None:
    asked = await library.ask(GUILD, "How many moons has Mars?", asker=42)

    assert await library.asked(GUILD, asked.number) == asked
    assert await library.asked(OTHER, asked.number) is None


async def test_library_reads_what_an_earlier_version_kept_of_a_question(tmp_path: Path, library: Library) -> None:
    asked = await library.ask(GUILD, "How many moons has Mars?", asker=None)
    with closing(sqlite3.connect(tmp_path / "quoth.sqlite3")) as database, database:
        beside = (
            """json_set(reply, '$.answer.quotes[0].before', NULL, '$.answer.quotes[0].after', json('{"text": ""}'))"""
        )
        database.execute(f"UPDATE questions SET reply = {beside}")  # noqa: S608 no words of others

    assert await library.asked(GUILD, asked.number) == asked


async def test_library_offers_the_closest_chunks_when_nothing_is_quoted(library: Library) -> None:
    asked = await library.ask(GUILD, "Which chemical elements dominate the atmosphere of Mars?", asker=None)

    assert asked.answer.quotes == ()
    assert [hit.chunk.document_id for hit in asked.closest] == ["mars.txt"]


async def test_library_answers_from_the_database_when_the_folder_is_gone(tmp_path: Path, folder: Path) -> None:
    database = tmp_path / "quoth.sqlite3"
    async with await Library.open(database, folder):
        pass
    folder.rename(tmp_path / "elsewhere")

    async with await Library.open(database, folder) as library:
        found = await quotes(library, "How many moons has Mars?")

    assert found == ["Mars has two small moons."]


async def test_library_says_at_first_start_that_there_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(NoDocuments, match="is not there"):
        await Library.open(tmp_path / "quoth.sqlite3", tmp_path / "nowhere")


async def test_library_never_stores_who_asked_in_the_clear(tmp_path: Path, folder: Path) -> None:
    async with await Library.open(tmp_path / "quoth.sqlite3", folder) as library:
        await library.ask(GUILD, "How many moons has Mars?", asker=123456789012345678)

    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"How many moons has Mars?" in written
    assert b"123456789012345678" not in written


async def test_library_shows_a_guild_the_shared_document_again_when_its_own_of_that_id_goes(library: Library) -> None:
    await library.add(GUILD, Document(id="mars.txt", title="Mars", text="Mars has no moons here."))
    own = await quotes(library, "How many moons has Mars?")
    await library.remove(GUILD, "mars.txt")

    assert own == ["Mars has no moons here."]
    assert await quotes(library, "How many moons has Mars?") == ["Mars has two small moons."]


async def test_library_reload_reaches_guilds_without_touching_their_own_documents(
    library: Library, folder: Path
) -> None:
    await library.add(GUILD, Document(id="mars.txt", title="Mars", text="Mars has no moons here."))
    (folder / "mars.txt").write_text("Mars\nMars has a red sky.")
    (folder / "venus.txt").write_text("Venus\nVenus has no moons.")

    await library.reload()

    assert (await quotes(library, "How many moons has Mars?"))[0] == "Mars has no moons here."
    assert (await quotes(library, "How many moons has Venus?"))[0] == "Venus has no moons."
    assert await quotes(library, "Is the sky of Mars red?", OTHER) == ["Mars has a red sky."]


async def test_library_answers_from_the_old_knowledge_while_it_reloads(library: Library, folder: Path) -> None:
    for number in range(40):
        (folder / f"{number}.txt").write_text(f"Number {number}\n" + f"The number {number} is even or odd. " * 50)
    (folder / "mars.txt").write_text("Mars\nMars has a red sky and no small moons.")
    reload = asyncio.create_task(library.reload())

    meanwhile = []
    while not reload.done():
        meanwhile.append(await quotes(library, "How many moons has Mars?"))

    assert len(meanwhile) > 1
    assert all(found == ["Mars has two small moons."] for found in meanwhile[:-1])
    assert len((await reload).added) == 40
