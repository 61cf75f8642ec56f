"""/knowledge test and expect: questions whose answers are known, asked at every reload."""

import asyncio
from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot.controls.goldens import broken_field, goldens_embed, goldens_view
from bot.controls.progress import watched
from bot.interacting.choices import chosen_document, complete_document
from bot.interacting.interactions import Interaction, guild_of, in_time, preferences_of, respond, say_to
from bot.languages import phrase
from bot.texts.embeds import notice_embed
from bot.texts.failures import error_sentence
from bot.texts.reports import reload_embed
from knowledge.errors import ReloadRefused
from knowledge.keeping.golden import LONGEST, MOST, Trial, check
from knowledge.library import Library, Reload
from knowledge.sources.changes import OnProgress

_TOO_MANY = phrase("There are {most} test questions already. Remove one first, in the menu below `/knowledge test`.")


class Testing(commands.Cog):
    """The part of the group that tests; the group checks who may."""

    _library: Library

    @app_commands.command(description="Ask all test questions now, and show which come out right.")
    async def test(self, interaction: Interaction) -> None:
        say, guild_id = say_to(interaction), guild_of(interaction)
        base = await in_time(interaction, self._library.base(guild_id), ephemeral=True)
        goldens = await self._library.goldens.of(guild_id)
        checked = await in_time(interaction, asyncio.to_thread(check, goldens, base), ephemeral=True)
        await respond(interaction, goldens_embed(checked, base, say), goldens_view(checked, say), ephemeral=True)

    @app_commands.command(description="Add a test question, which I ask myself at every reload.")
    @app_commands.describe(
        question="The question",
        document="Where the answer must come from. Without one, I must not answer it at all",
    )
    @app_commands.autocomplete(document=complete_document)
    async def expect(
        self, interaction: Interaction, question: app_commands.Range[str, 1, LONGEST], document: str | None = None
    ) -> None:
        say, guild_id = say_to(interaction), guild_of(interaction)
        base = await in_time(interaction, self._library.base(guild_id), ephemeral=True)
        document_id = chosen_document(base, document).id if document else None
        if not await self._library.goldens.add(guild_id, question, document_id):
            await respond(interaction, notice_embed(say(_TOO_MANY, most=MOST)), ephemeral=True)
            return
        checked = await asyncio.to_thread(check, await self._library.goldens.of(guild_id), base)
        await respond(interaction, goldens_embed(checked, base, say), goldens_view(checked, say), ephemeral=True)

    async def _try(self, interaction: Interaction, source_guild: int, number: int) -> None:
        """Read a source, and tell which test questions broke, also when that is why it was refused."""
        say, guild_id = say_to(interaction), guild_of(interaction)
        refuse = preferences_of(interaction).of(guild_id).refuse_breaking
        trial = Trial(guild_id, await self._library.goldens.of(guild_id), refuse=refuse)

        async def report(outcome: Reload | ReloadRefused) -> discord.Embed:
            if isinstance(outcome, ReloadRefused):
                embed = notice_embed(error_sentence(outcome, say) or "")
            else:
                embed = reload_embed(outcome, say)
            return broken_field(embed, trial.broken, await self._library.base(guild_id), say)

        await watched(interaction, partial(_tried, self._library, trial, source_guild, number), report)


async def _tried(
    library: Library, trial: Trial, guild_id: int, number: int, on_progress: OnProgress
) -> Reload | ReloadRefused:
    try:
        return await library.reload(on_progress, trial, guild_id, number)
    except ReloadRefused as error:
        return error
