"""What to do while something takes longer than it should."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

_log = logging.getLogger(__name__)
T = TypeVar("T")
Act = Callable[[], Awaitable[object]]


async def waiting(work: Awaitable[T], patience: float, act: Act) -> T:
    """The result of `work`; if that takes more than `patience` seconds, `act` is called once in the meantime.

    `act` has ended when this returns; that it failed is only logged.
    """
    task = asyncio.ensure_future(work)
    try:
        if not await _ends(task, patience):
            await _try(act)
        return await task
    finally:
        task.cancel()


async def announcing(work: Awaitable[T], patience: float, act: Act) -> T:
    """As `waiting`, but `act` is given up as soon as the result is there: nobody waits for it."""
    task = asyncio.ensure_future(work)
    announcement = None
    try:
        if not await _ends(task, patience):
            announcement = asyncio.ensure_future(_try(act))
        return await task
    finally:
        task.cancel()
        if announcement:
            announcement.cancel()


async def _ends(task: asyncio.Future[T], seconds: float) -> bool:
    done, _ = await asyncio.wait({task}, timeout=seconds)
    return bool(done)


async def _try(act: Act) -> None:
    try:
        await act()
    except Exception as error:  # noqa: BLE001 whatever it is, the work goes on
        _log.info("Could not tell that it takes a while: %s", error or type(error).__name__)
