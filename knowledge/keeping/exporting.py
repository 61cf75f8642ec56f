"""All that is kept of a guild, as a zip of JSONL files: one JSON object a line."""

import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

from knowledge.keeping.store import Store
from knowledge.models import Document

_TABLES = {
    "questions": (
        ("number", "question", "known", "confidence", "answered", "asked_at", "quotes"),
        """
        SELECT number, question, known, confidence, answered, datetime(asked_at, 'unixepoch'),
               (SELECT json_group_array(json_extract(quote.value, '$.source.document_id'))
                FROM json_each(iif(json_valid(reply), reply, '{}'), '$.answer.quotes') AS quote)
        FROM questions WHERE guild_id = ? ORDER BY number
        """,
    ),
    "votes": (
        ("question", "helpful", "reason", "comment", "voted_at"),
        """
        SELECT votes.question, helpful, reason, comment, datetime(voted_at, 'unixepoch')
        FROM votes JOIN questions ON number = votes.question WHERE guild_id = ? ORDER BY votes.question, voted_at
        """,
    ),
    "golden": (
        ("question", "document_id"),
        "SELECT question, document_id FROM golden WHERE guild_id = ? ORDER BY number",
    ),
    "settings": (("key", "value"), "SELECT key, value FROM settings WHERE guild_id = ? ORDER BY key"),
}
"""File name → columns, statement. Nobody is named: not even by a pseudonym."""
_TRUTHS = {"answered", "helpful"}


async def tables(store: Store, guild_id: int) -> dict[str, list[dict[str, Any]]]:
    """Name → rows."""
    return {
        name: [_row(columns, row) for row in await store.rows(statement, guild_id)]
        for name, (columns, statement) in _TABLES.items()
    }


def packed(documents: Iterable[Document], rows: dict[str, list[dict[str, Any]]]) -> bytes:
    """The zip; `documents.jsonl` can be read as a document file again."""
    lines = {"documents": [document.model_dump(exclude_defaults=True) for document in documents]} | rows
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, objects in lines.items():
            text = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects)
            archive.writestr(f"{name}.jsonl", text)
    return content.getvalue()


def _row(columns: tuple[str, ...], row: tuple[Any, ...]) -> dict[str, Any]:
    values = dict(zip(columns, row, strict=True))
    values |= {name: bool(values[name]) for name in _TRUTHS & values.keys()}
    if "quotes" in values:
        values["quotes"] = json.loads(values["quotes"])
    return values
