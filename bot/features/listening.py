"""Answers that nobody asked the bot for: in channels and forums where that is wanted, and only when it is sure.

People go first: it waits, and says nothing once somebody else has written.
"""

import asyncio
import logging
from typing import NamedTuple

import discord
from discord.ext import commands

from bot.features.answers import show_answered
from bot.features.conversation import Answered, asking_in, find_answer, keep_answer, remember
from bot.features.mention import TALK, is_addressed, reply, words_of
from bot.features.team.team import SolvedButton, solved_tag
from bot.guilds.settings import Mode, Rule, settings_of
from bot.ui.feature import Feature
from bot.ui.host import Host
from bot.ui.interactions import say_in
from knowledge import reads_like_question
from knowledge.library import Library
from knowledge.store.records import SHARED

_log = logging.getLogger(__name__)
_UNDER_WAY = "discord-ui-unasked"
"""So named that the bot finishes it before it leaves, as it does with answers that it was asked for."""
_PER_THREAD = 3
"""Answers of its own accord in one thread; a longer conversation is for people."""


class _Waiting(NamedTuple):
    """A question that is about to be answered, unless somebody writes."""

    message: discord.Message
    task: asyncio.Task[None]


class Listening(commands.Cog):
    """Needs the privilege to read messages; without it Discord shows us their authors but no words."""

    def __init__(self, bot: Host, library: Library, delay: float) -> None:
        self._bot = bot
        self._library = library
        self._delay = delay
        self._waiting: dict[int, _Waiting] = {}
        """By channel: one question at a time, since talk that goes on is no place to step in."""

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        if message.guild is None or message.author.bot or message.webhook_id or message.type not in TALK:
            return
        rule = settings_of(self._library, message.guild.id).rules.rule_for(message.channel)
        if rule.mode is Mode.UNASKED and self._bot.intents.message_content:
            await self._hear(message, rule)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, deleted: discord.RawMessageDeleteEvent) -> None:
        waiting = self._waiting.get(deleted.channel_id)
        if waiting and waiting.message.id == deleted.message_id:
            self._drop(deleted.channel_id)

    async def cog_unload(self) -> None:
        for channel_id in list(self._waiting):
            self._drop(channel_id)

    async def _hear(self, message: discord.Message, rule: Rule) -> None:
        waiting = self._waiting.get(message.channel.id)
        if waiting and waiting.message.author != message.author:
            self._drop(message.channel.id)
        if _helps(message) and not is_addressed(message, self._bot):
            await self._library.turns.leave_to_people(message.channel.id)
        elif self._asks(message):
            self._wait_for_people(message, rule)
        elif waiting and waiting.message.author == message.author:
            self._wait_for_people(waiting.message, rule)

    def _asks(self, message: discord.Message) -> bool:
        """Not the bot, which answers then anyway, nor somebody in particular."""
        if self._bot.user in message.mentions or message.reference or message.mentions:
            return False
        return _is_post(message) or reads_like_question(words_of(message.content))

    def _wait_for_people(self, message: discord.Message, rule: Rule) -> None:
        self._drop(message.channel.id)
        task = asyncio.create_task(self._answer_later(message, rule))
        self._waiting[message.channel.id] = _Waiting(message, task)

    def _drop(self, channel_id: int) -> None:
        if waiting := self._waiting.pop(channel_id, None):
            waiting.task.cancel()

    async def _answer_later(self, message: discord.Message, rule: Rule) -> None:
        await asyncio.sleep(self._delay)
        self._waiting.pop(message.channel.id).task.set_name(_UNDER_WAY)
        try:
            await self._answer(message, rule)
        except Exception:  # noqa: BLE001 nobody asked, so nobody is told but the log
            _log.exception("An answer that nobody asked for failed, in channel %s", message.channel.id)

    async def _answer(self, message: discord.Message, rule: Rule) -> None:
        if isinstance(message.channel, discord.Thread) and await self._is_for_people(message.channel.id):
            return
        found = await self._surest(message)
        if not found.asked.answer.quotes or found.asked.answer.confidence * 100 < rule.sureness:
            return
        if await self._library.turns.claim(message.id):
            await self._post(message, await keep_answer(self._library, found))

    async def _is_for_people(self, thread_id: int) -> bool:
        turns = self._library.turns
        return await turns.left_to_people(thread_id) or await turns.unasked(thread_id) >= _PER_THREAD

    async def _surest(self, message: discord.Message) -> Answered:
        """Of a forum post, the answer to its title or to its text, whichever is surer."""
        guild_id = message.guild.id if message.guild else SHARED
        asking = [asking_in(message, question, guild_id, unasked=True) for question in _questions(message)]
        found = [await find_answer(self._library, each) for each in asking]
        return max(found, key=lambda each: each.asked.answer.confidence if each.asked.answer.quotes else 0)

    async def _post(self, message: discord.Message, answered: Answered) -> None:
        say = say_in(self._bot, message.guild)
        shown = await show_answered(answered, self._library, message.guild, say)
        if shown.view and _is_post(message) and solved_tag(message.channel):
            shown.view.add_item(SolvedButton(say("Mark as answered"), message.author.id, row=0))
        if answer_id := await reply(message, shown, say):
            await remember(self._library, answered, answer_id)


def _is_post(message: discord.Message) -> bool:
    """Whether it opens a post of a forum: such a message has the post's id."""
    channel = message.channel
    return message.id == channel.id and isinstance(channel, discord.Thread)


def _helps(message: discord.Message) -> bool:
    """Whether somebody other than whoever opened it writes in a thread."""
    return isinstance(message.channel, discord.Thread) and message.author.id != message.channel.owner_id


def _questions(message: discord.Message) -> list[str]:
    """What a message asks; of a forum post its title, the first lines that ask, and all of it."""
    text = words_of(message.content)
    if not _is_post(message):
        return [text]
    title = words_of(getattr(message.channel, "name", ""))
    asking = [line for line in map(words_of, message.content.splitlines()) if reads_like_question(line)]
    return list(dict.fromkeys(each[:1000] for each in (title, *asking[:2], f"{title} {text}") if each.strip()))


FEATURE = Feature(cogs=lambda host: [Listening(host, host.library, host.settings.answer_delay)])
