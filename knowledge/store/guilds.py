"""What is kept of a guild: what was chosen there, when the bot left it, and all of it as a zip of JSONL files."""

import asyncio
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple

from knowledge.models import Document
from knowledge.store.ageing import Ageing
from knowledge.store.database import finish
from knowledge.store.store import Store

_LEAVE = "INSERT OR IGNORE INTO departures (guild_id, left_at) VALUES (?, ?)"
_RETURN = "DELETE FROM departures WHERE guild_id = ?"
_LEFT = "SELECT guild_id FROM departures"
_GONE = "SELECT guild_id FROM departures WHERE left_at <= ? ORDER BY guild_id"
_KNOWN = """
    SELECT DISTINCT guild_id FROM (
        SELECT guild_id FROM documents UNION SELECT guild_id FROM questions
        UNION SELECT guild_id FROM settings UNION SELECT guild_id FROM golden UNION SELECT guild_id FROM sources
    ) WHERE guild_id <> 0
"""
_ERASE = tuple(f"DELETE FROM {table} WHERE guild_id = ?" for table in ("questions", "settings", "golden", "homes"))  # noqa: S608 all constants


class Departures:
    """Who left, and when."""

    def __init__(self, store: Store, ageing: Ageing) -> None:
        self._store = store
        self._ageing = ageing

    async def stays(self, present: set[int]) -> None:
        """The bot is in these guilds and in no other one: what it knows of others has been left."""
        known = set(await self._store.rows(int, _KNOWN))
        await self._store.write(partial(_stay, present=present, gone=known - present, now=self._ageing.now()))

    async def leaves(self, guild_id: int) -> None:
        """The first time counts."""
        await self._store.change_beside(_LEAVE, guild_id, self._ageing.now())

    async def returns(self, guild_id: int) -> None:
        """As if it had never left."""
        await self._store.change_beside(_RETURN, guild_id)

    async def overdue(self, grace: int) -> list[int]:
        """The guilds that left `grace` seconds ago or more. A jump of the clock begins the grace anew."""
        if not self._ageing.has_passed(grace):
            return []
        return await self._store.rows(int, _GONE, self._ageing.now() - grace)

    async def erase(self, guild_id: int) -> None:
        """All but the documents, which the library drops itself."""
        await self._store.write(partial(_erase, guild_id=guild_id))


def _stay(writer: sqlite3.Connection, present: set[int], gone: set[int], now: int) -> None:
    writer.executemany(_LEAVE, [(guild_id, now) for guild_id in gone])
    writer.executemany(_RETURN, [(guild_id,) for guild_id in present])


def _erase(writer: sqlite3.Connection, guild_id: int) -> None:
    for statement in (*_ERASE, _RETURN):
        writer.execute(statement, (guild_id,))


class KeptSettings:
    """All are in memory, for many are needed for every message."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._values: dict[tuple[int, str], str] = {}
        self._choosing = asyncio.Lock()

    async def load(self) -> None:
        """What the store holds."""
        self._values = await self._store.settings()

    def get(self, guild_id: int, key: str) -> str | None:
        """None = never set."""
        return self._values.get((guild_id, key))

    async def put(self, guild_id: int, key: str, value: str) -> None:
        """The last one put holds. Raises UnusableDatabase."""
        await finish(self._put(guild_id, key, value))

    async def change(self, guild_id: int, key: str, change: Callable[[str | None], str]) -> str:
        """What `change` makes of the value (None = never set); nobody else changes it in between."""
        async with self._choosing:
            value = change(self.get(guild_id, key))
            await self.put(guild_id, key, value)
        return value

    def forget(self, guild_id: int) -> None:
        """Of a guild that is gone, whose rows the store has forgotten."""
        self._values = {key: value for key, value in self._values.items() if key[0] != guild_id}

    async def _put(self, guild_id: int, key: str, value: str) -> None:
        await self._store.set_setting(guild_id, key, value)
        self._values[guild_id, key] = value


Pseudonym = Callable[[int], str]
"""What stands in place of a user's id (see Library.pseudonym)."""


class _Export(NamedTuple):
    """What is told of a table. `columns` are named as there, and in the order of what `statement` selects."""

    columns: tuple[str, ...]
    statement: str


def _columns(table: str, columns: str, where: str) -> _Export:
    return _Export(tuple(columns.split(", ")), f"SELECT {columns} FROM {table} WHERE {where}")  # noqa: S608 all constants


