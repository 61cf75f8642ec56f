"""Sitemaps and indexes of sitemaps, plain or packed (sitemaps.org): the addresses in them."""

import zlib
from collections.abc import Awaitable, Callable
from functools import partial

from knowledge.errors import Unreachable, UnreadableFile
from knowledge.sources.queueing import InTurn
from knowledge.sources.web.crawled import PACKED, Sitemap
from knowledge.sources.web.crawling import sitemap_apart
from knowledge.sources.web.fetching import Fetched

_MOST_SITEMAPS = 50
_START = 2000


def is_sitemap(fetched: Fetched) -> bool:
    """Told by what it holds: servers give sitemaps any type and any name."""
    if fetched.content is None or "html" in fetched.content_type:
        return False
    start = fetched.content[:_START]
    try:
        start = zlib.decompressobj(wbits=31).decompress(start, _START) if start.startswith(PACKED) else start
    except zlib.error:
        return False
    return b"<urlset" in start or b"<sitemapindex" in start


async def sitemap_pages(
    first: Fetched, most: int, fetch: Callable[[str], Awaitable[Fetched]], in_turn: InTurn
) -> tuple[list[str], bool]:
    """The addresses in it and in the sitemaps that it lists, at most `most`, and whether these are all.

    Raises Unreachable for one that cannot be read.
    """
    pages: dict[str, None] = {}
    waiting: list[str] = []
    fetched, read = first, 1
    while True:
        found = await _places(fetched, in_turn)
        if found.is_index:
            waiting += found.places
        else:
            pages |= dict.fromkeys(found.places)
        if not waiting or read == _MOST_SITEMAPS or len(pages) > most:
            return list(pages)[:most], not waiting and len(pages) <= most
        fetched, read = await fetch(waiting.pop(0)), read + 1


async def _places(fetched: Fetched, in_turn: InTurn) -> Sitemap:
    try:
        return await in_turn(partial(sitemap_apart, fetched.content or b"", fetched.url))
    except UnreadableFile as error:
        raise Unreachable(fetched.url, error.reason) from error
