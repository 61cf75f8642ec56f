"""Which sources are being read now: each of them once, and not too many of one guild."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from knowledge.errors import ReloadInProgress, TooManyReadings
from knowledge.store.records import SHARED

MOST_AT_ONCE = 10
"""Readings of one guild that are under way or wait; chosen by hand: each may hold a file of 20 MB."""


class Running:
    """Of all guilds."""

    def __init__(self) -> None:
        self._sources: set[int] = set()
        self._asked: Counter[int] = Counter()
        """By guild: readings that somebody there has asked for."""

    def __contains__(self, number: int) -> bool:
        return number in self._sources

    @contextmanager
    def asked(self, guild_id: int) -> Iterator[None]:
        """From asking until it is read. Whoever asks for many readings waits for some of them first; the operator is
        trusted. Raises TooManyReadings.
        """
        if guild_id != SHARED and self._asked[guild_id] >= MOST_AT_ONCE:
            raise TooManyReadings(MOST_AT_ONCE)
        self._asked[guild_id] += 1
        try:
            yield
        finally:
            self._asked[guild_id] -= 1

    @contextmanager
    def alone(self, number: int) -> Iterator[None]:
        """While this source is read. Raises ReloadInProgress."""
        if number in self._sources:
            raise ReloadInProgress
        self._sources.add(number)
        try:
            yield
        finally:
            self._sources.remove(number)
