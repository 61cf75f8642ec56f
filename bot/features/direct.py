"""/server, in direct messages: which of the servers that we share answers here."""

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.languages import Language, phrase
from bot.replies.embeds import notice_embed
from bot.replies.markdown import escape
from bot.replies.names import visible
from bot.replies.reply import shorten
from bot.ui.feature import Feature
from bot.ui.host import Interaction
from bot.ui.interactions import homes_of, respond, say_to
from bot.ui.persistent import NumberedMenu
from bot.ui.rights import EVERYONE, usable_by
from knowledge.store.records import SHARED

_OPTIONS = 24  # Discord's limit, less one for "none of them"
_CHOOSE = phrase("Which server's documents shall I answer you from, here between us?")
_NONE = phrase("We share no server that has documents of its own, so here I answer from the general ones.")
_GONE = phrase("We do not share that server any more. Please choose another one with `/server`.")


class Direct(commands.Cog):
    """A choice that only its owner sees."""

    @usable_by(EVERYONE, needs_home=False)
    @app_commands.command(description="Choose which of our servers answers you here.")
    @app_commands.allowed_contexts(guilds=False, dms=True, private_channels=False)
    async def server(self, interaction: Interaction) -> None:
        homes = homes_of(interaction)
        say, guilds = say_to(interaction), await homes.shared(interaction.user.id)
        if not guilds:
            await respond(interaction, notice_embed(say(_NONE)), ephemeral=True)
            return
        chosen = await homes.chosen(interaction.user.id)
        await respond(interaction, notice_embed(say(_CHOOSE)), home_view(guilds, chosen, say), ephemeral=True)


def choose_embed(say: Language) -> discord.Embed:
    """The question that the menu answers."""
    return notice_embed(say(_CHOOSE))


def home_view(guilds: list[discord.Guild], chosen: int | None, say: Language) -> ui.View:
    """A menu of servers by name."""
    options = [
        discord.SelectOption(
            label=visible(shorten(guild.name, 100), str(guild.id)), value=str(guild.id), default=guild.id == chosen
        )
        for guild in guilds[:_OPTIONS]
    ]
    none = discord.SelectOption(
        label=say("None of them, only the general documents"), value=str(SHARED), default=chosen == SHARED
    )
    menu: ui.Select[ui.View] = ui.Select(placeholder=say("Choose a server"), options=[*options, none])
    return ui.View(timeout=None).add_item(HomeMenu(menu))


class HomeMenu(NumberedMenu, right=EVERYONE, template=r"home"):
    """The message that had to wait for the choice is answered afterwards."""

    kind = "home"
    needs_home = False

    async def pick(self, interaction: Interaction, values: list[str]) -> None:
        homes = homes_of(interaction)
        say, guild_id = say_to(interaction), int(values[0])
        if not await homes.choose(interaction.user.id, guild_id):
            await interaction.response.edit_message(embed=notice_embed(say(_GONE)), view=None)
            return
        guild = interaction.client.get_guild(guild_id)
        sentence = (
            say(
                "From now on I answer you here from {server}. `/server` changes that.",
                server=escape(shorten(guild.name, 100)),
            )
            if guild
            else say("From now on I answer you here from the general documents. `/server` changes that.")
        )
        await interaction.response.edit_message(embed=notice_embed(sentence), view=None)
        interaction.client.dispatch("home_chosen", interaction)


FEATURE = Feature(cogs=lambda _: [Direct()], menus=(HomeMenu,))
