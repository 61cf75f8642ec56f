"""Staying connected to the gateway.

As Client.connect of discord.py (2.7.1), which takes for granted that the first connection succeeds, writes a traceback
for each that does not, and pauses for up to a quarter of an hour.
"""

import asyncio
import logging
import time
from collections.abc import Iterator
from typing import Any

import aiohttp
import discord
from discord.gateway import DiscordWebSocket, ReconnectWebSocket

from bot.connecting.patience import growing, told

_log = logging.getLogger(__name__)
_HANDSHAKE = 60.0  # seconds, as in discord.py
_STEADY = 60.0
"""Seconds after which a connection counts as good, so that the next one is tried at once; chosen by hand."""
_FIRST, _LONGEST = 1.0, 120.0
"""Seconds between two attempts: Discord allows 1,000 new sessions a day
(https://discord.com/developers/docs/events/gateway#session-start-limit-object)."""
_DISALLOWED_INTENTS, _NORMAL = 4014, 1000  # https://discord.com/developers/docs/topics/opcodes-and-status-codes
_LOST = (OSError, discord.HTTPException, discord.GatewayNotFound, discord.ConnectionClosed, aiohttp.ClientError)


async def stay_connected(client: discord.Client) -> None:
    """Until the client is closed. Raises ConnectionClosed or PrivilegedIntentsRequired when it may not come back."""
    begin: dict[str, object] = {"initial": True, "shard_id": client.shard_id}
    pauses = _pauses()
    while not client.is_closed():
        began = time.monotonic()
        try:
            await _listen(client, begin)
        except ReconnectWebSocket as error:
            begin = _next(client, resume=error.resume)
        except _LOST as error:
            _refuse_what_is_for_good(error)
            begin = _next(client, resume=True)
            _log.warning("The connection to Discord's gateway failed: %s. Trying again", told(error))
        if client.is_closed():
            return
        client.dispatch("disconnect")
        pauses = _pauses() if time.monotonic() - began > _STEADY else pauses
        await asyncio.sleep(next(pauses))


async def _listen(client: discord.Client, begin: dict[str, Any]) -> None:
    """Ends only by raising."""
    connecting = DiscordWebSocket.from_client(client, **begin)
    client.ws = await asyncio.wait_for(connecting, timeout=_HANDSHAKE)
    while True:
        await client.ws.poll_event()


def _next(client: discord.Client, *, resume: bool) -> dict[str, Any]:
    """How to begin the next connection: where the last one ended, or anew if there was none or it may not go on."""
    last: DiscordWebSocket | None = client.ws
    if last is None:
        return {"initial": True, "shard_id": client.shard_id}
    begin: dict[str, object] = {"shard_id": client.shard_id, "sequence": last.sequence, "session": last.session_id}
    return begin | {"resume": True, "gateway": last.gateway} if resume and last.session_id else begin


def _refuse_what_is_for_good(error: BaseException) -> None:
    """Raises it, if trying again would be refused as well."""
    if isinstance(error, discord.ConnectionClosed):
        if error.code == _DISALLOWED_INTENTS:
            raise discord.PrivilegedIntentsRequired(error.shard_id) from None
        if error.code != _NORMAL:
            raise error


def _pauses() -> Iterator[float]:
    """At once the first time."""
    yield 0.0
    yield from growing(_FIRST, _LONGEST)
