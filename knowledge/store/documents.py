"""The documents of every guild, the sources that they come from, and how the reading of these went."""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from knowledge.models import Document
from knowledge.store.database import Database, Value
from knowledge.store.records import HOME, SHARED, Change, Item, StoredDocument, StoredSource
from knowledge.store.rows import document_values, item_values, source_values, stored_document, stored_item

_DOCUMENTS = """
    SELECT guild_id, origin, fingerprint, source, places, authors,
           id, title, texts.text, url, publisher, date, language, old_since
    FROM documents JOIN texts ON texts.number = documents.text
    WHERE guild_id = ? ORDER BY id
"""
_GUILDS = "SELECT DISTINCT guild_id FROM documents"
_PUT_DOCUMENT = """
    INSERT INTO documents (guild_id, origin, fingerprint, source, places, authors,
                           id, title, text, url, publisher, date, language, old_since, added_at, changed_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, strftime('%s'), strftime('%s'))
    ON CONFLICT (guild_id, id) DO UPDATE SET
        origin = excluded.origin, fingerprint = excluded.fingerprint, source = excluded.source,
        places = excluded.places, authors = excluded.authors,
        title = excluded.title, url = excluded.url, publisher = excluded.publisher,
        date = excluded.date, language = excluded.language, old_since = excluded.old_since,
        changed_at = iif(text = excluded.text, changed_at, excluded.changed_at), text = excluded.text
"""
_GAINED = """
    SELECT guild_id, id, added_at, changed_at FROM documents
    WHERE guild_id IN (0, ?) AND changed_at >= ? ORDER BY changed_at DESC, id
"""
_OPTED_OUT = "SELECT person FROM opted_out"
_DROP_DOCUMENT = "DELETE FROM documents WHERE guild_id = ? AND id = ?"
_SAME_TEXT = """
    SELECT number FROM texts JOIN documents ON documents.text = texts.number
    WHERE guild_id = ? AND id = ? AND texts.text = ?
"""
_PUT_TEXT = "INSERT INTO texts (text) VALUES (?)"
_PUT_UNUSED = "INSERT INTO unused_texts (number, since) VALUES (?, ?)"
_DROP_UNUSED = "DELETE FROM unused_texts WHERE number = ?"
_UNUSED = "SELECT number FROM unused_texts WHERE since < ? LIMIT 50"
_DROP_TEXT = "DELETE FROM texts WHERE number = ? AND NOT EXISTS (SELECT 1 FROM documents WHERE documents.text = number)"

_SOURCE_COLUMNS = "number, guild_id, kind, address, options, schedule, last_success, next_run, last_error"
_SOURCES = f"SELECT {_SOURCE_COLUMNS} FROM sources ORDER BY number"  # noqa: S608 all constants
_SOURCE = f"SELECT {_SOURCE_COLUMNS} FROM sources WHERE number = ?"  # noqa: S608 all constants
_ADD_SOURCE = "INSERT INTO sources (guild_id, kind, address, options, schedule, next_run) VALUES (?, ?, ?, ?, ?, ?)"
_PUT_HOME = """
    INSERT INTO sources (number, guild_id, kind, address, options, schedule) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (number) DO UPDATE SET
        guild_id = excluded.guild_id, kind = excluded.kind, address = excluded.address, options = excluded.options,
        schedule = excluded.schedule, last_success = NULL, next_run = NULL, last_error = NULL
"""
_SET_SOURCE = """
    UPDATE sources SET address = ?, options = ?, schedule = ?, last_success = ?, next_run = ?, last_error = ?
    WHERE number = ?
"""
_DROP_SOURCE = "DELETE FROM sources WHERE number = ?"
_ITEM_COLUMNS = "origin, fingerprint, reader, etag, last_modified, links, failing_since, reason, stopped"
_ITEMS = f"SELECT {_ITEM_COLUMNS} FROM items WHERE source = ?"  # noqa: S608 all constants
_FAILING = """
    SELECT source, origin, reason, failing_since FROM items WHERE failing_since IS NOT NULL ORDER BY source, origin
"""
_FAILING_OF = """
    SELECT source, origin, reason, failing_since FROM items
    WHERE source = ? AND failing_since IS NOT NULL ORDER BY origin
"""
_PUT_ITEM = f"INSERT OR REPLACE INTO items (source, {_ITEM_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 all constants
_DROP_ITEM = "DELETE FROM items WHERE source = ? AND origin = ?"

_SLICE = 1_000_000
"""Characters written in one go: questions are logged in between."""
_MOST = 100
"""Documents written in one go."""
_HOUR = 60 * 60


class GainedRow(NamedTuple):
    """A document, when it was added and when its text changed last; times in seconds since 1970."""

    guild_id: int
    document_id: str
    added_at: int
    changed_at: int


class FailingRow(NamedTuple):
    """An item of a source that cannot be read, why, and since when (seconds since 1970)."""

    source: int
    origin: str
    reason: str
    since: int


