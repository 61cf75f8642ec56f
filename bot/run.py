"""`quoth run`: connect, stay, leave."""

import asyncio
import ctypes
import logging
import os
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path

import aiohttp
import discord
from discord.http import Route
from pydantic import SecretStr

from bot.client import Quoth, api_base
from bot.settings import NO_TOKEN, Settings
from knowledge import alone, recover
from knowledge.library import READING, Library
from knowledge.sources import Fetcher

_log = logging.getLogger(__name__)
_STOPPED, _FAILED = 0, 2
_LONGEST_FAREWELL = 4.5
"""Seconds from the signal to the end, whatever runs; whoever stops services often waits for 10."""
_TURN = 0.0005
"""Seconds that a thread which analyses documents may keep a question waiting; Python's own 5 ms add up to a tenth of a
second, for a question changes threads a dozen times."""
_ARENAS = -8
"""M_ARENA_MAX of malloc.h (https://man7.org/linux/man-pages/man3/mallopt.3.html)."""
_REASONS: dict[type[BaseException], str] = {
    discord.LoginFailure: "Discord refused DISCORD_TOKEN. Make a new one at https://discord.com/developers/applications"
    " under Bot › Reset Token.",
    discord.ConnectionClosed: "Discord has ended the connection for good, with the code {error.code}"
    " (https://discord.com/developers/docs/topics/opcodes-and-status-codes).",
    discord.PrivilegedIntentsRequired: "Discord refused the intents of the bot. If MESSAGE_CONTENT=true, switch on"
    " “Message Content Intent” at https://discord.com/developers/applications under Bot; or set MESSAGE_CONTENT=false,"
    " and the bot answers when it is mentioned.",
    discord.HTTPException: "Discord at {api} answered {error.status}: {error.text}",
    discord.GatewayNotFound: "Discord at {api} does not say where its gateway is.",
    aiohttp.ClientError: "Discord cannot be reached at {api}: {error}.",
    OSError: "Discord cannot be reached at {api}: {error}.",
}


async def run_bot(settings: Settings, *, recovers: bool = False) -> int:
    """Stay connected until SIGINT or SIGTERM. Returns the exit code: 0, or 2 after saying on stderr why it cannot stay.

    `recovers`: a damaged database is kept aside, and what can be read of it goes on.

    Raises KnowledgeError when the database or the documents cannot be used.
    """
    if settings.discord_token is None:
        return _fail(NO_TOKEN)
    sys.setswitchinterval(_TURN)
    _share_memory()
    _stop_on_signals()
    try:
        await _stay(settings, settings.discord_token, recovers=recovers)
    except asyncio.CancelledError:
        return _STOPPED
    except tuple(_REASONS) as error:
        return _fail(_reason(error, settings))
    return _STOPPED


def _share_memory() -> None:
    """All threads take memory from one place: each place of its own would keep what was once needed there, some 3 MB.

    Only the GNU C library has this setting.
    """
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(_ARENAS, 1)


async def _stay(settings: Settings, token: SecretStr, *, recovers: bool) -> None:
    Route.BASE = api_base(settings)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # a bot that reads needs no voice
    fetcher = Fetcher(settings.allowed_networks)
    database, folder = settings.database_path, settings.knowledge_path
    with alone(database):
        if recovers:
            await asyncio.to_thread(_recover, database)
        meaning = READING if settings.meaning else None
        opening = Library.open(database, folder, settings.retention_days, fetcher, meaning=meaning)
        async with await opening as library, Quoth(settings, library) as client:
            await client.start(token.get_secret_value())


def _recover(database: Path) -> None:
    recovered = recover(database)
    if recovered is None:
        _log.info("The database %s is whole: there is nothing to recover", database)
    else:
        _log.warning("The damaged database is kept as %s; %d rows of it are saved", *recovered)


def _stop_on_signals() -> None:
    """Cancels this task, so that everything closes in its order."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    if task is None:
        return
    with suppress(NotImplementedError):  # Windows has none, there Ctrl-C interrupts
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, _stop, task)


def _stop(task: asyncio.Task[None]) -> None:
    """Threads cannot be stopped; what they still do is lost at the latest now, and nothing that was kept is."""
    task.cancel()
    last = threading.Timer(_LONGEST_FAREWELL, _leave)
    last.daemon = True
    last.start()


def _leave() -> None:
    _log.warning("Something was still being done %.1f seconds after the signal; it is given up", _LONGEST_FAREWELL)
    logging.shutdown()
    os._exit(_STOPPED)


def _reason(error: BaseException, settings: Settings) -> str:
    sentence = next(_REASONS[kind] for kind in type(error).__mro__ if kind in _REASONS)
    return sentence.format(error=error, api=api_base(settings))


def _fail(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return _FAILED
