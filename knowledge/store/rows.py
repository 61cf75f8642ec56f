"""Documents, sources and items ↔ rows of the database."""

import json

from pydantic import TypeAdapter

from knowledge.models import Document, Place
from knowledge.store.connection import Value
from knowledge.store.records import Byline, Item, StoredDocument, StoredSource

_PLACES = TypeAdapter(tuple[Place, ...])


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
