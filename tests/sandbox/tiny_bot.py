"""A small bot on the real discord.py, to see whether the sandbox is Discord to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

if TYPE_CHECKING:
    from bot.sandbox import Sandbox

Found = Callable[..., Awaitable[Any]]


class TinyBot(discord.Client):
    """Keeps the names of all events that it got; what it does on messages is set by each test."""

    def __init__(self, intents: discord.Intents | None = None) -> None:
        super().__init__(intents=intents or discord.Intents.default(), guild_ready_timeout=0.05)
        self.tree = app_commands.CommandTree(self)
        self.events: list[str] = []
        self.messages: list[discord.Message] = []
        self.answer: Callable[[discord.Message], Awaitable[Any]] | None = None

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """The library waits five seconds before it identifies again; here nobody limits that."""

    async def on_socket_event_type(self, event: str) -> None:
        self.events.append(event)

    async def on_message(self, message: discord.Message) -> None:
        self.messages.append(message)
        if self.answer is not None and message.author != self.user:
            await self.answer(message)

    async def ask(self, method: str, path: str, body: Any = None) -> Any:
        """A request with a body of its own, through the library's HTTP client."""
        return await self.http.request(Route(method, path), json=body)

    async def seen(self, event: str, times: int = 1) -> bool:
        """Whether an event comes within two seconds."""
        for _ in range(200):
            if self.events.count(event) >= times:
                return True
            await asyncio.sleep(0.01)
        return False


def point_at(sandbox: Sandbox) -> None:
    """Let discord.py take the sandbox for Discord."""
    Route.BASE = sandbox.url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(sandbox.gateway.url)


@asynccontextmanager
async def logged_in(sandbox: Sandbox) -> AsyncIterator[TinyBot]:
    """A bot that uses REST alone."""
    point_at(sandbox)
    bot = TinyBot()
    await bot.login(sandbox.token)
    try:
        yield bot
    finally:
        await bot.close()


@asynccontextmanager
async def running(sandbox: Sandbox, bot: TinyBot | None = None) -> AsyncIterator[TinyBot]:
    """A bot that is connected, with its commands registered."""
    point_at(sandbox)
    bot = bot or TinyBot()
    await bot.login(sandbox.token)
    if bot.tree.get_commands():
        await bot.tree.sync()
    connection = asyncio.create_task(bot.connect())
    try:
        await sandbox.ready(commands=False)
        await asyncio.wait_for(bot.wait_until_ready(), 5)
        yield bot
    finally:
        await bot.close()
        connection.cancel()
        await asyncio.gather(connection, return_exceptions=True)
