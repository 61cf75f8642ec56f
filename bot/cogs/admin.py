"""/knowledge: for those who look after the documents."""

from discord import app_commands
from discord.ext import commands

from bot.cogs.adding import OFTEN_CHOICES, Adding
from bot.cogs.testing import Testing
from bot.controls.removing import confirmation
from bot.controls.source_reports import OFTEN, failures_page, status_of, status_page
from bot.interacting.interactions import Interaction, guild_of, in_time, require_manager, respond, say_to
from bot.languages import phrase
from bot.sources.source_names import chosen_source, chosen_to_read, complete_source, source_name
from bot.texts.embeds import notice_embed
from bot.texts.markdown import escape
from knowledge.keeping.records import HOME, SHARED
from knowledge.library import Library
from knowledge.sources.reports import Schedule

_WHICH = phrase("Which source?")


@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.default_permissions(manage_guild=True)
class Admin(
    Adding,
    Testing,
    commands.GroupCog,
    group_name="knowledge",
    group_description="The documents that I answer from.",
):
    """Discord hides these from others by default; that can be changed there, so it is checked here as well."""

    def __init__(self, library: Library) -> None:
        self._library = library

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Before every command of the group."""
        return require_manager(interaction)

    @app_commands.command(description=phrase("Read the documents folder again, or one of the sources of this server."))
    @app_commands.describe(source=phrase("Which source? Without one, the documents folder"))
    @app_commands.autocomplete(source=complete_source)
    async def reload(self, interaction: Interaction, source: str | None = None) -> None:
        if source is None:
            await self._try(interaction, SHARED, HOME)
        else:
            await self._try(interaction, guild_of(interaction), chosen_to_read(interaction, source).number)

    @app_commands.command(description=phrase("What I know here, where from, since when, and what cannot be read."))
    @app_commands.describe(source=_WHICH)
    @app_commands.autocomplete(source=complete_source)
    async def status(self, interaction: Interaction, source: str | None = None) -> None:
        guild, guild_id, say = interaction.guild, guild_of(interaction), say_to(interaction)
        if source is None:
            page = status_page(self._library, guild, guild_id, 0, say)
            shown = await in_time(interaction, page, ephemeral=True)
        else:
            chosen = chosen_source(interaction, source)
            shown = failures_page(await status_of(self._library, guild_id, chosen.number), guild, 0, say)
        await respond(interaction, *shown, ephemeral=True)

    @app_commands.command(description=phrase("Remove a source, and all that was read from it."))
    @app_commands.describe(source=_WHICH)
    @app_commands.autocomplete(source=complete_source)
    async def remove(self, interaction: Interaction, source: str) -> None:
        chosen, guild = chosen_source(interaction, source), interaction.guild
        documents = (await status_of(self._library, guild_of(interaction), chosen.number)).documents
        await respond(interaction, *confirmation(chosen, documents, guild, say_to(interaction)), ephemeral=True)

    @app_commands.command(description=phrase("How often a source is looked at again."))
    @app_commands.describe(source=_WHICH, when=phrase("How often?"))
    @app_commands.choices(when=OFTEN_CHOICES)
    @app_commands.autocomplete(source=complete_source)
    async def schedule(self, interaction: Interaction, source: str, when: str) -> None:
        chosen, guild_id, say = chosen_to_read(interaction, source), guild_of(interaction), say_to(interaction)
        await self._library.sources.schedule(guild_id, chosen.number, Schedule(when))
        following = self._library.sources.register.source(guild_id, chosen.number).next_run
        name = escape(source_name(chosen.kind, chosen.address, interaction.guild))
        often = say(OFTEN[Schedule(when)])
        sentence = say("{name} is read {often}, next {time}.", name=name, often=often, time=f"<t:{following}:R>")
        if following is None:
            sentence = say("{name} is read {often}.", name=name, often=often)
        await respond(interaction, notice_embed(sentence), ephemeral=True)
