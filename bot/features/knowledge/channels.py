"""Threads that are knowledge follow what happens to them: what is changed or deleted there is so here at once."""

import asyncio
import logging
from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.connecting.patience import UNSENT, told
from bot.features.knowledge.threads import Threads, read_thread
from bot.ui.feature import Feature
from bot.ui.host import Host
from knowledge.errors import KnowledgeError, NotKept
from knowledge.sources import Kind

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.store.records import StoredSource

_log = logging.getLogger(__name__)
_AGAIN = 30.0
"""Seconds after which what could not be kept is read once more. Chosen by hand."""


class Channels(commands.Cog):
    """Only threads of channels that somebody added are looked at."""

    def __init__(self, bot: Host, library: "Library") -> None:
        self._bot = bot
        self._library = library
        self._reading: dict[int, asyncio.Task[None]] = {}
        self._again: set[int] = set()
        library.read_threads_with(Threads(bot, library.pseudonym).of)

    async def cog_unload(self) -> None:
        for task in self._reading.values():
            task.cancel()

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        if message.guild and not message.author.bot:
            await self._follow(message.guild.id, message.channel.id, message.id)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, edited: discord.RawMessageUpdateEvent) -> None:
        await self._follow(edited.guild_id, edited.channel_id, edited.message_id)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, deleted: discord.RawMessageDeleteEvent) -> None:
        await self._follow(deleted.guild_id, deleted.channel_id, deleted.message_id)

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, deleted: discord.RawBulkMessageDeleteEvent) -> None:
        for message_id in deleted.message_ids:
            await self._follow(deleted.guild_id, deleted.channel_id, message_id)

    @commands.Cog.listener()
    async def on_raw_thread_update(self, updated: discord.RawThreadUpdateEvent) -> None:
        await self._follow(updated.guild_id, updated.thread_id, updated.thread_id)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, deleted: discord.RawThreadDeleteEvent) -> None:
        if source := self._source(deleted.guild_id, deleted.parent_id):
            try:
                await self._library.sources.drop_thread(source.guild_id, source.number, str(deleted.thread_id))
            except NotKept:  # what cannot be read any more is dropped, too
                self._read(source, deleted.thread_id)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        if source := self._source(channel.guild.id, channel.id):
            await self._library.sources.remove(source.guild_id, source.number)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Nobody told us what happened while we were away."""
        for guild in self._bot.guilds:
            for source in self._sources(guild.id):
                await self._catch_up(source)

    async def _catch_up(self, source: "StoredSource") -> None:
        try:
            await self._library.sources.sync(source.guild_id, source.number, by_itself=True)
        except KnowledgeError as error:
            _log.warning("Channel %s was not read: %s", source.address, error)

    def _sources(self, guild_id: int) -> "list[StoredSource]":
        return [one for one in self._library.sources.register.of(guild_id) if one.kind == Kind.CHANNEL]

    def _source(self, guild_id: int | None, channel_id: int | None) -> "StoredSource | None":
        return self._library.sources.register.find(guild_id or 0, Kind.CHANNEL, str(channel_id))

    async def _follow(self, guild_id: int | None, channel_id: int, message_id: int) -> None:
        """A message in a thread concerns it; one in a channel, the thread that was made of it."""
        if not guild_id or not self._sources(guild_id):
            return
        if source := self._source(guild_id, channel_id):
            if await self._is_held(source, message_id):
                self._read(source, message_id)
            return
        thread = self._bot.get_channel(channel_id) or await self._fetch(channel_id)
        if isinstance(thread, discord.Thread) and (source := self._source(guild_id, thread.parent_id)):
            self._read(source, thread.id)

    async def _is_held(self, source: "StoredSource", thread_id: int) -> bool:
        base = await self._library.base(source.guild_id)
        return f"{source.number}/{thread_id}" in base.documents

    async def _fetch(self, channel_id: int) -> object:
        try:
            return await self._bot.fetch_channel(channel_id)
        except (discord.HTTPException, *UNSENT):
            return None

    def _read(self, source: "StoredSource", thread_id: int) -> None:
        """One reading of a thread at a time; what happens meanwhile is read after it."""
        if thread_id in self._reading:
            self._again.add(thread_id)
            return
        task = asyncio.create_task(self._keep_reading(source, thread_id))
        self._reading[thread_id] = task
        task.add_done_callback(lambda _: self._reading.pop(thread_id, None))

    async def _keep_reading(self, source: "StoredSource", thread_id: int) -> None:
        self._again.add(thread_id)
        while thread_id in self._again:
            self._again.discard(thread_id)
            try:
                await self._update(source, thread_id)
            except NotKept:  # the database has told the log itself
                self._again.add(thread_id)
                await asyncio.sleep(_AGAIN)
            except KnowledgeError as error:
                _log.warning("Thread %d was not read: %s", thread_id, error)

    async def _update(self, source: "StoredSource", thread_id: int) -> None:
        """What cannot be read now may have been deleted: it is not quoted until it can be read again."""
        sources = self._library.sources
        try:
            thread = self._bot.get_channel(thread_id) or await self._bot.fetch_channel(thread_id)
            if not isinstance(thread, discord.Thread) or thread.is_private():
                return
            read = await read_thread(thread, self._library.pseudonym)
        except (discord.HTTPException, *UNSENT) as error:
            _log.warning("Thread %d cannot be read: %s", thread_id, told(error))
            await sources.drop_thread(source.guild_id, source.number, str(thread_id))
        else:
            await sources.put_thread(source.guild_id, source.number, read)


FEATURE = Feature(cogs=lambda host: [Channels(host, host.library)])
