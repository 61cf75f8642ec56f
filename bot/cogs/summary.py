"""/summary: the sentences that stand for a document."""

from typing import Literal

from discord import app_commands
from discord.ext import commands

from bot.choices import chosen_document, complete_document
from bot.embeds import reply_embed
from bot.interactions import Interaction, guild_of, in_time, respond, say_to
from bot.replies import SUMMARY_LENGTHS, summary_reply
from knowledge.library import Library


class Summarize(commands.Cog):
    """Every sentence of a summary is a quote, too."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @app_commands.command(description="The gist of a document, in its own sentences.")
    @app_commands.describe(document="Which document?", length="How much of it? Short, unless you say otherwise")
    @app_commands.autocomplete(document=complete_document)
    async def summary(
        self, interaction: Interaction, document: str, length: Literal["short", "medium", "long"] = "short"
    ) -> None:
        guild_id = guild_of(interaction)
        chosen = chosen_document(self._library.base(guild_id), document)
        summarizing = self._library.summarize(guild_id, chosen.id, SUMMARY_LENGTHS[length])
        summary = await in_time(interaction, summarizing, ephemeral=False)
        say = say_to(interaction, ephemeral=False)
        embed = reply_embed(summary_reply(summary, self._library.base(guild_id), say))
        await respond(interaction, embed, ephemeral=False)
