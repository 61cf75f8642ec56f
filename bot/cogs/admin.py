"""/knowledge: for those who look after the documents."""

import asyncio
import logging
from collections import deque
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.choices import chosen_document, complete_document
from bot.embeds import notice_embed
from bot.goldens import broken_field, goldens_embed, goldens_view
from bot.interactions import Interaction, for_managers, guild_of, in_time, preferences_of, respond, say_to
from bot.languages import phrase
from bot.replies import error_sentence
from bot.reports import progress_embed, reload_embed, status_embed
from knowledge.errors import ReloadRefused
from knowledge.golden import LONGEST, MOST, Trial, check
from knowledge.library import Library, Reload

if TYPE_CHECKING:
    from knowledge.folder import Progress

_log = logging.getLogger(__name__)
_TOO_MANY = phrase("There are {most} test questions already. Remove one first, in the menu below `/knowledge test`.")
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
    @for_managers
    async def reload(self, interaction: Interaction) -> None:
        say, guild_id = say_to(interaction), guild_of(interaction)
        await respond(interaction, progress_embed(None, say), ephemeral=True)
        refuse = preferences_of(interaction).of(guild_id).refuse_breaking
        trial = Trial(guild_id, await self._library.goldens.of(guild_id), refuse=refuse)
        try:
            embed = reload_embed(await self._reload(interaction, trial), say)
        except ReloadRefused as error:
            embed = notice_embed(error_sentence(error, say) or "")
        await _show(interaction, broken_field(embed, trial.broken, self._library.base(guild_id), say))

    @app_commands.command(description="What I know here, since when, and which files cannot be read.")
    @for_managers
    async def status(self, interaction: Interaction) -> None:
        status = self._library.status(guild_of(interaction))
        await respond(interaction, status_embed(status, say_to(interaction)), ephemeral=True)

    @app_commands.command(description="Ask all test questions now, and show which come out right.")
    @for_managers
    async def test(self, interaction: Interaction) -> None:
        say, guild_id = say_to(interaction), guild_of(interaction)
        base, goldens = self._library.base(guild_id), await self._library.goldens.of(guild_id)
        checked = await in_time(interaction, asyncio.to_thread(check, goldens, base), ephemeral=True)
        await respond(interaction, goldens_embed(checked, base, say), goldens_view(checked, say), ephemeral=True)

    @app_commands.command(description="Add a test question, which I ask myself at every reload.")
    @app_commands.describe(
        question="The question",
        document="Where the answer must come from. Without one, I must not answer it at all",
    )
    @app_commands.autocomplete(document=complete_document)
    @for_managers
    async def expect(
        self, interaction: Interaction, question: app_commands.Range[str, 1, LONGEST], document: str | None = None
    ) -> None:
        say, guild_id = say_to(interaction), guild_of(interaction)
        base = self._library.base(guild_id)
        document_id = chosen_document(base, document).id if document else None
        if not await self._library.goldens.add(guild_id, question, document_id):
            await respond(interaction, notice_embed(say(_TOO_MANY, most=MOST)), ephemeral=True)
            return
        checked = await asyncio.to_thread(check, await self._library.goldens.of(guild_id), base)
        await respond(interaction, goldens_embed(checked, base, say), goldens_view(checked, say), ephemeral=True)

    async def _reload(self, interaction: Interaction, trial: Trial) -> Reload:
        """Shows how far it is, once a second. The folder is read in a thread: it only leaves its progress here."""
        latest: deque[Progress] = deque(maxlen=1)
        reading = asyncio.ensure_future(self._library.reload(latest.append, trial))
        while not (await asyncio.wait({reading}, timeout=_TICK))[0]:
            await _show(interaction, progress_embed(latest[-1] if latest else None, say_to(interaction)))
        return await reading


async def _show(interaction: Interaction, embed: discord.Embed) -> None:
    """A reload goes on and counts even if nobody can be told: an interaction can be answered for 15 minutes only."""
    try:
        await interaction.edit_original_response(embed=embed)
    except discord.HTTPException as error:
        _log.warning("Could not show the reload: %s. %s", error, embed.description)
