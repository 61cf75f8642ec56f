"""Which pages of a site are still to be visited, and which must not be."""

from collections import deque
from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from pydantic import Field
from yarl import URL

from knowledge.models import Model
from knowledge.sources.web.pages import host_of, is_readable

if TYPE_CHECKING:
    from knowledge.sources.web.robots import Robots


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
