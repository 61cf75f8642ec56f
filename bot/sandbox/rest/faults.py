"""Failing on purpose, and rate limits.

Source of the limits' headers: https://discord.com/developers/docs/topics/rate-limits
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from hashlib import md5
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from bot.sandbox.state.requests import Request


@dataclass(kw_only=True)
class Fault:
    route: str
    """A pattern over method and route or path, such as "POST /channels/*/messages", "GET /users/12" or "*"."""
    times: int
    status: int | None = None
    code: int | None = None
    """Discord's own error code, in the body."""
    delay: float = 0.0
    retry_after: float | None = None
    scope: str = "user"
    hang_up: bool = False
    """End the connection without an answer, and without doing anything."""
    lose: bool = False
    """Do what was asked, and end the connection before the answer."""
    break_off: bool = False
    """Do what was asked, and end the connection in the middle of the answer."""


class Faults:
    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def fail(self, route: str = "*", status: int = 500, times: int = 1, *, code: int | None = None) -> None:
        """Answer the next `times` requests with an HTTP error; nothing useful in it but Discord's own `code`."""
        self._waiting.append(Fault(route=route, times=times, status=status, code=code))

    def slow(self, route: str = "*", seconds: float = 1.0, times: int = 1) -> None:
        """Take `seconds` over the next `times` requests, then serve them."""
        self._waiting.append(Fault(route=route, times=times, delay=seconds))

    def too_many(self, route: str = "*", retry_after: float = 0.2, times: int = 1, *, everywhere: bool = False) -> None:
        """Answer the next `times` requests with a 429; `everywhere` = the global limit."""
        scope = "global" if everywhere else "user"
        self._waiting.append(Fault(route=route, times=times, status=429, retry_after=retry_after, scope=scope))

    def hang_up(self, route: str = "*", times: int = 1, *, after: bool = False) -> None:
        """Close the connection of the next `times` requests without an answer; `after` having done what they ask."""
        self._waiting.append(Fault(route=route, times=times, hang_up=not after, lose=after))

    def break_off(self, route: str = "*", times: int = 1) -> None:
        """Do what the next `times` requests ask, and close their connection in the middle of the answer."""
        self._waiting.append(Fault(route=route, times=times, break_off=True))

    def clear(self) -> None:
        self._waiting.clear()

    def next_for(self, request: Request) -> Fault | None:
        """The fault that this request meets, if any; it is used up by it."""
        names = (request.name, f"{request.method} {request.path}")
        for fault in self._waiting:
            if any(fnmatchcase(name, fault.route) for name in names):
                fault.times -= 1
                if not fault.times:
                    self._waiting.remove(fault)
                return fault
        return None


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
