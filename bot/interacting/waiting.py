"""What to do while something takes longer than it should."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


async def waiting(work: Awaitable[T], patience: float, act: Callable[[], Awaitable[object]]) -> T:
    """The result of `work`; if that takes more than `patience` seconds, `act` is called once in the meantime."""
    task = asyncio.ensure_future(work)
    try:
        done, _ = await asyncio.wait({task}, timeout=patience)
        if not done:
            await act()
        return await task
    finally:
        task.cancel()
