"""`quoth run`: connect, stay, leave."""

import asyncio
import signal
import sys
from contextlib import suppress

import aiohttp
import discord
from discord.http import Route
from pydantic import SecretStr

from bot.client import Quoth, api_base
from bot.settings import NO_TOKEN, Settings
from knowledge.library import Library
from knowledge.sources.fetching import Fetcher

_STOPPED, _FAILED = 0, 2
_TURN = 0.0005
"""Seconds that a thread which analyses documents may keep a question waiting; Python's own 5 ms add up to a tenth of a
second, for a question changes threads a dozen times."""
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


async def run_bot(settings: Settings) -> int:
    """Stay connected until SIGINT or SIGTERM. Returns the exit code: 0, or 2 after saying on stderr why it cannot stay.

    Raises KnowledgeError when the database or the documents cannot be used.
    """
    if settings.discord_token is None:
        return _fail(NO_TOKEN)
    sys.setswitchinterval(_TURN)
    _stop_on_signals()
    try:
        await _stay(settings, settings.discord_token)
    except asyncio.CancelledError:
        return _STOPPED
    except tuple(_REASONS) as error:
        return _fail(_reason(error, settings))
    return _STOPPED


async def _stay(settings: Settings, token: SecretStr) -> None:
    Route.BASE = api_base(settings)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # a bot that reads needs no voice
    fetcher = Fetcher(settings.allowed_networks)
    opening = Library.open(settings.database_path, settings.knowledge_path, settings.retention_days, fetcher)
    async with await opening as library, Quoth(settings, library) as client:
        await client.start(token.get_secret_value())


def _stop_on_signals() -> None:
    """Cancels this task, so that everything closes in its order."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    if task is None:
        return
    with suppress(NotImplementedError):  # Windows has none, there Ctrl-C interrupts
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, task.cancel)


def _reason(error: BaseException, settings: Settings) -> str:
    sentence = next(_REASONS[kind] for kind in type(error).__mro__ if kind in _REASONS)
    return sentence.format(error=error, api=api_base(settings))


def _fail(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return _FAILED
