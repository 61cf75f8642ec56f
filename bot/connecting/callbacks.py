"""Answers to interactions, as discord.py (2.7.1) sends them, and again where the connection breaks.

Discord takes the first answer to an interaction once, so it may be sent again; its changes may, too. Only further
messages may not: Discord has no way to tell whether it has them already.
"""

import asyncio
from contextlib import suppress
from typing import Any

import aiohttp
import discord
from discord.http import Route
from discord.webhook.async_ import AsyncWebhookAdapter

from bot.connecting.patience import again, never_arrived, worth_repeating

_ALREADY_ANSWERED = 40060  # https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
_ATTEMPT = 30.0
"""Seconds for one attempt without files, chosen by hand: discord.py waits up to 25 of them for Discord to recover."""
_APPLICATION_COMMAND = 2


class PatientAdapter(AsyncWebhookAdapter):
    """The way of all answers to interactions, for the application with this id."""

    def __init__(self, application_id: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.application_id = application_id

    async def request(self, route: Route, session: aiohttp.ClientSession, **kwargs: Any) -> Any:
        """Raises what discord.py raises, and aiohttp.ClientError or OSError when Discord cannot be reached."""
        first = route.path.endswith("/callback")
        try:
            return await self._repeated(route, session, safe=first or route.method != "POST", **kwargs)
        except discord.NotFound:
            if route.method != "DELETE":
                raise
            return None  # it is gone, as it should be
        except discord.HTTPException as error:
            if not first or error.code != _ALREADY_ANSWERED:
                raise
            return await self._receipt(route, session)

    async def _repeated(self, route: Route, session: aiohttp.ClientSession, *, safe: bool, **kwargs: Any) -> Any:
        ask, files, tries = super().request, kwargs.get("files") or (), 0

        async def attempt() -> Any:
            nonlocal tries
            for file in files:
                file.reset(seek=tries)
            tries += 1
            async with asyncio.timeout(None if files else _ATTEMPT):
                return await ask(route, session, **kwargs)

        return await again(attempt, _is_broken if safe else never_arrived, "Answering an interaction")

    async def _receipt(self, route: Route, session: aiohttp.ClientSession) -> Any:
        """What Discord said when it took the answer, which got lost."""
        about: dict[str, Any] = {"id": str(route.webhook_id), "type": _APPLICATION_COMMAND}
        token = str(route.webhook_token)
        with suppress(discord.HTTPException):  # a form, or something that is typed, has no message
            original = await self.get_original_interaction_response(self.application_id, token, session=session)
            about["response_message_id"] = original["id"]
        return {"interaction": about}


def _is_broken(error: BaseException) -> bool:
    """Here discord.py has tried five times after every failure of Discord's own."""
    return worth_repeating(error) and not isinstance(error, discord.HTTPException)
