"""Readings wait in one queue: one file, page or thread at a time, and guilds take turns.

So a guild that brings a hundred files keeps another one waiting for one of them, and nobody who asks waits at all:
reading has a thread of its own.
"""

import asyncio
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from typing import Protocol, TypeVar

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


T = TypeVar("T")
OnAhead = Callable[[int], None]
"""Told how many readings come first, whenever that changes; 0 = it is this one's turn."""


class InTurn(Protocol):
    """Does some work on the thread that reads, when it is its turn."""

    def __call__(self, work: Callable[[], T], /) -> Awaitable[T]: ...


class ReadingQueue:
    """`interrupt` ends the work that is under way, at once, from any thread."""

    def __init__(self, interrupt: Callable[[], None]) -> None:
        self._interrupt = interrupt
        self._thread = ThreadPoolExecutor(1, "reading")
        self._waiting: dict[int, deque[_Waiting]] = {}
        """By guild, in the order in which guilds come next."""
        self._is_busy = self._is_closed = False

    def of(self, guild_id: int, on_ahead: OnAhead) -> InTurn:
        """For the readings of a guild."""
        return partial(self._run, guild_id, on_ahead)

    def close(self) -> None:
        """Ends what is under way; what waits or comes later is cancelled."""
        self._is_closed = True
        for waiting in [one for group in self._waiting.values() for one in group]:
            waiting.turn.cancel()
        self._thread.shutdown(wait=False, cancel_futures=True)
        self._interrupt()

    async def _run(self, guild_id: int, on_ahead: OnAhead, work: Callable[[], T], /) -> T:
        await self._turn(guild_id, on_ahead)
        try:
            return await self._done(work)
        finally:
            self._next()

    async def _turn(self, guild_id: int, on_ahead: OnAhead) -> None:
        if self._is_closed:
            raise asyncio.CancelledError
        if not self._is_busy:
            self._is_busy = True
            return
        waiting = _Waiting(on_ahead)
        self._waiting.setdefault(guild_id, deque()).append(waiting)
        self._tell()
        try:
            await waiting.turn
        except asyncio.CancelledError:
            if waiting.turn.done() and not waiting.turn.cancelled():
                self._next()
            else:
                self._leave(guild_id, waiting)
            raise

    async def _done(self, work: Callable[[], T]) -> T:
        """Cancelling ends the work, too: the next one must not wait for what nobody wants any more."""
        running = asyncio.get_running_loop().run_in_executor(self._thread, work)
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            while not running.done():
                self._interrupt()
                with suppress(asyncio.CancelledError):
                    await asyncio.wait([running], timeout=0.1)
            if not running.cancelled():
                running.exception()  # else it would be told as never looked at
            raise

    def _next(self) -> None:
        """The guild that has waited longest is served, and then waits behind the others."""
        if not self._waiting:
            self._is_busy = False
            return
        guild_id = next(iter(self._waiting))
        group = self._waiting.pop(guild_id)
        first = group.popleft()
        if group:
            self._waiting[guild_id] = group
        first.turn.set_result(None)
        first.on_ahead(0)
        self._tell()

    def _leave(self, guild_id: int, waiting: "_Waiting") -> None:
        group = self._waiting.get(guild_id, deque())
        if waiting in group:
            group.remove(waiting)
        if not group:
            self._waiting.pop(guild_id, None)
        self._tell()

    def _tell(self) -> None:
        for waiting, ahead in self._places():
            if ahead != waiting.ahead:
                waiting.ahead = ahead
                waiting.on_ahead(ahead)

    def _places(self) -> "Iterator[tuple[_Waiting, int]]":
        """Who waits, and how many come first: the one under way, then one of each guild in turn."""
        ahead = 1
        for turn in range(max(map(len, self._waiting.values()), default=0)):
            for group in self._waiting.values():
                if turn < len(group):
                    yield group[turn], ahead
                    ahead += 1


class _Waiting:
    def __init__(self, on_ahead: OnAhead) -> None:
        self.turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.on_ahead = on_ahead
        self.ahead = 0
