"""What is known of when documents came and changed."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from knowledge import Document
from knowledge.library import Library
from knowledge.store.records import Change, StoredDocument
from knowledge.store.store import Store

LONG_AGO, NOW = 1_000, 2_000_000_000_000
OLD = Document(id="old", title="Old", text="The old pier is closed.")
NEW = Document(id="new", title="New", text="The new pier is open.")


@pytest.fixture
async def library(tmp_path: Path) -> AsyncIterator[Library]:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "shared.txt").write_text("Shared\nThe tide is high.\n")
    async with await Library.open(tmp_path / "quoth.sqlite3", tmp_path / "documents") as opened:
        yield opened


def age(tmp_path: Path) -> None:
    """As if all that is there had been there for long."""
    with sqlite3.connect(tmp_path / "quoth.sqlite3") as connection:
        connection.execute("UPDATE documents SET added_at = ?1, changed_at = ?1", (LONG_AGO,))
    connection.close()


async def gained(library: Library, guild_id: int = 7, since: int = LONG_AGO + 1) -> list[str]:
    return [gain.document_id for gain in await library.overview.gained(guild_id, since)]


async def test_gained_are_documents_of_the_guild_and_shared_ones(library: Library) -> None:
    await library.add(7, NEW)

    assert sorted(await gained(library, 7)) == ["new", "shared.txt"]
    assert await gained(library, 8) == ["shared.txt"]


async def test_gained_is_nothing_that_came_before(library: Library, tmp_path: Path) -> None:
    await library.add(7, OLD)
    age(tmp_path)
    await library.add(7, NEW)

    assert await gained(library) == ["new"]
    assert sorted(await gained(library, since=LONG_AGO)) == ["new", "old", "shared.txt"]


async def test_gained_is_a_document_whose_text_has_changed(library: Library, tmp_path: Path) -> None:
    await library.add(7, OLD)
    age(tmp_path)
    await library.add(7, OLD.model_copy(update={"text": "The old pier is open again."}))

    (gain,) = await library.overview.gained(7, LONG_AGO + 1)

    assert (gain.document_id, gain.added_at) == ("old", LONG_AGO)
    assert LONG_AGO < gain.changed_at < NOW


async def test_gained_is_no_document_of_which_only_other_facts_changed(library: Library, tmp_path: Path) -> None:
    await library.add(7, OLD)
    age(tmp_path)

    await library.add(7, OLD.model_copy(update={"title": "Older", "url": "https://example.org"}))

    assert await gained(library) == []
    assert (await library.base(7)).document("old").title == "Older"


async def test_gained_is_no_document_that_is_gone(library: Library) -> None:
    await library.add(7, NEW)
    await library.remove(7, "new")

    assert await gained(library) == ["shared.txt"]


async def test_gained_is_a_document_that_stands_before_a_shared_one_once(library: Library) -> None:
    await library.add(7, NEW.model_copy(update={"id": "shared.txt"}))

    assert await gained(library) == ["shared.txt"]


async def test_store_erases_the_text_that_a_change_replaced(tmp_path: Path) -> None:
    store = await Store.open(tmp_path / "quoth.sqlite3")
    await store.catalog.change(7, Change(put=[StoredDocument(OLD, None, "f1")]))
    changed = OLD.model_copy(update={"text": "The old pier is open again."})
    await store.catalog.change(7, Change(put=[StoredDocument(changed, None, "f2")]))
    await store.close()

    with sqlite3.connect(tmp_path / "quoth.sqlite3") as connection:
        texts = connection.execute("SELECT text FROM texts").fetchall()
    connection.close()
    assert texts == [("The old pier is open again.",)]
