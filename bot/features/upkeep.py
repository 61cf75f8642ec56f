"""What is done without being asked: sources are looked at again; old questions and servers that were left go."""

import asyncio
import logging
from pathlib import Path

import discord
from discord.ext import commands

from bot.ui.feature import Feature
from bot.ui.host import Host
from knowledge import keep_current
from knowledge.errors import UnusableDatabase
from knowledge.library import Library

_log = logging.getLogger(__name__)
_PAUSE = 60.0
"""Seconds after a failure that nobody foresaw."""


class Keeping(commands.Cog):
    """One task from the connection to the end."""

    def __init__(self, bot: Host, library: Library, folder: Path) -> None:
        self._bot = bot
        self._library = library
        self._folder = folder

    async def cog_load(self) -> None:
        self._task = asyncio.create_task(self._keep())

    async def cog_unload(self) -> None:
        """Waits, so that nothing is being read when the library closes."""
        self._task.cancel()
        await asyncio.wait({self._task})

    async def _keep(self) -> None:
        """Channels cannot be read before the connection stands."""
        await self._bot.wait_until_ready()
        while True:
            try:
                await keep_current(self._library, self._folder)
            except Exception:  # noqa: BLE001 whatever it is, the next turn may go well
                _log.exception("The schedules failed; they go on in %d seconds", _PAUSE)
            await asyncio.sleep(_PAUSE)


_DAY = 24 * 60 * 60
_AGAIN = 10 * 60
"""Seconds until the next attempt. Chosen by hand."""
_HOUR = 60 * 60
"""Seconds between two looks, by a clock that cannot jump."""


class Leaving(commands.Cog):
    """Nobody has to ask for it."""

    def __init__(self, bot: Host, library: Library, grace_days: int) -> None:
        self._bot = bot
        self._library = library
        self._grace = grace_days * _DAY
        self._task: asyncio.Task[None] | None = None

    async def cog_unload(self) -> None:
        """Waits, so that nothing is being erased when the library closes."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Which guilds there are is known only now; it comes again after every new session."""
        if self._task is None:
            self._task = asyncio.create_task(self._keep_tidy())

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await self._library.departures.leaves(guild.id)
        _log.info("Left the server %d; what I keep of it goes in %d days", guild.id, self._grace // _DAY)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self._library.departures.returns(guild.id)

    async def _keep_tidy(self) -> None:
        while True:
            await self._tidy()
            await asyncio.sleep(_HOUR)

    async def _tidy(self) -> None:
        """What fails is tried again, until it is done."""
        while not await self._tidied():  # noqa: ASYNC110 it is no event that is waited for, but the next attempt
            await asyncio.sleep(_AGAIN)

    async def _tidied(self) -> bool:
        try:
            await self._library.departures.stays({guild.id for guild in self._bot.guilds})
            gone = await self._library.housekeeping.tidy(self._grace)
        except UnusableDatabase:  # it has told the log itself
            return False
        except Exception:  # noqa: BLE001 whatever it is, it must not end this for good
            _log.exception("What is old was not erased; I try again in %d minutes", _AGAIN // 60)
            return False
        for guild_id in gone:
            _log.info("Erased what was kept of the server %d", guild_id)
        return True


def _cogs(host: Host) -> list[commands.Cog]:
    leaving = Leaving(host, host.library, host.settings.grace_days)
    return [leaving, Keeping(host, host.library, host.settings.knowledge_path)]


FEATURE = Feature(cogs=_cogs)