class Catalog:
    """The SQL of documents and sources."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._version: int | None = None

    async def guilds(self) -> list[int]:
        """Those that have documents."""
        return await self._database.legible("guilds of documents", int, _GUILDS)

    async def documents(self, guild_id: int) -> list[StoredDocument]:
        """A guild's own, in the order of their ids."""
        return await self._database.legible("documents", stored_document, _DOCUMENTS, guild_id)

    async def gained(self, guild_id: int, since: int) -> list[GainedRow]:
        """What came since then (seconds since 1970), the newest first; of this guild and of what is shared."""
        return await self._database.rows(GainedRow, _GAINED, guild_id, since)

    async def opted_out(self) -> frozenset[str]:
        """The people (pseudonyms) of whom nothing may be kept."""
        return frozenset(await self._database.rows(str, _OPTED_OUT))

    async def change(self, guild_id: int, change: Change) -> None:
        """All of it or nothing. Texts, the big part, are written before and in slices."""
        texts: list[int] = []
        for some in _slices(change.put):
            texts += await self._database.write(partial(_write_texts, guild_id=guild_id, put=some))
        await self._database.write(partial(_change, guild_id=guild_id, change=change, texts=texts))
        await self.forget_texts()

    async def sources(self) -> list[StoredSource]:
        """Of every guild, in the order of their numbers."""
        return await self._database.rows(StoredSource, _SOURCES)

    async def restore_home(self) -> StoredSource:
        """The source of the operator's folder, as it was at first, in place of a row that has been lost."""
        home = StoredSource(HOME, SHARED, "folder", "", "{}", "hourly")
        await self._run(_PUT_HOME, home[:6])
        return home

    async def source(self, number: int) -> StoredSource | None:
        """None = there is none with this number (any more)."""
        return await self._database.first(StoredSource, _SOURCE, number)

    async def add_source(self, source: StoredSource) -> StoredSource:
        """With the number that it gets."""
        values = (source.guild_id, source.kind, source.address, source.options, source.schedule, source.next_run)
        return source._replace(number=await self._run(_ADD_SOURCE, values))

    async def set_source(self, source: StoredSource) -> None:
        """Its address, options, schedule and times."""
        await self._run(_SET_SOURCE, source_values(source))

    async def items(self, source: int) -> dict[str, Item]:
        """What is known of each page, file or thread, by origin."""
        items = await self._database.legible("items of sources", stored_item, _ITEMS, source)
        return {item.origin: item for item in items}

    async def failing(self) -> list[FailingRow]:
        """Every item that cannot be read."""
        return await self._database.rows(FailingRow, _FAILING)

    async def failing_of(self, number: int) -> list[FailingRow]:
        """The same, of one source."""
        return await self._database.rows(FailingRow, _FAILING_OF, number)

    async def written_by_others(self) -> bool:
        """Whether another program has changed the database since this was asked last."""
        version = await self._database.version()
        before, self._version = self._version, version
        return before not in {None, version}

    async def forget_texts(self) -> None:
        """Erase the texts of documents that are gone, and those that were written for a change that never came."""
        while numbers := await self._database.rows(int, _UNUSED, int(time.time()) - _HOUR):
            await self._database.write(partial(_forget, numbers=numbers))

    async def _run(self, statement: str, values: Sequence[Value]) -> int:
        """The number of the row that it inserted."""
        return await self._database.write(lambda writer: writer.execute(statement, values).lastrowid or 0)


def _write_texts(writer: sqlite3.Connection, guild_id: int, put: Sequence[StoredDocument]) -> list[int]:
    return [_write_text(writer, guild_id, stored.document) for stored in put]


def _write_text(writer: sqlite3.Connection, guild_id: int, document: Document) -> int:
    same = writer.execute(_SAME_TEXT, (guild_id, document.id, document.text)).fetchone()
    if same is not None:
        return int(same[0])
    number = writer.execute(_PUT_TEXT, (document.text,)).lastrowid or 0
    writer.execute(_PUT_UNUSED, (number, int(time.time())))
    return number


def _change(writer: sqlite3.Connection, guild_id: int, change: Change, texts: list[int]) -> None:
    rows = [document_values(guild_id, stored, text) for stored, text in zip(change.put, texts, strict=True)]
    writer.executemany(_DROP_DOCUMENT, [(guild_id, document_id) for document_id in change.drop])
    writer.executemany(_PUT_DOCUMENT, rows)
    writer.executemany(_DROP_UNUSED, [(text,) for text in texts])
    if change.removed is not None:
        writer.execute(_DROP_SOURCE, (change.removed,))
    if change.source is not None:
        number = change.source.number
        writer.executemany(_DROP_ITEM, [(number, origin) for origin in change.gone])
        writer.executemany(_PUT_ITEM, [item_values(number, item) for item in change.items])
        writer.execute(_SET_SOURCE, source_values(change.source))


def _forget(writer: sqlite3.Connection, numbers: Sequence[int]) -> None:
    writer.executemany(_DROP_TEXT, [(number,) for number in numbers])
    writer.executemany(_DROP_UNUSED, [(number,) for number in numbers])


def _slices(put: Sequence[StoredDocument]) -> Iterator[list[StoredDocument]]:
    """A few at a time, so that questions are logged in between."""
    some: list[StoredDocument] = []
    size = 0
    for stored in put:
        some.append(stored)
        size += len(stored.document.text)
        if size > _SLICE or len(some) == _MOST:
            yield some
            some, size = [], 0
    yield some
