"""robots.txt: what a site asks of us (RFC 9309)."""

import asyncio
import re
from typing import NamedTuple, Self

from protego import Protego
from yarl import URL

from knowledge.errors import SourceFailed, Unreachable
from knowledge.sources.web.fetching import AGENT, Fetcher

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
