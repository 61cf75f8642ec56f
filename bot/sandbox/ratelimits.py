"""Rate limits and their headers. Source: https://discord.com/developers/docs/topics/rate-limits"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from hashlib import md5
from typing import NamedTuple

LIMIT, PER = 1000, 1.0
"""Requests and seconds of a bucket that nobody limited; it is told, and not enforced."""


class Verdict(NamedTuple):
    headers: dict[str, str]
    retry_after: float | None
    """Seconds, if the request is one too many."""


@dataclass
class _Rule:
    route: str
    limit: int
    per: float


@dataclass
class _Bucket:
    began: float
    used: int = 0


class RateLimits:
    def __init__(self) -> None:
        self._rules: list[_Rule] = []
        self._buckets: dict[tuple[str, str], _Bucket] = {}

    def enforce(self, route: str, limit: int, per: float) -> None:
        """From now on allow `limit` requests in `per` seconds on routes such as "POST /channels/*/messages"."""
        self._rules.append(_Rule(route, limit, per))

    def count(self, name: str, major: str, now: float) -> Verdict:
        """Count a request; `major` is the channel, guild or webhook that its bucket is for."""
        rule = next((each for each in self._rules if fnmatchcase(name, each.route)), None)
        if rule is None:
            return Verdict(_headers(name, LIMIT, LIMIT - 1, now + PER, now), None)
        bucket = self._buckets.get((name, major))
        if bucket is None or now >= bucket.began + rule.per:
            bucket = self._buckets[name, major] = _Bucket(now)
        bucket.used += 1
        reset = bucket.began + rule.per
        headers = _headers(name, rule.limit, max(0, rule.limit - bucket.used), reset, now)
        return Verdict(headers, reset - now if bucket.used > rule.limit else None)


def _headers(name: str, limit: int, remaining: int, reset: float, now: float) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Remaining": str(remaining),
        "X-RateLimit-Reset": f"{reset:.3f}",
        "X-RateLimit-Reset-After": f"{reset - now:.3f}",
        "X-RateLimit-Bucket": md5(name.encode(), usedforsecurity=False).hexdigest(),
    }
