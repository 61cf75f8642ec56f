"""All that is kept of a guild, as a zip of JSONL files: one JSON object a line."""

import io
import json
import zipfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple

from knowledge.models import Document
from knowledge.store.store import Store

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


async def tables(store: Store, guild_id: int, pseudonym: Pseudonym) -> dict[str, list[dict[str, Any]]]:
    """File name → rows. People who wait for an answer are told as pseudonyms."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name, export in TABLES.items():
        read = partial(_row, export.columns, pseudonym)
        found[name] = await store.legible(f"rows of {name}", read, export.statement, guild_id)
    return found


def packed(documents: Iterable[Document], rows: dict[str, list[dict[str, Any]]]) -> bytes:
    """The zip; `documents.jsonl` can be read as a document file again."""
    lines = {"documents": [document.model_dump(exclude_defaults=True) for document in documents]} | rows
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, objects in lines.items():
            text = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects)
            archive.writestr(f"{name}.jsonl", text)
    return content.getvalue()


def _row(columns: tuple[str, ...], pseudonym: Pseudonym, *row: Any) -> dict[str, Any]:
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
