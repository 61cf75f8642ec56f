"""The documents of every guild, the sources that they come from, and how the reading of these went."""

import time
from collections.abc import Iterator, Sequence
from sqlite3 import Row

from knowledge.keeping.database import Database, Value, finish
from knowledge.keeping.records import (
    Change,
    Item,
    StoredDocument,
    StoredSource,
    document_values,
    item_values,
    source_values,
    stored_document,
    stored_item,
)
from knowledge.models import Document

_DOCUMENTS = """
    SELECT guild_id, origin, fingerprint, source, places,
           id, title, texts.text, url, publisher, date, language, old_since
    FROM documents JOIN texts ON texts.number = documents.text
    WHERE guild_id = ? ORDER BY id
"""
_GUILDS = "SELECT DISTINCT guild_id FROM documents"
_PUT_DOCUMENT = """
    INSERT INTO documents (guild_id, origin, fingerprint, source, places,
                           id, title, text, url, publisher, date, language, old_since, added_at, changed_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, strftime('%s'), strftime('%s'))
    ON CONFLICT (guild_id, id) DO UPDATE SET
        origin = excluded.origin, fingerprint = excluded.fingerprint, source = excluded.source,
        places = excluded.places, title = excluded.title, url = excluded.url, publisher = excluded.publisher,
        date = excluded.date, language = excluded.language, old_since = excluded.old_since,
        changed_at = iif(text = excluded.text, changed_at, excluded.changed_at), text = excluded.text
"""
_GAINED = """
    SELECT guild_id, id, added_at, changed_at FROM documents
    WHERE guild_id IN (0, ?) AND changed_at >= ? ORDER BY changed_at DESC, id
"""
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
_SET_SOURCE = """
    UPDATE sources SET address = ?, options = ?, schedule = ?, last_success = ?, next_run = ?, last_error = ?
    WHERE number = ?
"""
_DROP_SOURCE = "DELETE FROM sources WHERE number = ?"
_ITEM_COLUMNS = "origin, fingerprint, reader, etag, last_modified, links, failing_since, reason"
_ITEMS = f"SELECT {_ITEM_COLUMNS} FROM items WHERE source = ?"  # noqa: S608 all constants
_FAILING = """
    SELECT source, origin, reason, failing_since FROM items WHERE failing_since IS NOT NULL ORDER BY source, origin
"""
_FAILING_OF = """
    SELECT source, origin, reason, failing_since FROM items
    WHERE source = ? AND failing_since IS NOT NULL ORDER BY origin
"""
_PUT_ITEM = f"INSERT OR REPLACE INTO items (source, {_ITEM_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 all constants
_DROP_ITEM = "DELETE FROM items WHERE source = ? AND origin = ?"

_SLICE = 1_000_000
"""Characters written in one go: questions are logged in between."""
_MOST = 100
"""Documents written in one go."""
_HOUR = 60 * 60


