"""/help, in five lines."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.embeds import notice_embed
from bot.interactions import Interaction, respond, say_to
from bot.languages import Language, phrase

_LINES = (
    phrase("**Ask me** with `/ask`, by mentioning me, by replying to one of my answers, or in a direct message."),
    phrase("**All that I answer is a quote**, word for word, with its source. If the documents do not say, I say so."),
    phrase("**Someone else asked?** Right-click or hold their message: Apps › Find an answer. You decide who sees it."),
    phrase("**What have I read?** `/sources` lists it, and `/summary` gives you the gist of a document."),
    phrase("**For server managers:** `/knowledge reload` reads the documents again; `/knowledge status` shows them."),
)
_NEW = phrase("**What is new?** See `/digest`.")


def help_embed(say: Language) -> discord.Embed:
    """What the bot can do; what is new stands behind what it has read."""
    *before, read, last = map(say, _LINES)
    return notice_embed("\n".join([*before, f"{read} {say(_NEW)}", last]))


class Help(commands.Cog):
    """For those who are new here."""

    @app_commands.command(description="What I can do, in five lines.")
    async def help(self, interaction: Interaction) -> None:
        await respond(interaction, help_embed(say_to(interaction)), ephemeral=True)
