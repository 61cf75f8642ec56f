"""What a page says of itself: title, address, publisher, date and language."""

import json
import re
from collections.abc import Iterator
from typing import TypedDict

from lxml.html import HtmlElement

from knowledge.reading.formats import as_date, as_language, as_url

_BEHIND_TITLE = re.compile(r"(?<!\s)\s+(?:[|·•»›—–-]|::)\s+[^|·•»›—–]{1,60}$")
"""The name of the site, which titles carry behind a bar or dash."""


class PageFacts(TypedDict):
    """Fields of Document."""

    title: str
    url: str | None
    publisher: str | None
    date: str | None
    language: str | None


def page_facts(page: HtmlElement) -> PageFacts:
    """What the page says; what it does not say is None, or an empty title."""
    meta = _meta(page)
    linked = _linked_data(page)
    title = " ".join("".join(page.xpath("//title[1]//text()")).split())
    publisher = linked.get("publisher")
    named = publisher.get("name") if isinstance(publisher, dict) else publisher
    url = as_url(next(iter(page.xpath("//link[@rel='canonical']/@href")), None)) or as_url(meta.get("og:url"))
    return PageFacts(
        title=meta.get("og:title") or _BEHIND_TITLE.sub("", title),
        url=url,
        publisher=meta.get("og:site_name") or _text(named) or meta.get("application-name") or meta.get("dc.publisher"),
        date=_date(page, meta, linked),
        language=as_language(page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang")),
    )


def _date(page: HtmlElement, meta: dict[str, str], linked: dict[str, object]) -> str | None:
    """When it was last changed, else when it was published."""
    said = (
        *(_text(linked.get(key)) for key in ("dateModified", "datePublished")),
        *(
            meta.get(key)
            for key in ("article:modified_time", "article:published_time", "last-modified", "dc.date", "date")
        ),
        *page.xpath("//*[@itemprop='dateModified' or @itemprop='datePublished']/@datetime"),
        *page.xpath("//article//time/@datetime")[:1],
    )
    return next((date for date in map(as_date, said) if date), None)


def _meta(page: HtmlElement) -> dict[str, str]:
    """By name in lower case; the first of equal names counts."""
    found: dict[str, str] = {}
    for element in page.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        value = " ".join((element.get("content") or "").split())
        if name and value:
            found.setdefault(name.lower(), value)
    return found


def _linked_data(page: HtmlElement) -> dict[str, object]:
    """The first JSON-LD object that has a date or a publisher."""
    dated = (one for one in linked_objects(page) if one.keys() & {"datePublished", "dateModified", "publisher"})
    return next(dated, {})


def linked_objects(page: HtmlElement) -> Iterator[dict[str, object]]:
    """All of the page's JSON-LD, one beside the other."""
    for script in page.xpath("//script[@type='application/ld+json']/text()"):
        try:
            yield from _objects(json.loads(script))
        except (ValueError, RecursionError):  # a page with damaged metadata can still be read
            continue


def _objects(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"))
    elif isinstance(value, list):
        for one in value:
            yield from _objects(one)


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
