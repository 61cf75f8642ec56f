"""Telling those who wait that the team has answered: everybody is tried, and who cannot be reached now is later."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable
from enum import Enum, auto

import discord
from discord.ext import commands

from bot.connecting.patience import UNSENT, passes, told
from bot.replies.embeds import reply_embed
from bot.replies.reply import shorten, team_reply
from bot.ui.feature import Feature
from bot.ui.host import Host
from bot.ui.interactions import say_in
from knowledge import team_id
from knowledge.library import Library
from knowledge.store.records import Exchange, ToTell

_log = logging.getLogger(__name__)
_PAUSE = 20.0
"""Seconds between two looks for somebody who is due."""
_TOO_FAST = 40003
"""Discord's code for opening direct messages too fast
(https://discord.com/developers/docs/topics/opcodes-and-status-codes#json)."""
_FAILURES = (discord.HTTPException, *UNSENT)


class Outcome(Enum):
    """Of trying to tell somebody."""

    TOLD = auto()
    LATER = auto()
    NEVER = auto()


class Telling(commands.Cog):
    """One task from the connection to the end, for those who could not be reached at first."""

    def __init__(self, bot: Host, library: Library) -> None:
        self._bot = bot
        self._library = library

    async def cog_load(self) -> None:
        self._task = asyncio.create_task(self._keep_telling())

    async def cog_unload(self) -> None:
        """Waits, so that nothing is being written when the library closes."""
        self._task.cancel()
        await asyncio.wait({self._task})

    async def _keep_telling(self) -> None:
        """Guilds are not known before the connection stands."""
        await self._bot.wait_until_ready()
        while True:
            try:
                await self._tell_those_due()
            except Exception:  # noqa: BLE001 whatever it is, the next turn may go well
                _log.exception("Those who wait for an answer could not be told; the next try is in %d s", _PAUSE)
            await asyncio.sleep(_PAUSE)

    async def _tell_those_due(self) -> None:
        due = await self._library.curation.tellings.due()
        async for _ in tell_each(self._bot, self._library, due):
            pass


async def tell_each(host: Host, library: Library, waiting: Iterable[ToTell]) -> AsyncIterator[Outcome]:
    """One after the other: of those whom nobody else is telling just now."""
    for each in waiting:
        if await library.curation.tellings.take(each):
            yield await _settle(host, library, each)


async def _settle(host: Host, library: Library, each: ToTell) -> Outcome:
    """Try once, and keep or forget who it was."""
    outcome, tellings = await _try(host, library, each), library.curation.tellings
    if outcome is not Outcome.LATER:
        await tellings.done(each)
    elif not await tellings.failed(each):
        return Outcome.NEVER
    return outcome


async def _try(host: Host, library: Library, each: ToTell) -> Outcome:
    try:
        return await _tell(host, library, each)
    except Exception:  # noqa: BLE001 whatever it is, it is about this one and not about those who come after
        _log.exception("Somebody who waits for an answer could not be told yet")
        return Outcome.LATER


async def _tell(host: Host, library: Library, each: ToTell) -> Outcome:
    """Directly; if their settings do not allow that, below their question. Not if the answer has been retired."""
    guild, own = host.get_guild(each.guild_id), await library.own_documents(each.guild_id)
    document = own.get(team_id(each.answer))
    if guild is None or document is None:
        return Outcome.NEVER
    say = say_in(host, guild)
    opening = say("Your question in {server} has been answered by the team:", server=shorten(guild.name, 100))
    embed = reply_embed(team_reply(document, opening, say))
    try:
        await (await host.create_dm(discord.Object(each.user_id))).send(embed=embed)
    except discord.Forbidden:
        place = await library.turns.place(each.guild_id, each.question)
        return await _reply_at(host, place, embed) if place else Outcome.NEVER
    except _FAILURES as error:
        return _outcome_of(error)
    return Outcome.TOLD


async def _reply_at(host: Host, place: Exchange, embed: discord.Embed) -> Outcome:
    channel = host.get_partial_messageable(place.channel_id)
    message = channel.get_partial_message(place.message_id or place.answer_id)
    try:
        await channel.send(embed=embed, reference=message.to_reference(fail_if_not_exists=False))
    except _FAILURES as error:
        return _outcome_of(error)
    return Outcome.TOLD


def _outcome_of(error: BaseException) -> Outcome:
    """Whether it may go well later. An account that is gone, or a channel, does not come back."""
    too_fast = isinstance(error, discord.HTTPException) and error.code == _TOO_FAST
    later = too_fast or passes(error) or isinstance(error, discord.RateLimited)
    _log.info("Somebody who waits for an answer could not be told%s: %s", " yet" if later else "", told(error))
    return Outcome.LATER if later else Outcome.NEVER


FEATURE = Feature(cogs=lambda host: [Telling(host, host.library)])
