"""Documents, their sources and items, as they are kept; and how these are rows."""

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from pydantic import TypeAdapter

from knowledge.index.prepared import Content, Prepared
from knowledge.models import Document, Place
from knowledge.store.connection import Value

SHARED = 0
"""The guild id of the operator's own documents, which every guild sees."""
HOME = 1
"""The number of the source that the operator's folder is."""
_PLACES = TypeAdapter(tuple[Place, ...])


class Byline(NamedTuple):
    """Who wrote the text from `start` on, until the next one; `author` is a pseudonym (see Library.pseudonym)."""

    start: int
    author: str


class StoredDocument(NamedTuple):
    """A document as it is kept: the item that it was read from (None = added by hand), the fingerprint of that
    item's bytes, and the number of its source (None = added by hand).

    `bylines` of messages, in the order of their starts; several that start at 0 wrote its opening together.
    """

    document: Document
    origin: str | None
    fingerprint: str
    source: int | None = None
    bylines: tuple[Byline, ...] = ()


class Item(NamedTuple):
    """What a source holds: a page, a file, a thread. How it was read last, and since when and why it cannot be."""

    origin: str
    fingerprint: str | None = None
    reader: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    links: tuple[str, ...] = ()
    failing_since: int | None = None
    reason: str | None = None
    stopped: str | None = None
    """The fingerprint of bytes that stopped the reading."""


class StoredSource(NamedTuple):
    """A source as it is kept; times in seconds since 1970, `options` as JSON."""

    number: int
    guild_id: int
    kind: str
    address: str
    options: str
    schedule: str
    last_success: int | None = None
    next_run: int | None = None
    last_error: str | None = None


class Change(NamedTuple):
    """What is written at once, for one guild: `drop` are ids, `gone` are origins of the source."""

    put: Sequence[StoredDocument] = ()
    drop: Sequence[str] = ()
    source: StoredSource | None = None
    items: Sequence[Item] = ()
    gone: Sequence[str] = ()
    removed: int | None = None
    """The number of a source that goes with all that it holds."""
    prepared: Mapping[Content, Prepared] = MappingProxyType({})
    """What was found out about texts of `put` before."""


def document_values(guild_id: int, stored: StoredDocument, text: int) -> tuple[Value, ...]:
    """The columns of a row; `text` is the number of its text."""
    document = stored.document
    places = _PLACES.dump_json(document.places).decode() if document.places else None
    return (
        guild_id,
        stored.origin,
        stored.fingerprint,
        stored.source,
        places,
        json.dumps(stored.bylines) if stored.bylines else None,
        document.id,
        document.title,
        text,
        document.url,
        document.publisher,
        document.date,
        document.language,
        document.old_since,
    )


def stored_document(  # noqa: PLR0913, PLR0917 the columns of a row
    _guild_id: int,
    origin: str | None,
    fingerprint: str,
    source: int | None,
    places: str | None,
    authors: str | None,
    document_id: str,
    title: str,
    text: str,
    url: str | None,
    publisher: str | None,
    date: str | None,
    language: str | None,
    old_since: str | None,
) -> StoredDocument:
    """A row, read. Raises ValueError."""
    document = Document(
        id=document_id,
        title=title,
        text=text,
        url=url,
        publisher=publisher,
        date=date,
        language=language,
        old_since=old_since,
        places=_PLACES.validate_json(places) if places else (),
    )
    bylines = tuple(Byline(start, author) for start, author in json.loads(authors or "[]"))
    return StoredDocument(document, origin, fingerprint, source, bylines)


def stored_item(  # noqa: PLR0913, PLR0917 the columns of a row
    origin: str,
    fingerprint: str | None,
    reader: str | None,
    etag: str | None,
    last_modified: str | None,
    links: str | None,
    failing_since: int | None,
    reason: str | None,
    stopped: str | None,
) -> Item:
    """A row, read. Raises ValueError."""
    found = tuple(json.loads(links or "[]"))
    return Item(origin, fingerprint, reader, etag, last_modified, found, failing_since, reason, stopped)


def item_values(source: int, item: Item) -> tuple[Value, ...]:
    """The columns of a row."""
    links = json.dumps(item.links) if item.links else None
    return (source, *item[:5], links, item.failing_since, item.reason, item.stopped)


def source_values(source: StoredSource) -> tuple[Value, ...]:
    """The columns that change, then the number."""
    return (*source[3:], source.number)
