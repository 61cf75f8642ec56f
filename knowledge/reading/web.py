"""HTML: the main content of a page, without what stands around it on every page of the site."""

import json
import re
from collections.abc import Iterator
from typing import TypedDict

from lxml.html import HtmlElement

from knowledge.errors import UnreadableFile
from knowledge.models import Document
from knowledge.reading.formats import as_date, as_language, as_url, title_from_name
from knowledge.reading.markup import parse_html, shown_text, write_markup
from knowledge.reading.plain import decode
from knowledge.reading.writing import TextWriter

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
    for script in page.xpath("//script[@type='application/ld+json']/text()"):
        try:
            objects = list(_objects(json.loads(script)))
        except (ValueError, RecursionError):  # a page with damaged metadata can still be read
            continue
        for one in objects:
            if one.keys() & {"datePublished", "dateModified", "publisher"}:
                return one
    return {}


def _objects(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"))
    elif isinstance(value, list):
        for one in value:
            yield from _objects(one)


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


_ROLES = frozenset(
    "navigation banner contentinfo complementary search menu menubar dialog alertdialog toolbar tablist".split()
)
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|toc|cookies?|consent|gdpr|newsletter|subscribe|share"
    r"|sharing|social|related|recommended|comments?|disqus|advert|advertisement|ads?|promo|sponsor(?:ed)?|banner|popup"
    r"|modal|pagination|pager|skip-?link|site-?header|site-?footer|footer|masthead|paywall|catlinks|navbox|reflist"
    r"|prev-next|edit-this-page|theme-doc-footer|feedback|rating)(?:$|[\s_-])"
)
_NOTES = re.compile(r"note|tip|warning|admonition|callout|caution")
_CONTENT = (
    "//main",
    "//*[@role='main']",
    "//*[@itemprop='articleBody']",
    "//article",
    "//*[@id='mw-content-text' or @id='content' or @id='main' or @id='main-content']",
    "//*[contains(concat(' ', @class, ' '), ' markdown-body ')]",
    "//*[contains(concat(' ', @class, ' '), ' entry-content ')]",
)
_MOST = 0.5
"""Of a page's text: an element with more is never navigation, whatever it is called."""
_ENOUGH = 0.3
"""Of a page's text without navigation: an element with less is a teaser, not the main content."""
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w:.-]{2,40})", re.IGNORECASE)


def read(name: str, content: bytes) -> list[Document]:
    """One document: title, address, date, publisher and language come from the page itself. Raises UnreadableFile."""
    declared = _DECLARED.search(content[:4096])
    page = parse_html(decode(name, content, declared[1].decode("ascii") if declared else None))
    facts = page_facts(page)
    main = main_content(page)
    writer = TextWriter()
    write_markup(writer, main)
    if not writer.text and _has_scripts(page):
        raise UnreadableFile(name, "the page has no text without its scripts; save it from a browser, or as PDF")
    titles = main.xpath(".//h1")
    title = " ".join(shown_text(titles[0]).split()).rstrip(" ¶#") if len(titles) == 1 else facts["title"]
    facts["title"] = title or facts["title"] or title_from_name(name)
    return [Document(id=name, text=writer.text, places=tuple(writer.places), **facts)] if writer.text else []


def main_content(page: HtmlElement) -> HtmlElement:
    """The element that holds the main content; what is not content is taken out of the page."""
    body = page.find("body") if page.find("body") is not None else page
    _prune(body)
    enough = _weight(body) * _ENOUGH
    for path in _CONTENT:
        found = max(body.xpath(path), key=_weight, default=None)
        if found is not None and _weight(found) > enough:
            return found
    _prune_link_lists(body)
    return body


def _prune(body: HtmlElement) -> None:
    most = _weight(body) * _MOST
    for element in list(body.iterdescendants()):
        if isinstance(element.tag, str) and _stands_around(element) and _weight(element) < most:
            element.drop_tree()


def _stands_around(element: HtmlElement) -> bool:
    if element.tag in {"main", "article", "body", "h1", "h2", "h3", "h4", "h5", "h6", "code", "pre", "a", "section"}:
        return False
    if element.tag in {"header", "footer"}:  # those of an article hold its title, those of the site do not
        inside = next(element.iterancestors("article", "main"), None) is not None
        return element.tag == "footer" or not inside
    if element.tag in {"nav", "aside", "form", "dialog"} or element.get("role") in _ROLES:
        return not _is_note(element)
    if "header" in (element.get("class") or "").split() and element.find(".//h1") is None:
        return True
    return bool(_NAMES.search(f"{element.get('id') or ''} {element.get('class') or ''}".lower()))


def _is_note(element: HtmlElement) -> bool:
    """Asides within the text that documentation calls notes, tips and warnings."""
    return element.tag == "aside" and bool(_NOTES.search(element.get("class") or ""))


def _prune_link_lists(body: HtmlElement) -> None:
    """Lists and blocks that are nothing but links, unless there is nothing else."""
    most = _MOST * _weight(body)
    for element in list(body.iter("ul", "ol", "div", "table")):
        links = element.findall(".//a")
        if len(links) > 2 and sum(map(_weight, links)) > 0.8 * (weight := _weight(element)) and weight < most:
            element.drop_tree()


def _weight(element: HtmlElement) -> int:
    """Characters of text, spaces aside."""
    return sum(len(text.strip()) for text in element.itertext())


def _has_scripts(page: HtmlElement) -> bool:
    return next(page.iter("script"), None) is not None
