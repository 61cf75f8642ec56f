"""Failing on purpose: errors, delays, 429s and broken connections for the next requests of a route."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(kw_only=True)
class Fault:
    route: str
    """A pattern over method and route, such as "POST /channels/*/messages" or "*"."""
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

    def next_for(self, name: str) -> Fault | None:
        """The fault that this request meets, if any; it is used up by it."""
        for fault in self._waiting:
            if fnmatchcase(name, fault.route):
                fault.times -= 1
                if not fault.times:
                    self._waiting.remove(fault)
                return fault
        return None
