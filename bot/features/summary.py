"""/summary: the sentences that stand for a document, a topic, or what was said here.

One command with options, no group: Discord allows a command to have either, and people type `/summary` and then pick
what they want it of.
"""

import asyncio
from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.features.outlines import document_shown, require_unchanged, summary_embed
from bot.features.recap import MOST_MESSAGES, recap, recap_embed
from bot.languages import phrase
from bot.replies.reply import SUMMARY_LENGTHS
from bot.replies.summaries import MESSAGE, topic_reply
from bot.ui.choices import chosen_document, complete_document
from bot.ui.feature import Feature
from bot.ui.host import Interaction
from bot.ui.interactions import Refused, guild_of, in_time, respond, say_to
from bot.ui.rights import EVERYONE, usable_by
from knowledge import KnowledgeBase
from knowledge.library import Library

_LENGTH = Literal["short", "medium", "long"]
_TOPIC = app_commands.Range[str, 1, 300]
_MESSAGES = app_commands.Range[int, 1, MOST_MESSAGES]
_ONE_AT_A_TIME = phrase("Either what was said here, or documents: please choose one of them.")
_NO_TOPIC = phrase("For more than one document, please say which topic I should look for.")


class Summarize(commands.Cog):
    """Every sentence of a summary is a quote, too."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @usable_by(EVERYONE)
    @app_commands.command(description="The gist of a document, of a topic or of what was said here, in quotes.")
    @app_commands.describe(
        document="Which document? None: what was said here",
        length="How much of it? Short, unless you say otherwise",
        topic="What all documents say about this, or the ones you choose",
        document2="A second document to look in for the topic",
        document3="A third document to look in for the topic",
        thread="How many of the last messages here? Otherwise 50, in a thread 200",
        private="Only you see it, as is usual for what was said here",
    )
    @app_commands.autocomplete(document=complete_document, document2=complete_document, document3=complete_document)
    async def summary(  # noqa: PLR0913, PLR0917 as many as there are ways to ask for one
        self,
        interaction: Interaction,
        document: str | None = None,
        length: _LENGTH = "short",
        topic: _TOPIC | None = None,
        document2: str | None = None,
        document3: str | None = None,
        thread: _MESSAGES | None = None,
        private: bool | None = None,
    ) -> None:
        titles = [title for title in (document, document2, document3) if title]
        sentences = SUMMARY_LENGTHS[length]
        if not titles and topic is None:
            await _tell_recap(interaction, thread, sentences, private=private is not False)
        elif thread is not None:
            raise Refused(_ONE_AT_A_TIME)
        elif topic is not None:
            await self._tell_topic(interaction, topic, titles, sentences, private=bool(private))
        else:
            await self._tell_document(interaction, titles, sentences, private=bool(private))

    async def _tell_document(
        self, interaction: Interaction, titles: list[str], sentences: int, *, private: bool
    ) -> None:
        if len(titles) > 1:
            raise Refused(_NO_TOPIC)
        base = await in_time(interaction, self._base(interaction), ephemeral=private)
        say = say_to(interaction, ephemeral=private)
        chosen = chosen_document(base, titles[0])
        work = asyncio.to_thread(document_shown, base, chosen, sentences, say)
        shown = await in_time(interaction, work, ephemeral=private)
        require_unchanged(chosen, await self._base(interaction))
        await respond(interaction, *shown, ephemeral=private)

    async def _tell_topic(
        self, interaction: Interaction, topic: str, titles: list[str], sentences: int, *, private: bool
    ) -> None:
        base = await in_time(interaction, self._base(interaction), ephemeral=private)
        within = [chosen_document(base, title).id for title in titles] or None
        work = asyncio.to_thread(base.summarize_topic, topic, sentences, within)
        summary = await in_time(interaction, work, ephemeral=private)
        reply = topic_reply(summary, await self._base(interaction), say_to(interaction, ephemeral=private), MESSAGE)
        await respond(interaction, summary_embed(reply), ephemeral=private)

    async def _base(self, interaction: Interaction) -> KnowledgeBase:
        """What answers now: the one that is asked again when something is sent may be another."""
        return await self._library.base(guild_of(interaction))


async def _tell_recap(interaction: Interaction, count: int | None, sentences: int, *, private: bool) -> None:
    found = await in_time(interaction, recap(interaction, count, sentences), ephemeral=private)
    title = interaction.channel.name if isinstance(interaction.channel, discord.Thread) else ""
    embed = recap_embed(found, title, say_to(interaction, ephemeral=private))
    await respond(interaction, embed, ephemeral=private)


FEATURE = Feature(cogs=lambda host: [Summarize(host.library)])
