"""Which server answers in direct messages: one that the person and the bot share, and the person chose.

Discord tells a bot without privileges nothing of who is where, so it is asked about this one person; only servers
that have documents of their own matter, so only those are asked about.
"""

import asyncio
import time
from contextlib import suppress
from typing import NamedTuple

import discord

from bot.connecting.patience import UNSENT
from knowledge.errors import NotKept
from knowledge.library import Library
from knowledge.store.records import SHARED

_FRESH = 300.0
"""Seconds for which somebody counts as a member after Discord said so."""
_AT_ONCE = 5
_REMEMBERED = 10_000


class _Seen(NamedTuple):
    """The guilds that somebody was in, and when that was found out."""

    guilds: tuple[int, ...]
    at: float


class HomeUnchosen(Exception):
    """Somebody shares more than one server with the bot and has not said which one answers them directly."""


class Homes:
    """Of all people who write directly."""

    def __init__(self, client: discord.Client, library: Library) -> None:
        self._client = client
        self._library = library
        self._seen: dict[int, _Seen] = {}
        self._unkept: dict[int, int] = {}
        """Choices that may not or could not be kept: gone with the process."""
        self._asking = asyncio.Semaphore(_AT_ONCE)

    async def of(self, user_id: int) -> int:
        """The guild that answers this person directly; SHARED if there is none. Raises HomeUnchosen."""
        shared = [guild.id for guild in await self.shared(user_id)]
        chosen = await self.chosen(user_id)
        if chosen in shared or chosen == SHARED:
            return chosen or SHARED
        if len(shared) > 1:
            raise HomeUnchosen
        return shared[0] if shared else SHARED

    async def chosen(self, user_id: int) -> int | None:
        """What they chose last; they may have left it since."""
        if user_id in self._unkept:
            return self._unkept[user_id]
        return await self._library.privacy.home(self._library.pseudonym(user_id))

    async def choose(self, user_id: int, guild_id: int) -> bool:
        """False = this is no server that both are in."""
        if guild_id != SHARED and guild_id not in [guild.id for guild in await self.shared(user_id)]:
            return False
        person = self._library.pseudonym(user_id)
        with suppress(NotKept):
            await self._library.privacy.set_home(person, guild_id)
        if await self._library.privacy.home(person) != guild_id:
            self._unkept[user_id] = guild_id
        return True

    async def shared(self, user_id: int) -> list[discord.Guild]:
        """The servers that have documents of their own and this person in them, by name."""
        seen = self._seen.get(user_id)
        if seen is None or seen.at < time.monotonic() - _FRESH:
            seen = await self._look(user_id)
        found = (self._client.get_guild(guild_id) for guild_id in seen.guilds)
        return sorted((guild for guild in found if guild), key=lambda guild: guild.name.casefold())

    async def _look(self, user_id: int) -> _Seen:
        guilds = [guild for guild in self._client.guilds if self._library.has_documents(guild.id)]
        present = await asyncio.gather(*(self._is_in(guild, user_id) for guild in guilds))
        ids = tuple(guild.id for guild, is_in in zip(guilds, present, strict=True) if is_in)
        if len(self._seen) >= _REMEMBERED:
            self._seen.clear()
        self._seen[user_id] = _Seen(ids, time.monotonic())
        return self._seen[user_id]

    async def _is_in(self, guild: discord.Guild, user_id: int) -> bool:
        """Not if Discord cannot say it now: rather no answer from a server than one to a stranger."""
        try:
            async with self._asking:
                await guild.fetch_member(user_id)
        except (discord.HTTPException, *UNSENT):
            return False
        return True
