"""/help, in five lines."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.embeds import notice_embed
from bot.interactions import Interaction, respond

_LINES = (
    "**Ask me** with `/ask`, by mentioning me, by replying to one of my answers, or in a direct message.",
    "**Everything I answer is a quote**, word for word, with its source. Where the documents say nothing, I say so.",
    "**Someone else asked?** Right-click or hold their message, then Apps › Find an answer. You decide who sees it.",
    "**What have I read?** `/sources` lists it, and `/summary` gives you the gist of a document.",
    "**For server managers:** `/knowledge reload` reads the documents again; `/knowledge status` shows how they are.",
)


def help_embed() -> discord.Embed:
    """What the bot can do."""
    return notice_embed("\n".join(_LINES))


class Help(commands.Cog):
    """For those who are new here."""

    @app_commands.command(description="What I can do, in five lines.")
    async def help(self, interaction: Interaction) -> None:
        await respond(interaction, help_embed(), ephemeral=True)
