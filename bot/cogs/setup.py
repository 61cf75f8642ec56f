"""/setup and /settings: for those who look after the bot in a server."""

from discord import app_commands
from discord.ext import commands

from bot.controls.settings_pages import settings_page
from bot.controls.setup_pages import roles_page
from bot.interacting.interactions import Interaction, for_managers, respond


class Setup(commands.Cog):
    """Discord hides these from others by default; that can be changed there, so it is checked here as well."""

    @app_commands.command(description="Set me up in five steps: roles, channels, documents, a trial, a check.")
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.default_permissions(manage_guild=True)
    @for_managers
    async def setup(self, interaction: Interaction) -> None:
        await respond(interaction, *await roles_page(interaction), ephemeral=True)

    @app_commands.command(description="Everything that you can change about me in this server.")
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.default_permissions(manage_guild=True)
    @for_managers
    async def settings(self, interaction: Interaction) -> None:
        await respond(interaction, *await settings_page(interaction), ephemeral=True)
