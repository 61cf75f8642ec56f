"""What is left to do when the rows of a person are gone: their words elsewhere, and the files themselves."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Iterable

from knowledge.store.database import finish
from knowledge.store.stale_replies import erase_stale_quotes, erase_stale_quotes_of
from knowledge.store.store import Store

LeaveOut = Callable[[frozenset[str]], Awaitable[Iterable[int]]]
Forget = Callable[[int], Awaitable[None]]

MESSAGES, FILE = "messages", "file"
"""Steps: the words of those who opted out; what the file holds of rows that are gone."""
ADD_STEP = "INSERT OR IGNORE INTO erasures (step) VALUES (?)"
_STEPS = "SELECT step FROM erasures"
_DONE = "DELETE FROM erasures WHERE step = ?"
_SMALL = 64_000_000
"""Bytes of a file that is written anew at once, in 0.7 s; a larger one is once a day. Chosen by hand."""

_ANSWERING = 60.0
"""Seconds; no answer takes as long. Chosen by hand."""


class Erasing:
    """One at a time. Steps are written down with what begins them, so that a restart goes on."""

    def __init__(self, store: Store, leave_out: LeaveOut, forget: Forget) -> None:
        """`leave_out` takes the words of people (pseudonyms) out of what answers, and returns the guilds where there
        were some; `forget` erases what was analysed for a guild.
        """
        self._store = store
        self._leave_out = leave_out
        self._forget = forget
        self._alone = asyncio.Lock()
        self._erased_at = -math.inf
        """When words were last taken out of what answers."""

    async def go_on(self, *, at_leisure: bool = False) -> None:
        """Do what is left to do, to the end. `at_leisure` it may take a while, in which nothing is kept."""
        await finish(self._go_on(None if at_leisure else _SMALL))

    async def settle(self) -> None:
        """Wait for what is being erased."""
        async with self._alone:
            pass

    async def check_reply(self, number: int) -> None:
        """What was found before words were erased, and kept after it, is erased as well."""
        if time.monotonic() - self._erased_at > _ANSWERING or not await erase_stale_quotes_of(self._store, number):
            return
        await self._store.change(ADD_STEP, FILE)
        await self.go_on()

    async def _go_on(self, most: int | None) -> None:
        async with self._alone:
            steps = await self._store.rows(str, _STEPS)
            if MESSAGES in steps:
                await self._erase_messages()
                await self._store.change(_DONE, MESSAGES)
            if FILE in steps and await self._store.sweep(most):
                await self._store.change(_DONE, FILE)

    async def _erase_messages(self) -> None:
        """From what answers, from what was answered, and from what was analysed."""
        people = await self._store.catalog.opted_out()
        guilds = await self._leave_out(people)
        self._erased_at = time.monotonic()
        await erase_stale_quotes(self._store)
        for guild_id in guilds:
            await self._forget(guild_id)
