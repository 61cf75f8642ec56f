"""/questions: what is still open, for those who answer it."""

from discord import app_commands
from discord.ext import commands

from bot.interacting.interactions import Interaction, respond
from bot.team.curating import open_page
from bot.team.team import team_name


class Questions(commands.Cog):
    """Discord shows it to everyone, since roles differ from server to server; the bot checks who uses it."""

    @app_commands.command(description="For those who answer: what I could not, the most asked first.")
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    async def questions(self, interaction: Interaction) -> None:
        await team_name(interaction)
        await respond(interaction, *await open_page(interaction, 0), ephemeral=True)
