"""Waiting for something to change, and what is raised when somebody waited in vain."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(eq=False, kw_only=True)
class Watched:
    """Something to wait for: whoever changes it calls `touch`, whoever waits gives a condition."""

    _waiting: list[asyncio.Future[None]] = field(default_factory=list, init=False, repr=False)

    def touch(self) -> None:
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def next_change(self, timeout: float = 5.0) -> bool:  # noqa: ASYNC109 - see until
        """Wait for the next `touch`; whether it came within `timeout` seconds."""
        future = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        await asyncio.wait([future], timeout=timeout)
        return future.done()

    async def until(self, condition: Callable[[], bool], timeout: float = 5.0) -> bool:  # noqa: ASYNC109 - a wait that ends is the point of it
        """Wait until the condition holds; whether it did within `timeout` seconds."""
        try:
            async with asyncio.timeout(timeout):
                while not condition():
                    future = asyncio.get_running_loop().create_future()
                    self._waiting.append(future)
                    await future
        except TimeoutError:
            return False
        return True


class NoAnswer(TimeoutError):
    """The bot did not do what somebody waited for; the text says what it did instead."""


class NotOffered(LookupError):
    """A person tried what Discord's client would not have let them: a hidden command, a missing or dead button."""
