"""A web site: from a page on, or what a sitemap lists. Only what changed is fetched in full and read again."""

import asyncio
from collections.abc import Iterable
from functools import partial

from yarl import URL

from knowledge.errors import SourceFailed, Unreachable, UnreadableFile
from knowledge.reading import fingerprint
from knowledge.sources.comparison import READER, Changes, Comparison, OnProgress, Progress, Read
from knowledge.sources.queueing import InTurn
from knowledge.sources.web.crawled import Links, canonical_address
from knowledge.sources.web.crawling import links_apart
from knowledge.sources.web.fetching import REDIRECTS, Fetched, Fetcher
from knowledge.sources.web.frontier import Frontier, Robots, SiteOptions, is_sitemap, sitemap_pages
from knowledge.sources.web.pages import host_of, read_page
from knowledge.store.records import Item

_TIRED = 5
"""Pages in a row that cannot be reached at all: then the site cannot."""


async def read_site(  # noqa: PLR0913, PLR0917 all that a walk needs
    address: str,
    options: SiteOptions,
    comparison: Comparison,
    fetcher: Fetcher,
    in_turn: InTurn,
    on_progress: OnProgress,
) -> Changes:
    """Raises SourceFailed when the site as a whole cannot be read."""
    return await _Crawl(canonical_address(address), options, comparison, fetcher, in_turn, on_progress).run()


class _Crawl:
    """One walk through a site."""

    def __init__(  # noqa: PLR0913, PLR0917 as above
        self,
        address: str,
        options: SiteOptions,
        comparison: Comparison,
        fetcher: Fetcher,
        in_turn: InTurn,
        on_progress: OnProgress,
    ) -> None:
        self._address = address
        self._options = options
        self._comparison = comparison
        self._fetcher = fetcher
        self._in_turn = in_turn
        self._on_progress = on_progress
        self._frontier = Frontier(address, options)
        self._requests = 0
        self._visited = 0
        self._unreachable = 0
        self._notes: list[str] = []

    async def run(self) -> Changes:
        """Pages that nothing links to any more may still be there, but what a sitemap leaves out is gone."""
        for place in {host_of(place): place for place in (*self._comparison.origins, self._address)}.values():
            await self._admit(place)
        listed = await self._listed() if URL(self._address).path.endswith((".xml", ".gz")) else None
        if listed is None:
            await self._meet([self._address], 0)
            await self._walk()
            listed = sorted(self._comparison.origins)
        await self._meet(listed, self._options.depth)
        await self._walk()
        left = self._frontier.give_up()
        if left:
            self._notes.append(f"It has more pages than the limit of {self._options.pages}.")
        for origin in sorted(self._comparison.origins - self._frontier.met | self._comparison.origins & left):
            self._comparison.remove(origin)
        return self._comparison.result(self._notes)

    async def _walk(self) -> None:
        while self._frontier and self._visited < self._options.pages:
            url, depth = self._frontier.take()
            total = min(self._options.pages, self._visited + len(self._frontier) + 1)
            self._on_progress(Progress(done=self._visited, total=total, name=url))
            self._visited += 1
            await self._visit(self._comparison.items.get(url, Item(url)), depth)

    async def _visit(self, item: Item, depth: int) -> None:
        try:
            fetched = await self._fetch(item.origin, item if item.reader == READER else Item(item.origin))
        except Unreachable as error:
            await self._miss(item, error, depth)
            return
        self._unreachable = 0
        if host_of(fetched.url) not in self._frontier.robots:  # only the first page may lead to another host
            await self._admit(fetched.url)
        if fetched.content is None:
            self._comparison.keep(item._replace(etag=fetched.etag or item.etag))
            await self._meet(item.links, depth + 1)
        else:
            await self._read(item.origin, fetched, depth)

    async def _meet(self, links: Iterable[str], depth: int) -> None:
        """Many links against many rules and patterns take a while."""
        await self._in_turn(partial(self._frontier.meet, links, depth))

    async def _miss(self, item: Item, error: Unreachable, depth: int) -> None:
        self._unreachable = 0 if error.status else self._unreachable + 1
        if self._unreachable == _TIRED or (item.origin == self._address and not self._comparison.origins):
            raise SourceFailed(self._address, error.reason) from error
        if (
            error.gone or error.status in REDIRECTS
        ):  # where it leads must not be followed, so it is no page of this site
            self._comparison.remove(item.origin)
            return
        self._comparison.fail(item.origin, error)
        await self._meet(item.links, depth + 1)

    async def _read(self, origin: str, fetched: Fetched, depth: int) -> None:
        """Follow the page's links, and compare its documents with those that are held."""
        content = fetched.content or b""
        mark = fingerprint(content)
        is_page = "html" in fetched.content_type
        try:
            self._comparison.refuse_stopped(origin, mark)
            links = await self._links(fetched) if is_page else Links()
            await self._meet(links.links, depth + 1)
            item = Item(origin, mark, READER, fetched.etag, fetched.last_modified, links.links)
            is_own = links.may_index and self._frontier.is_wanted(origin) and not self._is_again(origin, fetched, links)
            if self._comparison.is_held(origin, mark) and is_own:
                self._comparison.keep(item)
            else:
                self._comparison.replace(item, await self._page(origin, fetched) if is_own else Read([], {}))
        except UnreadableFile as error:
            self._comparison.fail(origin, error, mark)

    async def _links(self, fetched: Fetched) -> Links:
        return await self._in_turn(partial(links_apart, fetched.content or b"", fetched.url, fetched.robots))

    async def _page(self, origin: str, fetched: Fetched) -> Read:
        return await self._in_turn(partial(read_page, self._comparison, origin, fetched))

    def _is_again(self, origin: str, fetched: Fetched, links: Links) -> bool:
        """Whether this is another page once more: after a redirect, or with other parameters."""
        final = canonical_address(fetched.url)
        if final != origin and final in self._frontier.met:
            return True
        self._frontier.met.add(final)
        proper = links.canonical
        if proper is None or proper == final or URL(proper).with_query(None) != URL(final).with_query(None):
            return False
        self._frontier.meet([proper], self._options.depth)
        return proper in self._frontier.met

    async def _listed(self) -> list[str] | None:
        """What the address lists if it is a sitemap."""
        try:
            first = await self._fetch(self._address)
            if not is_sitemap(first):
                return None
            pages, is_all = await sitemap_pages(first, self._options.pages, self._fetch, self._in_turn)
        except Unreachable as error:
            raise SourceFailed(self._address, error.reason) from error
        if not is_all:
            self._notes.append(f"Its sitemap lists more than {self._options.pages} pages; these are the first.")
        return pages

    async def _fetch(self, url: str, item: Item | None = None) -> Fetched:
        """After the wait that the site deserves."""
        await asyncio.sleep(self._frontier.wait(url) if self._requests else 0)
        self._requests += 1
        within = None if url == self._address else self._frontier.refusal
        known = item or Item(url)
        return await self._fetcher.fetch(url, known.etag, known.last_modified, within)

    async def _admit(self, url: str) -> None:
        """Read the robots.txt of a host of the site. Raises SourceFailed where we are not welcome."""
        robots = self._frontier.robots[host_of(url)] = await Robots.of(url, self._fetcher)
        if url == self._address and (reason := robots.refusal(url)):
            raise SourceFailed(url, reason)
