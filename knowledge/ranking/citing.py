"""Where in its document a text stands, as people find it: a page, a time, a heading, a line, a message."""

from bisect import bisect_right

from knowledge.models import Document, Place, Source


def source_at(document: Document, start: int, heading: str | None) -> Source:
    """Where a person can check what stands at `start` (characters into the text)."""
    place = _place_at(document, start)
    return Source(
        document_id=document.id,
        title=document.title,
        url=_address(document.url, place),
        heading=heading or None,
        publisher=document.publisher,
        date=document.date,
        place=place.label if place else None,
        also_urls=document.also_urls,
        old_since=document.old_since,
    )


def _place_at(document: Document, start: int) -> Place | None:
    position = bisect_right(document.places, start, key=lambda place: place.start)
    return document.places[position - 1] if position else None


def _address(url: str | None, place: Place | None) -> str | None:
    """An address that leads to a part of a page already is left as it is."""
    if place is None or url is None:
        return (place.url if place else None) or url
    if place.url is not None:
        return place.url
    return f"{url}#{place.anchor}" if place.anchor and "#" not in url else url