class Catalog:
    """The SQL of documents and sources."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._version: int | None = None

    async def guilds(self) -> list[int]:
        """Those that have documents."""
        return [row[0] for row in await self._database.rows(_GUILDS)]

    async def documents(self, guild_id: int) -> list[StoredDocument]:
        """A guild's own, in the order of their ids."""
        return [stored_document(row) for row in await self._database.rows(_DOCUMENTS, (guild_id,))]

    async def gained(self, guild_id: int, since: int) -> list[tuple[int, str, int, int]]:
        """Guild, id, when it was added and when its text changed last, of what came since then; the newest first.

        Of this guild and of what is shared; seconds since 1970.
        """
        return [(row[0], row[1], row[2], row[3]) for row in await self._database.rows(_GAINED, (guild_id, since))]

    async def change(self, guild_id: int, change: Change) -> None:
        """All of it or nothing. Texts, the big part, are written before and in slices."""
        texts: list[int] = []
        for some in _slices(change.put):
            texts += await finish(self._write_texts(guild_id, some))
        await finish(self._change(guild_id, change, texts))
        await self.forget_texts()

    async def sources(self) -> list[StoredSource]:
        """Of every guild, in the order of their numbers."""
        return [StoredSource(*row) for row in await self._database.rows(_SOURCES)]

    async def source(self, number: int) -> StoredSource | None:
        """None = there is none with this number (any more)."""
        rows = await self._database.rows(_SOURCE, (number,))
        return StoredSource(*rows[0]) if rows else None

    async def add_source(self, source: StoredSource) -> StoredSource:
        """With the number that it gets."""
        values = (source.guild_id, source.kind, source.address, source.options, source.schedule, source.next_run)
        return source._replace(number=await finish(self._run(_ADD_SOURCE, values)))

    async def set_source(self, source: StoredSource) -> None:
        """Its address, options, schedule and times."""
        await finish(self._run(_SET_SOURCE, source_values(source)))

    async def items(self, source: int) -> dict[str, Item]:
        """What is known of each page, file or thread, by origin."""
        return {row[0]: stored_item(row) for row in await self._database.rows(_ITEMS, (source,))}

    async def failing(self) -> list[tuple[int, str, str, int]]:
        """Source, origin, reason and since when, of every item that cannot be read."""
        return [(row[0], row[1], row[2], row[3]) for row in await self._database.rows(_FAILING)]

    async def failing_of(self, number: int) -> list[tuple[int, str, str, int]]:
        """The same, of one source."""
        return [(row[0], row[1], row[2], row[3]) for row in await self._database.rows(_FAILING_OF, (number,))]

    async def written_by_others(self) -> bool:
        """Whether another program has changed the database since this was asked last."""
        version: int = await self._database.value("PRAGMA data_version")
        before, self._version = self._version, version
        return before not in {None, version}

    async def forget_texts(self) -> None:
        """Erase the texts of documents that are gone, and those that were written for a change that never came."""
        while numbers := await self._database.rows(_UNUSED, (int(time.time()) - _HOUR,)):
            await finish(self._forget(numbers))

    async def _write_texts(self, guild_id: int, put: Sequence[StoredDocument]) -> list[int]:
        async with self._database.transaction():
            return [await self._write_text(guild_id, stored.document) for stored in put]

    async def _write_text(self, guild_id: int, document: Document) -> int:
        same: int | None = await self._database.value(_SAME_TEXT, guild_id, document.id, document.text)
        if same is not None:
            return same
        number = await self._database.run(_PUT_TEXT, (document.text,))
        await self._database.run(_PUT_UNUSED, (number, int(time.time())))
        return number

    async def _change(self, guild_id: int, change: Change, texts: list[int]) -> None:
        gone = [(guild_id, document_id) for document_id in change.drop]
        rows = [document_values(guild_id, stored, text) for stored, text in zip(change.put, texts, strict=True)]
        async with self._database.transaction():
            await self._database.run_each(_DROP_DOCUMENT, gone)
            await self._database.run_each(_PUT_DOCUMENT, rows)
            await self._database.run_each(_DROP_UNUSED, [(text,) for text in texts])
            if change.removed is not None:
                await self._database.run(_DROP_SOURCE, (change.removed,))
            if change.source is not None:
                number = change.source.number
                await self._database.run_each(_DROP_ITEM, [(number, origin) for origin in change.gone])
                await self._database.run_each(_PUT_ITEM, [item_values(number, item) for item in change.items])
                await self._database.run(_SET_SOURCE, source_values(change.source))

    async def _forget(self, numbers: list[Row]) -> None:
        async with self._database.transaction():
            await self._database.run_each(_DROP_TEXT, [(row[0],) for row in numbers])
            await self._database.run_each(_DROP_UNUSED, [(row[0],) for row in numbers])

    async def _run(self, statement: str, values: Sequence[Value]) -> int:
        async with self._database.transaction():
            return await self._database.run(statement, values)


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
