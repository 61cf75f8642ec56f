"""How many questions one person, and one server, may ask in a minute."""

import time
from collections.abc import Callable

_REMEMBERED = 10_000


class TooFast(Exception):
    """Too many questions; the next one is welcome after `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too many questions; {seconds} s to wait")
        self.seconds = seconds


class Cooldown:
    """Each key has `per_minute` questions at once, and gets them back evenly within a minute."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = per_minute
        self._clock = clock
        self._left: dict[int, tuple[float, float]] = {}
        """key → questions left, and when that was so."""

    def wait(self, key: int) -> float:
        """Seconds until `key` may ask; 0 = now."""
        return max(0.0, 1 - self._now(key)) * 60 / self._size

    def take(self, key: int) -> None:
        """A question was asked."""
        left = self._now(key) - 1
        self._left[key] = (left, self._clock())
        if len(self._left) > _REMEMBERED:
            self._left = {each: kept for each, kept in self._left.items() if self._now(each) < self._size}

    def _now(self, key: int) -> float:
        left, since = self._left.get(key, (float(self._size), 0.0))
        return min(float(self._size), left + (self._clock() - since) * self._size / 60)


class Cooldowns:
    """A person's and a server's."""

    def __init__(self, per_person: int, per_guild: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._people = Cooldown(per_person, clock)
        self._guilds = Cooldown(per_guild, clock)

    def take(self, user_id: int, guild_id: int) -> None:
        """Count a question; in direct messages (guild 0) the person's alone. Raises TooFast."""
        wait = max(self._people.wait(user_id), self._guilds.wait(guild_id) if guild_id else 0.0)
        if wait > 0:
            raise TooFast(int(wait) + 1)
        self._people.take(user_id)
        if guild_id:
            self._guilds.take(guild_id)
