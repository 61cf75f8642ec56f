"""What was asked while the bot was away: it is answered when it comes back, if that was not long."""

import asyncio
import itertools
import logging
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta

import discord
from discord.ext import commands
from discord.utils import time_snowflake, utcnow

from bot.connecting.patience import UNSENT, passes, told
from bot.ui.host import Host
from knowledge.library import Library

_log = logging.getLogger(__name__)
_Channel = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread
_AWAY = timedelta(minutes=5)
"""What is older has been answered by people or forgotten; chosen by hand."""
_CHANNELS, _DIRECT, _MESSAGES = 100, 20, 50
"""Looked at, however many servers there are: channels, direct conversations, and messages in each of them."""
_PACE = 0.1
"""Seconds between two requests: a fifth of the fifty a second that Discord allows
(https://discord.com/developers/docs/topics/rate-limits#global-rate-limit)."""
_UNDER_WAY = "discord-ui-missed"
"""So named that the bot finishes it before it leaves, as it does with other answers."""


class Missed(commands.Cog):
    """Discord tells what happened since the last connection when a session is resumed, but not when one begins."""

    def __init__(self, bot: Host, library: Library, answer: Callable[[discord.Message], Awaitable[None]]) -> None:
        """`answer` gets every message that nobody has answered, and knows which of them are for the bot."""
        self._bot = bot
        self._library = library
        self._answer = answer
        self._looking = asyncio.Lock()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Oldest first."""
        async with self._looking:
            for message in sorted(await self._unanswered(), key=lambda each: each.id):
                if message.created_at > utcnow() - _AWAY:
                    await asyncio.create_task(self._run(message), name=_UNDER_WAY)

    async def _run(self, message: discord.Message) -> None:
        try:
            await self._answer(message)
        except Exception:  # noqa: BLE001 whatever it is, the others are answered
            _log.exception("A message that was missed could not be answered, in channel %s", message.channel.id)

    async def _unanswered(self) -> list[discord.Message]:
        since, found = time_snowflake(utcnow() - _AWAY), list[discord.Message]()
        try:
            for channel in (*itertools.islice(self._active(since), _CHANNELS), *await self._direct()):
                found += await self._unanswered_in(channel, since)
                await asyncio.sleep(_PACE)
        except (discord.HTTPException, *UNSENT) as error:
            _log.warning("Not everything that was asked meanwhile could be looked for: %s", told(error))
        return found

    def _active(self, since: int) -> Iterator[discord.abc.Messageable]:
        """Where somebody wrote and the bot may read, the latest first."""
        active = [each for each in self._channels() if (each.last_message_id or 0) >= since]
        for channel in sorted(active, key=lambda each: -(each.last_message_id or 0)):
            may = channel.permissions_for(channel.guild.me)
            if may.view_channel and may.read_message_history:
                yield channel

    def _channels(self) -> Iterator[_Channel]:
        for guild in self._bot.guilds:
            if guild.me is not None:  # not yet known of a guild that Discord has lost for the moment
                yield from guild.text_channels
                yield from guild.voice_channels
                yield from guild.stage_channels
                yield from guild.threads

    async def _direct(self) -> list[discord.DMChannel]:
        """Conversations that were going on; of others Discord does not tell."""
        places = await self._library.turns.places_lately()
        unknown = [place for place in places if self._bot.get_channel(place) is None]
        found = [await self._fetched(place) for place in unknown[:_DIRECT]]
        return [channel for channel in found if isinstance(channel, discord.DMChannel)]

    async def _fetched(self, channel_id: int) -> object:
        """None for a channel that is gone."""
        try:
            return await self._bot.fetch_channel(channel_id)
        except (discord.NotFound, discord.Forbidden):
            return None

    async def _unanswered_in(self, channel: discord.abc.Messageable, since: int) -> list[discord.Message]:
        """Raises what means that Discord cannot be reached."""
        try:
            lately = [message async for message in channel.history(limit=_MESSAGES)]
        except (discord.HTTPException, *UNSENT) as error:
            if passes(error):
                raise
            return []
        own = [each for each in lately if each.author == self._bot.user]
        answered = {each.reference.message_id for each in own if each.reference}
        return [each for each in lately if each.id >= since and each.id not in answered and not each.author.bot]
