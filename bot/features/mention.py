"""Mention the bot, reply to one of its answers, or write to it directly."""

import logging
import re
from functools import partial
from typing import Any

import discord
from discord.ext import commands

from bot.connecting.patience import UNSENT, told
from bot.features.answers import show_answered
from bot.features.conversation import Answered, answer_question, asking_in, remember
from bot.features.direct import choose_embed, home_view
from bot.features.help import talk_embed
from bot.features.missed import Missed
from bot.guilds.cooldowns import Cooldown, Cooldowns, TooFast
from bot.guilds.homes import Homes, HomeUnchosen
from bot.guilds.settings import Mode, settings_of
from bot.languages import Language, phrase
from bot.replies.embeds import notice_embed
from bot.ui.feature import Feature
from bot.ui.host import Host, Interaction, Shown
from bot.ui.interactions import announcing, explain, say_in
from bot.ui.sending import Parts, insist, missing_permissions
from knowledge import SmallTalk, small_talk
from knowledge.library import Library

_log = logging.getLogger(__name__)
_TYPING_AFTER = 0.5  # seconds; an answer that is there at once needs no announcement, and a request less is faster
_TOKEN = re.compile(r"<(?:@[!&]?|#|a?:\w+:)[0-9]+>")
_ROLE = phrase(
    "That mentions my role, and Discord does not let me read such messages. Please mention me by name instead."
)
TALK = {discord.MessageType.default, discord.MessageType.reply}


class Mention(commands.Cog):
    """Without the privilege to read messages: Discord shows us those that mention us, and direct ones.

    With it, a reply to one of our answers need not mention us.
    """

    def __init__(self, bot: Host, library: Library, cooldowns: Cooldowns, homes: Homes) -> None:
        self._bot = bot
        self._library = library
        self._cooldowns = cooldowns
        self._homes = homes
        self._patience = Cooldown(per_minute=1)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        if not self._is_for_us(message) or await self._is_off(message):
            return
        try:
            await self._answer(message)
        except HomeUnchosen:
            await self._ask_for_home(message)
        except TooFast as error:
            await self._ask_for_patience(message, error)
        except Exception as error:  # noqa: BLE001 whatever it is, the person who asked gets a sentence
            await self._apologise(message, error)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, deleted: discord.RawMessageDeleteEvent) -> None:
        await self._library.turns.drop(deleted.message_id)

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, deleted: discord.RawBulkMessageDeleteEvent) -> None:
        for message_id in deleted.message_ids:
            await self._library.turns.drop(message_id)

    def _is_for_us(self, message: discord.Message) -> bool:
        """Not from a bot, ourselves included: two bots could talk to each other for ever."""
        if message.author.bot or message.webhook_id or message.type not in TALK:
            return False
        return message.guild is None or is_addressed(message, self._bot) or _names_our_role(message)

    async def _is_off(self, message: discord.Message) -> bool:
        rules = settings_of(self._library, message.guild.id if message.guild else 0).rules
        return rules.rule_for(message.channel).mode is Mode.OFF

    async def _answer(self, message: discord.Message) -> None:
        question, say = words_of(message.content), say_in(self._bot, message.guild)
        if kind := small_talk(question):
            await self._talk(message, kind, any(map(str.isalnum, question)), say)
            return
        finding = self._find(message, question)
        answered = await announcing(finding, _TYPING_AFTER, message.channel.typing)
        if answered is None:
            return
        answer_id = await reply(message, await show_answered(answered, self._library, message.guild, say), say)
        if answer_id:
            await remember(self._library, answered, answer_id)

    async def _talk(self, message: discord.Message, kind: SmallTalk, has_words: bool, say: Language) -> None:
        """For those who asked nothing; those who only called us get help, and an emoji or "lol" calls nobody."""
        called = message.guild is None or self._bot.user in message.mentions or _names_our_role(message)
        if (not called and kind == "chatter") or not await self._library.turns.claim(message.id):
            return
        self._cooldowns.take(message.author.id, message.guild.id if message.guild else 0)
        unread = not has_words and _names_our_role(message)
        embed = notice_embed(say(_ROLE)) if unread else talk_embed(kind if has_words else "help", say)
        await reply(message, Shown(embed, None), say)

    async def _find(self, message: discord.Message, question: str) -> Answered | None:
        """None for a message that was answered already: after a reconnect Discord may tell of one twice."""
        guild_id = message.guild.id if message.guild else await self._homes.of(message.author.id)
        if not await self._library.turns.claim(message.id):
            return None
        asking = asking_in(message, question, guild_id)
        self._cooldowns.take(asking.user_id, asking.guild_id)
        return await answer_question(self._library, asking)

    async def _apologise(self, message: discord.Message, error: Exception) -> None:
        doing, say = f"a mention in channel {message.channel.id}", say_in(self._bot, message.guild)
        try:
            await reply(message, Shown(notice_embed(explain(error, doing, say)), None), say)
        except discord.HTTPException as failure:
            _log.warning("Could not tell about the failure of %s: %s", doing, failure)

    async def _ask_for_patience(self, message: discord.Message, error: TooFast) -> None:
        """Once, and then not again until it has passed: an answer to each would be as loud as answers."""
        if self._patience.wait(message.author.id) == 0:
            self._patience.take(message.author.id)
            say = say_in(self._bot, message.guild)
            await reply(message, Shown(notice_embed(explain(error, "a mention", say)), None), say)

    async def _ask_for_home(self, message: discord.Message) -> None:
        """In direct messages: the question is answered as soon as they have chosen a server."""
        say, guilds = say_in(self._bot, message.guild), await self._homes.shared(message.author.id)
        await reply(message, Shown(choose_embed(say), home_view(guilds, None, say)), say)

    @commands.Cog.listener()
    async def on_home_chosen(self, interaction: Interaction) -> None:
        """Answer what had to wait, if the menu stood in answer to a question."""
        menu, channel = interaction.message, interaction.channel
        if menu is None or menu.reference is None or not isinstance(channel, discord.abc.Messageable):
            return
        try:
            asked = await channel.fetch_message(menu.reference.message_id or 0)
        except (discord.HTTPException, *UNSENT) as error:
            _log.info("What somebody asked before choosing a server was not answered: %s", told(error))
            return
        await self.on_message(asked)


