"""/knowledge: for those who look after the documents."""

import asyncio
import logging
from collections import deque
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.interactions import Interaction, guild_of, respond, say_to
from bot.reports import progress_embed, reload_embed, status_embed
from knowledge.library import Library, Reload

if TYPE_CHECKING:
    from knowledge.folder import Progress

_log = logging.getLogger(__name__)
_TICK = 1.0  # seconds between two edits


@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.default_permissions(manage_guild=True)
class Admin(
    commands.GroupCog,
    group_name="knowledge",
    group_description="The documents that I answer from.",
):
    """Discord hides these from others by default; that can be changed there, so it is checked here as well."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @app_commands.command(description="Read the documents folder again.")
    @app_commands.checks.has_permissions(manage_guild=True)
    async def reload(self, interaction: Interaction) -> None:
        say = say_to(interaction)
        await respond(interaction, progress_embed(None, say), ephemeral=True)
        report = await self._reload(interaction)
        await _show(interaction, reload_embed(report, say))

    @app_commands.command(description="What I know here, since when, and which files cannot be read.")
    @app_commands.checks.has_permissions(manage_guild=True)
    async def status(self, interaction: Interaction) -> None:
        status = self._library.status(guild_of(interaction))
        await respond(interaction, status_embed(status, say_to(interaction)), ephemeral=True)

    async def _reload(self, interaction: Interaction) -> Reload:
        """Shows how far it is, once a second. The folder is read in a thread: it only leaves its progress here."""
        latest: deque[Progress] = deque(maxlen=1)
        reading = asyncio.ensure_future(self._library.reload(latest.append))
        while not (await asyncio.wait({reading}, timeout=_TICK))[0]:
            await _show(interaction, progress_embed(latest[-1] if latest else None, say_to(interaction)))
        return await reading


async def _show(interaction: Interaction, embed: discord.Embed) -> None:
    """A reload goes on and counts even if nobody can be told: an interaction can be answered for 15 minutes only."""
    try:
        await interaction.edit_original_response(embed=embed)
    except discord.HTTPException as error:
        _log.warning("Could not show the reload: %s. %s", error, embed.description)
