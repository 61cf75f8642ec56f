"""Stored replies hold quotes. What stands in no document any more is erased from them."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from knowledge.store.store import Store

_SOME = 200
"""Questions that are looked at in one go; others are kept in between."""
_REPLIES = "SELECT number, guild_id, reply FROM questions WHERE number > ? ORDER BY number LIMIT ?"
_ONE = "SELECT number, guild_id, reply FROM questions WHERE number = ?"
_REWRITE = "UPDATE questions SET reply = ? WHERE number = ? AND reply = ?"
_TEXTS = """
    SELECT iif(sources.kind = 'channel', texts.text, NULL)
    FROM documents JOIN texts ON texts.number = documents.text LEFT JOIN sources ON sources.number = documents.source
    WHERE documents.guild_id IN (0, ?) AND id = ?
"""
"""Of a channel, what is said there now; NULL = the document is there, and no words of members."""
_UNREADABLE = "{}"
"""In place of a reply in a form that nobody knows any more."""

Texts = Mapping[str, Sequence[str | None]]
"""Document → its texts; none = it is gone."""


class _Reply(NamedTuple):
    number: int
    guild_id: int
    json: str


async def erase_stale_quotes(store: Store) -> None:
    """From the replies to all questions."""
    last = 0
    while replies := await store.rows(_Reply, _REPLIES, last, _SOME):
        for reply in replies:
            await _erase_from(store, reply)
        last = replies[-1].number


async def erase_stale_quotes_of(store: Store, number: int) -> bool:
    """From the reply to one question. Returns whether there were any."""
    reply = await store.first(_Reply, _ONE, number)
    return reply is not None and await _erase_from(store, reply)


async def _erase_from(store: Store, reply: _Reply) -> bool:
    kept = await _without_stale(store, reply.guild_id, reply.json)
    if kept == reply.json:
        return False
    if not await store.change(_REWRITE, kept, reply.number, reply.json):
        await erase_stale_quotes_of(store, reply.number)  # it was changed meanwhile, or is gone
    return True


async def _without_stale(store: Store, guild_id: int, reply: str) -> str:
    try:
        asked = json.loads(reply)
    except json.JSONDecodeError:
        return _UNREADABLE
    texts = {key: await store.rows(_text, _TEXTS, guild_id, key) for key in _documents_in(asked)}
    kept = _current(asked, texts)
    return reply if kept == asked else json.dumps(kept, ensure_ascii=False)


def _text(text: str | None) -> str | None:
    return text


def _documents_in(value: object) -> set[str]:
    """The ids of all that is quoted or named."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    own = {value["document_id"]} if isinstance(value, dict) and "document_id" in value else set()
    return own.union(*map(_documents_in, inner))


def _current(value: object, texts: Texts) -> object:
    """Without quotes, sections and sources that are not there now; None = it was one of these itself."""
    if isinstance(value, list):
        return [kept for each in value if (kept := _current(each, texts)) is not None]
    if not isinstance(value, dict):
        return value
    kept = {key: _current(each, texts) for key, each in value.items()}
    lost = any(kept.get(key) is None for key in ("source", "chunk") if value.get(key) is not None)
    return None if lost or not _is_there(value, texts) else kept


def _is_there(value: dict[str, Any], texts: Texts) -> bool:
    """Whether a quote or section stands word for word at its place, and the document of a source exists."""
    document_id = value.get("document_id") or (value.get("source") or {}).get("document_id")
    if document_id is None:
        return True
    found = texts[document_id]
    if "text" not in value:
        return bool(found)
    place = slice(value["start"], value["end"])
    return any(text is None or text[place] == value["text"] for text in found)
