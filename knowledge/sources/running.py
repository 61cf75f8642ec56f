"""Which sources are being read now: each of them once, and not too many of one guild."""

from collections.abc import Iterator
from contextlib import contextmanager

from knowledge.errors import ReloadInProgress, TooManyReadings
from knowledge.keeping.records import SHARED, StoredSource

MOST_AT_ONCE = 10
"""Readings of one guild that are under way or wait; chosen by hand: each may hold a file of 20 MB."""


class Running:
    """Of all guilds."""

    def __init__(self) -> None:
        self._guilds: dict[int, int] = {}
        """By the number of the source."""

    def __contains__(self, number: int) -> bool:
        return number in self._guilds

    def refuse_more(self, guild_id: int) -> None:
        """Whoever asks for many readings waits for some of them first; the operator is trusted.

        Raises TooManyReadings.
        """
        running = sum(guild == guild_id for guild in self._guilds.values())
        if guild_id != SHARED and running >= MOST_AT_ONCE:
            raise TooManyReadings(MOST_AT_ONCE)

    @contextmanager
    def alone(self, source: StoredSource) -> Iterator[None]:
        """While it is read. Raises ReloadInProgress."""
        if source.number in self._guilds:
            raise ReloadInProgress
        self._guilds[source.number] = source.guild_id
        try:
            yield
        finally:
            del self._guilds[source.number]
