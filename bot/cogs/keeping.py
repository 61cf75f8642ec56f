"""Sources are looked at again when their time comes."""

import asyncio
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from discord.ext import commands

from knowledge.current import keep_current

if TYPE_CHECKING:
    from knowledge.library import Library

_log = logging.getLogger(__name__)
_PAUSE = 60.0
"""Seconds after a failure that nobody foresaw."""


class Keeping(commands.Cog):
    """One task from the connection to the end."""

    def __init__(self, bot: commands.Bot, library: "Library", folder: Path) -> None:
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