def is_addressed(message: discord.Message, bot: Host) -> bool:
    """Whether it mentions us or, where we may read it, replies to an answer of ours with the ping switched off.

    What is no embed of ours is no answer: a call for the team, say, is for the team to reply to.
    """
    if bot.user in message.mentions:
        return True
    if message.type is not discord.MessageType.reply or not bot.intents.message_content or not message.reference:
        return False
    answered = message.reference.resolved
    return isinstance(answered, discord.Message) and answered.author == bot.user and bool(answered.embeds)


def _names_our_role(message: discord.Message) -> bool:
    """The role that Discord makes for a bot has the bot's name, and is easily picked instead of it."""
    return message.guild is not None and message.guild.self_role in message.role_mentions


def words_of(content: str) -> str:
    """A message without the mentions and emoji in it, which are no words of a question."""
    return " ".join(_TOKEN.sub(" ", content).split())


async def reply(message: discord.Message, shown: Shown, say: Language) -> int | None:
    """As a reply, or, if the message has been deleted meanwhile, without one. The id of what was sent.

    None when nothing could be sent; nobody can be told of that but the log. Raises HTTPException when Discord does not
    like what was to be sent.
    """
    reference = message.to_reference(fail_if_not_exists=False)
    try:
        sent = await insist(partial(_send, message.channel), Parts(shown.embed, shown.view, reference))
    except discord.Forbidden as error:
        await _tell_why_not(message, error, say)
        return None
    except UNSENT as error:
        _log.warning("An answer in channel %s could not be sent: %s", message.channel.id, told(error))
        return None
    return sent.id


async def _send(channel: discord.abc.Messageable, parts: Parts) -> discord.Message:
    """Words alone unfold no pages that they have links to."""
    given: dict[str, Any] = {name: part for name, part in vars(parts).items() if part is not None}
    return await channel.send(**given, suppress_embeds=parts.embed is None)


async def _tell_why_not(message: discord.Message, error: discord.Forbidden, say: Language) -> None:
    """Where it is possible: in the channel in plain words, else to the asker; the log has it in any case."""
    where = getattr(message.channel, "mention", "")
    missing = [f"“{name}”" for name in missing_permissions(message.channel, say)]
    _log.warning("Could not answer in channel %s: %s (missing: %s)", message.channel.id, error, ", ".join(missing))
    sentence = say(
        "I cannot answer in {channel}: I am missing {permissions} there. Someone who manages the server can allow it.",
        channel=where,
        permissions=say.all_of(missing) or say("a permission"),
    )
    for place in (message.channel, message.author):
        try:
            await place.send(sentence)
        except (discord.HTTPException, *UNSENT):
            continue
        return


def _cogs(host: Host) -> list[commands.Cog]:
    """What was missed is answered as what is heard."""
    mention = Mention(host, host.library, host.cooldowns, host.homes)
    return [mention, Missed(host, host.library, mention.on_message)]


FEATURE = Feature(cogs=_cogs)
