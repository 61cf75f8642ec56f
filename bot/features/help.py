"""/help, in five lines; and a friendly word for those who do not ask anything."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.languages import Language, phrase
from bot.replies.embeds import notice_embed
from bot.replies.talk import talk_line
from bot.ui.feature import Feature
from bot.ui.host import Interaction
from bot.ui.interactions import respond, say_to
from bot.ui.rights import EVERYONE, usable_by
from knowledge import SmallTalk

_LINES = (
    phrase("**Ask me** with `/ask`, by mentioning me, by replying to one of my answers, or in a direct message."),
    phrase("**All that I answer is a quote**, word for word, with its source. If the documents do not say, I say so."),
    phrase("**Someone else asked?** Right-click or hold their message: Apps › Find an answer. You decide who sees it."),
    phrase("**What have I read?** See `/sources` and `/summary`. **What do I keep?** See `/privacy` and `/forget-me`."),
    phrase(
        "**For those who look after me:** `/setup`, `/settings`, `/answers`, `/questions`, `/knowledge`, `/stats` and "
        "`/export`."
    ),
)
_NEW = phrase("**What is new?** See `/digest`.")


def help_embed(say: Language) -> discord.Embed:
    """What the bot can do; what is new stands behind what it has read."""
    *before, read, last = map(say, _LINES)
    return notice_embed("\n".join([*before, f"{read} {say(_NEW)}", last]))


def talk_embed(kind: SmallTalk, say: Language) -> discord.Embed:
    """What small talk gets in place of an answer; it is no question, so nothing of it is kept."""
    return help_embed(say) if kind == "help" else notice_embed(talk_line(kind, say))


class Help(commands.Cog):
    """For those who are new here."""

    @usable_by(EVERYONE, needs_home=False)
    @app_commands.command(description="What I can do, in five lines.")
    async def help(self, interaction: Interaction) -> None:
        await respond(interaction, help_embed(say_to(interaction)), ephemeral=True)


FEATURE = Feature(cogs=lambda _: [Help()])