_ASKED_HERE = "question IN (SELECT number FROM questions WHERE guild_id = ?)"
_READ_HERE = "source IN (SELECT number FROM sources WHERE guild_id = ?)"
_SOURCE = "number, kind, address, options, schedule, last_success, next_run, last_error"
_ITEM = "source, origin, fingerprint, reader, etag, last_modified, links, failing_since, reason, stopped"
_ORIGIN = "id, origin, fingerprint, source, added_at, changed_at"
_TURN = "question, channel_id, message_id, answer_id, sense, unasked"
TABLES = {
    "questions": _Export(
        ("number", "question", "known", "confidence", "answered", "asked_at", "follows", "reply", "quotes"),
        """
        SELECT number, question, known, confidence, answered, asked_at, follows, reply,
               (SELECT json_group_array(json_extract(quote.value, '$.source.document_id'))
                FROM json_each(iif(json_valid(reply), reply, '{}'), '$.answer.quotes') AS quote)
        FROM questions WHERE guild_id = ? ORDER BY number
        """,
    ),
    "votes": _columns("votes", "question, helpful, reason, comment, voted_at", f"{_ASKED_HERE} ORDER BY 1, 5"),
    "golden": _columns("golden", "question, document_id", "guild_id = ? ORDER BY number"),
    "settings": _columns("settings", "key, value", "guild_id = ? AND guild_id <> 0 ORDER BY key"),
    "sources": _columns("sources", _SOURCE, "guild_id = ? ORDER BY number"),
    "items": _columns("items", _ITEM, f"{_READ_HERE} ORDER BY 1, 2"),
    "origins": _columns("documents", _ORIGIN, "guild_id = ? ORDER BY id"),
    "turns": _columns("turns", _TURN, f"{_ASKED_HERE} ORDER BY question"),
    "settled": _columns("settled", "question", f"{_ASKED_HERE} ORDER BY question"),
    "tellings": _columns("tellings", "question, user_id", f"{_ASKED_HERE} ORDER BY 1, 2"),
    "calls": _columns("calls", "guild_id, called_at", "guild_id = ?"),
    "departures": _columns("departures", "guild_id, left_at", "guild_id = ?"),
    "helped": _columns(
        "helped",
        "channel_id, helped_at",
        f"channel_id IN (SELECT channel_id FROM turns WHERE {_ASKED_HERE}) ORDER BY 1",  # noqa: S608 all constants
    ),
    "seen": _columns(
        "seen",
        "message_id, seen_at",
        f"message_id IN (SELECT message_id FROM turns WHERE {_ASKED_HERE}) ORDER BY 1",  # noqa: S608 all constants
    ),
}
"""File name → what stands in it. Documents have a file of their own; "origins" tells where they are from."""
LEFT_OUT = {
    "texts": "they are in the documents",
    "unused_texts": "texts of documents that are gone, which are erased within the hour",
    "opted_out": "a person's own choice, of all servers",
    "homes": "a person's own choice",
    "erasures": "of all servers",
    "golden.number": "for menus alone",
    "questions.asker": "nobody is named",
    "questions.author": "nobody is named",
    "votes.voter": "nobody is named",
    "documents.authors": "nobody is named",
    **dict.fromkeys(("tellings.answer", "tellings.due", "tellings.tries"), "how far telling somebody has come"),
    **dict.fromkeys(("guild_id",), "it is the guild that is exported"),
    **{
        f"documents.{column}": "it is in documents.jsonl"
        for column in ("title", "text", "url", "publisher", "date", "language", "places", "old_since")
    },
}
"""Tables, and columns of a table or of all, that are not told, and why."""
_TRUTHS = {"answered", "helpful", "unasked"}
_JSON = {"quotes", "reply", "options", "links"}
_TIMES = {
    *("asked_at", "voted_at", "last_success", "next_run", "failing_since", "added_at", "changed_at"),
    *("called_at", "left_at", "helped_at", "seen_at"),
}
_IDS = {"channel_id", "message_id", "answer_id", "guild_id"}


async def tables(store: Store, guild_id: int, pseudonym: Pseudonym) -> dict[str, list[dict[str, object]]]:
    """File name → rows. People who wait for an answer are told as pseudonyms."""
    found: dict[str, list[dict[str, object]]] = {}
    for name, export in TABLES.items():
        read = partial(_row, export.columns, pseudonym)
        found[name] = await store.legible(f"rows of {name}", read, export.statement, guild_id)
    return found


def packed(documents: Iterable[Document], rows: dict[str, list[dict[str, object]]]) -> bytes:
    """The zip; `documents.jsonl` can be read as a document file again."""
    lines = {"documents": [document.model_dump(exclude_defaults=True) for document in documents]} | rows
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, objects in lines.items():
            text = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects)
            archive.writestr(f"{name}.jsonl", text)
    return content.getvalue()


def _row(columns: tuple[str, ...], pseudonym: Pseudonym, *row: object) -> dict[str, object]:
    values = {name: _shown(name, value) for name, value in zip(columns, row, strict=True)}
    if "user_id" in values:
        values["person"] = pseudonym(values.pop("user_id"))
    return values


def _shown(name: str, value: Any) -> Any:
    """Times as people read them, in UTC; Discord's ids as text, for they are longer than many programs count."""
    if value is None:
        return None
    if name in _TIMES:
        return f"{datetime.fromtimestamp(value, UTC):%Y-%m-%d %H:%M:%S}"
    if name in _JSON:
        return json.loads(value)
    return bool(value) if name in _TRUTHS else str(value) if name in _IDS else value
