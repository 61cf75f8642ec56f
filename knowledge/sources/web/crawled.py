"""What a crawler takes from what it has fetched: where a page leads, and what a sitemap lists (sitemaps.org)."""

import re
import zlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Self

from yarl import URL

from knowledge.errors import UnreadableFile
from knowledge.models import Model

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TRACKING = re.compile(r"utm_\w+|gclid|dclid|fbclid|msclkid|yclid|igshid|mc_[ce]id|_hs\w+|vero_\w+|oly_\w+_id|_ga|_gl")
_MOST_LINKS = 5_000
_LONGEST_ADDRESS = 2_000
_MOST_PLACES = 50_000
"""Of one sitemap; sitemaps.org allows no more."""
_EXPANDED = 50_000_000
"""Bytes of one sitemap; sitemaps.org allows no more."""
PACKED = b"\x1f\x8b"
"""How what is packed with gzip begins."""


class Links(Model):
    """Where a page leads, and what it asks of crawlers."""

    links: tuple[str, ...] = ()
    canonical: str | None = None
    """The address that the page says is its proper one."""
    may_index: bool = True

    def checked(self, url: str) -> Self:
        """Without what `page_links` of this address would not give."""
        return self.model_copy(
            update={
                "links": tuple(_absolute(url, self.links[:_MOST_LINKS])),
                "canonical": next(_absolute(url, filter(None, [self.canonical])), None),
            }
        )


class Sitemap(Model):
    """The addresses in it: of pages or, in an index, of other sitemaps."""

    is_index: bool
    places: tuple[str, ...]

    def checked(self, url: str) -> Self:
        """The places on the web alone, each in its one spelling; it may take a second."""
        return self.model_copy(update={"places": tuple(_absolute(url, self.places[:_MOST_PLACES]))})


def canonical_address(url: str) -> str:
    """One spelling for one page: no fragment, no tracking parameters, a path. Raises ValueError."""
    parsed = URL(url)
    kept = [(key, value) for key, value in parsed.query.items() if not _TRACKING.fullmatch(key)]
    if len(kept) != len(parsed.query):
        parsed = parsed.with_query(kept)
    return str(parsed.with_fragment(None) if parsed.path else parsed.with_path("/"))


def page_links(content: bytes, url: str, robots: str = "") -> Links:
    """The links of an HTML page to http and https addresses, in its order; `robots` is its X-Robots-Tag."""
    from lxml import etree, html  # noqa: PLC0415 six megabytes that only those need who read sites

    try:
        page = html.document_fromstring(content, parser=html.HTMLParser(no_network=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return Links()
    wishes = " ".join([robots, *_values(page, "//meta[@name='robots' or @name='quoth']/@content")]).lower()
    base = next(_absolute(url, _values(page, "//base/@href")[:1]), url)
    hrefs = _values(page, "//a[@href and not(contains(@rel, 'nofollow'))]/@href")[:_MOST_LINKS]
    followed = () if "nofollow" in wishes or "none" in wishes else _absolute(base, hrefs)
    return Links(
        links=tuple(dict.fromkeys(followed)),
        canonical=next(_absolute(base, _values(page, "//link[@rel='canonical']/@href")[:1]), None),
        may_index="noindex" not in wishes and "none" not in wishes,
    )


def sitemap_places(content: bytes, url: str) -> Sitemap:
    """The addresses of a sitemap, plain or packed. Raises UnreadableFile."""
    from lxml import etree  # noqa: PLC0415 six megabytes that only those need who read sites

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(_unpacked(content, url), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(url, "it is not a sitemap that can be read") from error
    found = root.xpath("/*/*/*[local-name()='loc']/text()")
    places = (str(place).strip() for place in found[:_MOST_PLACES]) if isinstance(found, list) else ()
    return Sitemap(is_index=etree.QName(root).localname == "sitemapindex", places=tuple(filter(None, places)))


def _unpacked(content: bytes, url: str) -> bytes:
    if not content.startswith(PACKED):
        return content
    unpacker = zlib.decompressobj(wbits=31)
    try:
        expanded = unpacker.decompress(content, _EXPANDED)
    except zlib.error as error:
        raise UnreadableFile(url, "it is damaged") from error
    if unpacker.unconsumed_tail:
        raise UnreadableFile(url, f"unpacked it is larger than {_EXPANDED // 1_000_000} MB")
    return expanded


def _values(page: "HtmlElement", path: str) -> list[str]:
    found = page.xpath(path)
    return [str(value) for value in found] if isinstance(found, list) else []


def _absolute(base: str, hrefs: Iterable[str]) -> Iterator[str]:
    for href in hrefs:
        try:
            address = canonical_address(str(URL(base).join(URL(str(href).strip()))))
        except ValueError:
            continue
        if address.startswith(("http://", "https://")) and len(address) <= _LONGEST_ADDRESS:
            yield address
