"""Sitemaps and indexes of sitemaps, plain or packed (sitemaps.org): the addresses in them."""

import zlib
from collections.abc import Awaitable, Callable

from knowledge.errors import Unreachable
from knowledge.sources.fetching import Fetched

_MOST_SITEMAPS = 50
_PACKED = b"\x1f\x8b"
_START = 2000
_EXPANDED = 50_000_000
"""Bytes of one sitemap; sitemaps.org allows no more."""


def is_sitemap(fetched: Fetched) -> bool:
    """Told by what it holds: servers give sitemaps any type and any name."""
    if fetched.content is None or "html" in fetched.content_type:
        return False
    start = fetched.content[:_START]
    try:
        start = zlib.decompressobj(wbits=31).decompress(start, _START) if start.startswith(_PACKED) else start
    except zlib.error:
        return False
    return b"<urlset" in start or b"<sitemapindex" in start


async def sitemap_pages(
    first: Fetched, most: int, fetch: Callable[[str], Awaitable[Fetched]]
) -> tuple[list[str], bool]:
    """The addresses in it and in the sitemaps that it lists, at most `most`, and whether these are all.

    Raises Unreachable for one that cannot be read.
    """
    pages: dict[str, None] = {}
    waiting: list[str] = []
    fetched, read = first, 1
    while True:
        kind, places = _places(fetched)
        if kind == "sitemapindex":
            waiting += places
        else:
            pages |= dict.fromkeys(places)
        if not waiting or read == _MOST_SITEMAPS or len(pages) > most:
            return list(pages)[:most], not waiting and len(pages) <= most
        fetched, read = await fetch(waiting.pop(0)), read + 1


def _places(fetched: Fetched) -> tuple[str, list[str]]:
    """The name of the outermost element, and the texts of all <loc>."""
    from lxml import etree  # noqa: PLC0415 six megabytes that only those need who read sites

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(_unpacked(fetched), parser)
    except etree.XMLSyntaxError as error:
        raise Unreachable(fetched.url, "it is not a sitemap that can be read") from error
    found = root.xpath("/*/*/*[local-name()='loc']/text()")
    places = [str(place).strip() for place in found] if isinstance(found, list) else []
    return etree.QName(root).localname, [place for place in places if place]


def _unpacked(fetched: Fetched) -> bytes:
    content = fetched.content or b""
    if not content.startswith(_PACKED):
        return content
    unpacker = zlib.decompressobj(wbits=31)
    try:
        expanded = unpacker.decompress(content, _EXPANDED)
    except zlib.error as error:
        raise Unreachable(fetched.url, "it is damaged") from error
    if unpacker.unconsumed_tail:
        raise Unreachable(fetched.url, f"unpacked it is larger than {_EXPANDED // 1_000_000} MB")
    return expanded
