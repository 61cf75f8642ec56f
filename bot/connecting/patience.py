"""Trying again: after which failures, how often, and for how long."""

import asyncio
import json
import logging
import re
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

import aiohttp
import discord

_log = logging.getLogger(__name__)
T = TypeVar("T")
_FIRST, _LONGEST = 0.5, 8.0  # seconds, chosen by hand
ENOUGH = 45.0
"""Seconds after which what was to be sent is of no use any more; chosen by hand, longer than a router's restart."""
_KEY = re.compile(r"(webhooks|interactions)/[0-9]+/[^/ ]+")
UNSENT = (aiohttp.ClientError, OSError, discord.DiscordServerError, discord.NotFound, discord.RateLimited)
"""What means that nothing arrived, and that nothing is wrong with what was sent."""


def passes(error: BaseException) -> bool:
    """Whether this may be over soon: a connection that broke or was not made, or a failure of Discord's own."""
    if isinstance(error, discord.HTTPException):
        return error.status >= 500 or error.status == 429
    return isinstance(error, aiohttp.ClientError | OSError | json.JSONDecodeError) and not _is_for_good(error)


def _is_for_good(error: BaseException) -> bool:
    """An address that leads nowhere stays so."""
    return isinstance(error, aiohttp.InvalidURL)


def never_arrived(error: BaseException) -> bool:
    """Whether the connection failed before anything could be sent, so that even what is not safe to repeat is."""
    return isinstance(error, aiohttp.ClientConnectorError)


def worth_repeating(error: BaseException) -> bool:
    """As `passes`, unless discord.py has waited as it was told to, five times."""
    return passes(error) and not (isinstance(error, discord.HTTPException) and error.status == 429)


def growing(first: float, longest: float) -> Iterator[float]:
    """Pauses in seconds, each twice the one before, and no end to them."""
    pause = first
    while True:
        yield pause
        pause = min(2 * pause, longest)


async def again(attempt: Callable[[], Awaitable[T]], worth: Callable[[BaseException], bool], doing: str) -> T:
    """What `attempt` returns, tried again for `ENOUGH` seconds while the failure is `worth` it. Raises the last one."""
    until = time.monotonic() + ENOUGH
    for pause in growing(_FIRST, _LONGEST):
        try:
            return await attempt()
        except Exception as error:
            if not worth(error) or time.monotonic() + pause > until:
                raise
            _log.info("%s: %s. Trying again", doing, told(error))
            await asyncio.sleep(pause)
    raise AssertionError("the pauses never end")


def told(error: BaseException) -> str:
    """In a line; some errors have no words of their own, and some name an address with the key to an interaction."""
    return _KEY.sub(r"\1/…", f"{error}") or type(error).__name__
