"""Requests to Discord, as discord.py (2.7.1) makes them, and again where the connection breaks.

discord.py itself tries again after an HTTP error of Discord's, but not after a broken connection on Linux.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable
from typing import Any

import aiohttp
from discord.http import HTTPClient, MultipartParameters, Route

from bot.connecting.patience import again, growing, never_arrived, passes, told, worth_repeating

_log = logging.getLogger(__name__)
_ATTEMPT = aiohttp.ClientTimeout(total=15)
"""Seconds for one attempt without files, chosen by hand; aiohttp's own patience is five minutes."""
_AT_START = frozenset({"/users/@me", "/gateway", "/oauth2/applications/@me"})
"""Asked before the bot is there: it waits for them as long as it takes."""
_HARMLESS = frozenset({"/users/@me/channels", "/channels/{channel_id}/typing"})
"""What may be posted twice: the second time changes nothing."""
_FIRST, _LONGEST = 1.0, 60.0  # seconds between two attempts to start, chosen by hand


class PatientHTTP(HTTPClient):
    """Everything that is asked of Discord but the answers to interactions, which have a way of their own."""

    async def request(self, route: Route, *, files: Any = None, form: Any = None, **kwargs: Any) -> Any:
        """Raises what discord.py raises, and aiohttp.ClientError or OSError when Discord cannot be reached."""
        ask, tries = super().request, 0

        async def attempt() -> object:
            nonlocal tries
            for file in files or ():
                file.reset(seek=tries)
            tries += 1
            return await ask(route, files=files, form=form, **kwargs)

        if not files:
            kwargs.setdefault("timeout", _ATTEMPT)
        name = f"{route.method} {route.path}"
        if route.path in _AT_START:
            return await _as_long_as_it_takes(attempt, name)
        return await again(attempt, worth_repeating if _is_safe(route, kwargs) else never_arrived, name)

    def send_message(self, channel_id: int | str, *, params: MultipartParameters) -> Any:
        """Never twice: Discord knows a message that it has by the number that was made for it."""
        if params.payload is not None and "nonce" not in params.payload:
            params.payload.update(nonce=secrets.token_hex(12), enforce_nonce=True)  # at most 25 characters
        return super().send_message(channel_id, params=params)


def _is_safe(route: Route, kwargs: dict[str, Any]) -> bool:
    """Whether doing it twice is doing it once."""
    return route.method != "POST" or route.path in _HARMLESS or bool((kwargs.get("json") or {}).get("enforce_nonce"))


async def _as_long_as_it_takes(attempt: Callable[[], Any], name: str) -> Any:
    for pause in growing(_FIRST, _LONGEST):
        try:
            return await attempt()
        except Exception as error:
            if not passes(error):
                raise
            _log.warning("Discord cannot be reached (%s: %s). Trying again in %d s", name, told(error), pause)
            await asyncio.sleep(pause)
    raise AssertionError("the pauses never end")
