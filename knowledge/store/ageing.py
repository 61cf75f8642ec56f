"""What is too old, by a clock that may be wrong.

A clock can jump ten years ahead and back. Nothing that this makes old is erased at once: after a jump of more than a
day, in either direction, a day's worth of questions goes with each day that the clock then runs without another jump.
A day's worth is what was asked within a day of the oldest question that is left: as much as goes when no clock jumps.
A pause of more than a day looks the same, since there is nobody to tell it from a jump.
"""

import logging
import time
from collections.abc import Callable

from knowledge.models import Model
from knowledge.store.records import SHARED
from knowledge.store.store import Store

Clock = Callable[[], float]
"""Seconds since 1970."""

_log = logging.getLogger(__name__)
_SETTING = "clock"
_DAY = 24 * 60 * 60
_OLDEST = "SELECT asked_at FROM questions ORDER BY asked_at LIMIT 1"
_FORGET = "DELETE FROM questions WHERE asked_at < ?"
_TIMES = {
    "questions": "asked_at",
    "votes": "voted_at",
    "seen": "seen_at",
    "helped": "helped_at",
    "calls": "called_at",
    "departures": "left_at",
    "unused_texts": "since",
    "items": "failing_since",
    "opted_out": "since",
}
_MEND = (
    *(f"UPDATE {table} SET {column} = ?1 WHERE {column} > ?1 + {_DAY}" for table, column in _TIMES.items()),  # noqa: S608 all constants
    *(f"UPDATE documents SET {column} = ?1 WHERE {column} > ?1 + {_DAY}" for column in ("added_at", "changed_at")),  # noqa: S608 the same
)


class Seen(Model):
    """The clock as it was looked at last; times in seconds since 1970."""

    at: int
    steady_since: int
    """When it was looked at first, or after its last jump."""
    jumped: bool = False
    """Whether there was one."""
    erased_at: int | None = None
    """When a day's worth of questions went last, after a jump; None = nothing waits to be erased."""


class Ageing:
    """Of all that goes with time. Look at the clock every hour or so."""

    def __init__(self, store: Store, clock: Clock = time.time) -> None:
        self._store = store
        self._clock = clock
        self._seen: Seen | None = None

    def now(self) -> int:
        """What the clock says, in seconds since 1970."""
        return int(self._clock())

    def horizon(self, age: int) -> int:
        """What is from before it is older than `age` seconds; 0 = nothing counts as old, for the clock has jumped."""
        return 0 if self._is_doubtful() else self.now() - age

    def has_passed(self, age: int) -> bool:
        """Whether so many seconds have passed since the clock jumped, if it ever did."""
        return self._seen is None or not self._seen.jumped or self.now() - self._seen.steady_since >= age

    async def look(self) -> None:
        """Notice whether the clock has jumped since the last time, also across restarts."""
        now, seen = self.now(), self._seen or await self._load()
        if seen is None:
            seen = Seen(at=now, steady_since=now)
        elif abs(now - seen.at) > _DAY:
            _log.warning(
                "The clock went from %d to %d since it was looked at: old questions go day by day", seen.at, now
            )
            seen = Seen(at=now, steady_since=now, jumped=True, erased_at=now)
        await self._keep(seen.model_copy(update={"at": now}))

    async def forget_questions(self, age: int) -> None:
        """Those older than `age` seconds; after a jump of the clock, a day's worth a day."""
        await self.look()
        now, seen = self.now(), self._seen
        before = now - age
        if seen is not None and seen.erased_at is not None:
            oldest = await self._store.first(int, _OLDEST)
            if oldest is None or oldest >= before:
                await self._keep(seen.model_copy(update={"erased_at": None}))
                return
            if now - seen.erased_at < _DAY:
                return
            before = min(before, oldest + _DAY)
            await self._keep(seen.model_copy(update={"erased_at": now}))
        await self._store.change(_FORGET, before)

    async def mend(self) -> None:
        """What is from the future came of a jump and would never grow old: it is from now.

        Only by a clock that has run for a day: one that has not been set yet, after a start, is years behind.
        """
        if self._seen is not None and self.now() - self._seen.steady_since >= _DAY:
            for statement in _MEND:
                await self._store.change(statement, self.now())

    def _is_doubtful(self) -> bool:
        seen = self._seen
        return seen is not None and (seen.erased_at is not None or abs(self.now() - seen.at) > _DAY)

    async def _load(self) -> Seen | None:
        kept = await self._store.setting(SHARED, _SETTING)
        return Seen.model_validate_json(kept) if kept else None

    async def _keep(self, seen: Seen) -> None:
        await self._store.set_setting(SHARED, _SETTING, seen.model_dump_json())
        self._seen = seen
