import sqlite3
from collections.abc import AsyncIterator
from importlib.resources import files
from pathlib import Path

import pytest

from knowledge import Document
from knowledge.errors import UnusableDatabase
from knowledge.store.records import HOME, Change, Item, StoredDocument, StoredSource
from knowledge.store.store import Question, Store

ONE = StoredDocument(Document(id="a", title="A", text="One."), "a.txt", "f1", HOME)
TWO = StoredDocument(Document(id="b", title="B", text="Two.", url="https://example.org", publisher="P"), None, "f2")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(tmp_path / "new" / "folder" / "quoth.sqlite3")
    yield opened
    await opened.close()


async def held_by(store: Store) -> list[tuple[int, StoredDocument]]:
    """The documents of every guild."""
    return [(guild, one) for guild in await store.catalog.guilds() for one in await store.catalog.documents(guild)]


def question(guild_id: int, asked_at: int) -> Question:
    return Question(guild_id, "hash", "Why?", 0.5, 0.4, True, asked_at, '{"reply": 1}')


async def test_store_gives_back_the_documents_of_every_guild(store: Store) -> None:
    await store.catalog.change(0, Change(put=[ONE]))
    await store.catalog.change(7, Change(put=[TWO, ONE]))

    assert await held_by(store) == [(0, ONE), (7, ONE), (7, TWO)]


async def test_store_drops_a_document_of_one_guild_alone(store: Store) -> None:
    await store.catalog.change(0, Change(put=[ONE]))
    await store.catalog.change(7, Change(put=[ONE]))

    await store.catalog.change(7, Change(drop=["a"]))

    assert await held_by(store) == [(0, ONE)]


async def test_store_changes_all_documents_or_none(store: Store) -> None:
    unstorable = StoredDocument(Document(id="c", title="\ud800", text=""), None, "f3")

    with pytest.raises(UnicodeEncodeError):
        await store.catalog.change(0, Change(put=[ONE, unstorable]))

    assert await held_by(store) == []


async def test_store_erases_texts_that_no_document_has(tmp_path: Path, store: Store) -> None:
    await store.catalog.change(0, Change(put=[ONE, TWO]))
    changed = TWO._replace(document=TWO.document.model_copy(update={"text": "Two again."}))

    await store.catalog.change(0, Change(put=[changed], drop=["a"]))

    with sqlite3.connect(tmp_path / "new" / "folder" / "quoth.sqlite3") as connection:
        texts = connection.execute("SELECT text FROM texts").fetchall()
        unused = connection.execute("SELECT count(*) FROM unused_texts").fetchone()
    connection.close()
    assert (texts, unused) == ([("Two again.",)], (0,))


async def test_store_keeps_a_text_once_when_only_other_facts_change(tmp_path: Path, store: Store) -> None:
    await store.catalog.change(0, Change(put=[ONE]))
    marked = ONE._replace(document=ONE.document.model_copy(update={"old_since": "2026-01-01", "url": "https://a.b"}))

    await store.catalog.change(0, Change(put=[marked]))

    with sqlite3.connect(tmp_path / "new" / "folder" / "quoth.sqlite3") as connection:
        numbers = connection.execute("SELECT number FROM texts").fetchall()
    connection.close()
    assert numbers == [(1,)]
    assert await held_by(store) == [(0, marked)]


async def test_store_drops_a_source_with_all_that_it_holds(store: Store) -> None:
    source = await store.catalog.add_source(StoredSource(0, 7, "site", "https://a.b", "{}", "daily"))
    page = Item("https://a.b/c", "f", "r", '"tag"', "Mon", ("https://a.b/d",), 100, "it is slow")
    held = TWO._replace(origin=page.origin, source=source.number)
    await store.catalog.change(7, Change(put=[held], source=source, items=[page]))
    before = (await store.catalog.items(source.number), await held_by(store))

    await store.catalog.change(7, Change(drop=["b"], removed=source.number))

    assert before == ({page.origin: page}, [(7, held)])
    assert (await store.catalog.items(source.number), await held_by(store)) == ({}, [])
    assert [one.number for one in await store.catalog.sources()] == [HOME]


async def test_store_takes_over_what_the_first_version_held(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    script = files("knowledge").joinpath("migrations", "001_initial.sql").read_text(encoding="utf-8")
    with sqlite3.connect(path) as connection:
        connection.executescript(f"{script}; PRAGMA user_version = 1;")
        rows = [(0, "a", "A", "One.", "a.txt", "f1"), (7, "b", "B", "Two.", None, "f2")]
        connection.executemany(
            "INSERT INTO documents (guild_id, id, title, text, origin, fingerprint) VALUES (?, ?, ?, ?, ?, ?)", rows
        )
    connection.close()

    store = await Store.open(path)
    held = await held_by(store)
    await store.close()

    assert held == [(0, ONE), (7, StoredDocument(Document(id="b", title="B", text="Two."), None, "f2"))]


async def test_store_shows_a_reply_to_its_own_guild_only(store: Store) -> None:
    number = await store.keep_question(question(7, asked_at=100), forget_before=0)

    assert await store.reply(7, number) == '{"reply": 1}'
    assert await store.reply(8, number) is None


async def test_store_forgets_old_questions(store: Store) -> None:
    old = await store.keep_question(question(7, asked_at=100), forget_before=0)
    await store.keep_question(question(7, asked_at=200), forget_before=150)

    assert await store.reply(7, old) is None


async def test_store_keeps_settings_per_guild(store: Store) -> None:
    await store.set_setting(7, "colour", "red")
    await store.set_setting(7, "colour", "blue")

    assert [await store.setting(7, "colour"), await store.setting(8, "colour")] == ["blue", None]
    assert await store.set_first(7, "colour", "green") == "blue"


async def test_store_opens_again_with_what_it_held(tmp_path: Path) -> None:
    path = tmp_path / "quoth.sqlite3"
    first = await Store.open(path)
    await first.catalog.change(0, Change(put=[ONE]))
    await first.close()

    second = await Store.open(path)
    held = await held_by(second)
    await second.close()

    assert held == [(0, ONE)]


async def test_store_has_strict_tables_and_a_write_ahead_log(tmp_path: Path) -> None:
    path = tmp_path / "quoth.sqlite3"
    await (await Store.open(path)).close()

    with sqlite3.connect(path) as connection:
        tables = connection.execute(
            "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        ).fetchall()
        mode = connection.execute("PRAGMA journal_mode").fetchone()
    connection.close()

    assert all(strict for name, strict in tables if not name.startswith("sqlite_"))
    assert mode == ("wal",)


async def test_store_refuses_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "quoth.sqlite3"
    path.write_text("This is a letter, not a database. " * 100)

    with pytest.raises(UnusableDatabase, match="file is not a database"):
        await Store.open(path)


async def test_store_refuses_a_database_of_a_newer_version(tmp_path: Path) -> None:
    path = tmp_path / "quoth.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()

    with pytest.raises(UnusableDatabase, match="newer version of Quoth"):
        await Store.open(path)
