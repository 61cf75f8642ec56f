"""Which pages of a site are still to be visited, and which must not be: links, sitemaps, robots.txt."""

import asyncio
import re
import zlib
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from fnmatch import fnmatchcase
from functools import partial
from typing import NamedTuple, Self

from protego import Protego
from pydantic import Field
from yarl import URL

from knowledge.errors import SourceFailed, Unreachable, UnreadableFile
from knowledge.models import Model
from knowledge.sources.queueing import InTurn
from knowledge.sources.web.crawled import PACKED, Sitemap
from knowledge.sources.web.crawling import sitemap_apart
from knowledge.sources.web.fetching import AGENT, Fetched, Fetcher
from knowledge.sources.web.pages import host_of, is_readable

_LONGEST_WAIT = 300.0
"""Seconds between requests: a site that asks for more is not meant to be read by us."""
_MOST = 512 * 1024
"""Bytes that are read of it; RFC 9309, 2.5 asks for 500 KiB at least."""
_MOST_RULES = 5_000
"""Each link is compared with all of them, which takes some 5 ms; the largest sites have about a thousand."""
_RULE = re.compile(rb"^[ \t]*+(?:dis)?allow", re.IGNORECASE | re.MULTILINE)


class Robots(NamedTuple):
    """What may be fetched from a host, and how slowly."""

    rules: Protego
    wait: float
    """Seconds between requests."""

    @classmethod
    async def of(cls, url: str, fetcher: Fetcher) -> Self:
        """Of the host of `url`. Without a robots.txt all is allowed. Raises SourceFailed if it cannot be known."""
        place = str(URL(url).origin().with_path("/robots.txt"))
        try:
            fetched = await fetcher.fetch(place)
        except Unreachable as error:
            if error.status is None or error.status >= 500 or error.status == 429:
                raise SourceFailed(
                    url, f"what it allows cannot be known, for of its robots.txt {error.reason}"
                ) from error
            return cls(Protego.parse(""), 0.0)
        return await asyncio.to_thread(cls.read, url, (fetched.content or b"")[:_MOST])

    @classmethod
    def read(cls, url: str, content: bytes) -> Self:
        """Raises SourceFailed where it asks for more patience than we have."""
        if sum(1 for _ in _RULE.finditer(content)) > _MOST_RULES:
            raise SourceFailed(url, f"its robots.txt has more than {_MOST_RULES:,} rules")
        rules = Protego.parse(content.decode("utf-8", errors="replace"))
        rate = rules.request_rate(AGENT)
        wait = max(rules.crawl_delay(AGENT) or 0.0, rate.seconds / rate.requests if rate else 0.0)
        if wait > _LONGEST_WAIT:
            raise SourceFailed(url, f"its robots.txt asks for {wait:g} seconds between two requests")
        return cls(rules, wait)

    def refusal(self, url: str) -> str | None:
        """Why a page must not be fetched; None = it may."""
        return None if self.rules.can_fetch(url, AGENT) else "its robots.txt does not allow it"


class SiteOptions(Model):
    """What of a site is read. Patterns are those of a shell, for the path: "/docs/*"."""

    depth: int = Field(3, ge=0, le=10)
    """Links from the first page; a sitemap's pages are read without following links."""
    pages: int = Field(500, ge=1, le=5000)
    include: tuple[str, ...] = ()
    """Without any, all."""
    exclude: tuple[str, ...] = ()
    wait: float = Field(1.0, ge=0, le=60)
    """Seconds between requests; robots.txt may ask for more."""


class Frontier:
    """Breadth first, so that a limit cuts off what is far away; every page once."""

    def __init__(self, address: str, options: SiteOptions) -> None:
        self._address = address
        self._options = options
        self._queue: deque[tuple[str, int]] = deque()
        self.robots: dict[str, Robots] = {}
        """By host: those that belong to the site."""
        self.met: set[str] = set()

    def __len__(self) -> int:
        return len(self._queue)

    def meet(self, links: Iterable[str], depth: int) -> None:
        """Queue what was not met yet, is of this site, and is near enough."""
        for url in links:
            if url not in self.met and depth <= self._options.depth and self._follows(url):
                self.met.add(url)
                self._queue.append((url, depth))

    def take(self) -> tuple[str, int]:
        """The next page and how many links it is away. Raises IndexError when there is none."""
        return self._queue.popleft()

    def give_up(self) -> set[str]:
        """The pages that will not be visited."""
        left = {url for url, _ in self._queue}
        self._queue.clear()
        return left

    def is_wanted(self, url: str) -> bool:
        """What the patterns say."""
        path = URL(url).path_qs
        if any(fnmatchcase(path, pattern) for pattern in self._options.exclude):
            return False
        return not self._options.include or any(fnmatchcase(path, pattern) for pattern in self._options.include)

    def refusal(self, url: str) -> str | None:
        """Why it must not be fetched; None = it may."""
        robots = self.robots.get(host_of(url))
        return "it leads to another site" if robots is None else robots.refusal(url)

    def wait(self, url: str) -> float:
        """Seconds before the next request."""
        robots = self.robots.get(host_of(url))
        return max(self._options.wait, robots.wait if robots else 0.0)

    def _follows(self, url: str) -> bool:
        if url == self._address:
            return True
        return is_readable(url) and self.is_wanted(url) and self.refusal(url) is None


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
