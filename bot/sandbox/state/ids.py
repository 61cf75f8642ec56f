"""Time that a test may move forward, and ids that carry it."""

import time
from datetime import UTC, datetime

DISCORD_EPOCH = 1_420_070_400_000
"""The first millisecond of 2015, from which Discord's ids count."""


class Clock:
    """Seconds since 1970. Interactions expire by it, so a test moves it instead of waiting."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> float:
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass at once."""
        self._ahead += seconds


class Snowflakes:
    """Ids as Discord makes them: 42 bits of milliseconds, 10 of the machine, 12 of a counter; always rising."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> str:
        fresh = _first_of(self._clock.now())
        self._last = fresh if fresh > self._last else self._last + 1
        return str(self._last)

    def past(self, days: float) -> str:
        """An id as if made `days` ago: accounts and guilds are older than what is written in them."""
        return str(_first_of(self._clock.now() - days * 86_400) | (int(self.next()) & 0x3F_FFFF))


def _first_of(seconds: float) -> int:
    return (int(seconds * 1000) - DISCORD_EPOCH) << 22 | 1 << 17


def iso(seconds: float) -> str:
    """Seconds since 1970 in the form that Discord's JSON has."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def created_at(snowflake: str) -> float:
    """When the id was made, in seconds since 1970."""
    return ((int(snowflake) >> 22) + DISCORD_EPOCH) / 1000
