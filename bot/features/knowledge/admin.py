"""/knowledge: for those who look after the documents."""

from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot.features.knowledge.handing_over import PasteModal, add_given, address_of, report_on
from bot.features.knowledge.reports import OFTEN, confirmation, failures_page, status_of, status_page
from bot.features.knowledge.sources import chosen_source, chosen_to_read, complete_source, source_name
from bot.features.knowledge.testing import Testing
from bot.features.knowledge.threads import refuse_channel
from bot.languages import phrase
from bot.replies.embeds import notice_embed
from bot.replies.markdown import escape
from bot.ui.feature import Feature
from bot.ui.host import Interaction
from bot.ui.interactions import guild_of, in_time, respond, say_to
from bot.ui.progress import CancelButton, watched
from bot.ui.rights import MANAGERS, usable_by
from knowledge.library import Library
from knowledge.sources import Kind, NewSource, Schedule, SiteOptions
from knowledge.store.records import HOME, SHARED

OFTEN_CHOICES = [app_commands.Choice(name=sentence, value=str(schedule)) for schedule, sentence in OFTEN.items()]


class Adding(commands.Cog):
    """The part of the group that adds."""

    _library: Library

    @usable_by(MANAGERS)
    @app_commands.command(
        description=phrase("Add a file or a web page. With neither, a form opens for a text to paste.")
    )
    @app_commands.describe(
        file=phrase("A document: Markdown, PDF, Word, HTML, EPUB, a list of questions and answers, …"),
        link=phrase("The address of a page; or, with a file, where people can find it"),
    )
    async def add(
        self, interaction: Interaction, file: discord.Attachment | None = None, link: str | None = None
    ) -> None:
        guild_id, say = guild_of(interaction), say_to(interaction)
        if file is None and not link:
            await PasteModal().show(interaction)
            return
        work = partial(add_given, self._library, guild_id, file, link)
        await watched(interaction, work, report_on(self._library, guild_id, say))

    @usable_by(MANAGERS)
    @app_commands.command(name="add-site", description=phrase("Add a website, from a page or a sitemap on."))
    @app_commands.describe(
        address=phrase("The first page, or a sitemap"),
        depth=phrase("How many links away from the first page? 3, unless you say otherwise"),
        pages=phrase("How many pages at most? 500, unless you say otherwise"),
        include=phrase("Only such paths, for example: /docs/* /faq/*"),
        exclude=phrase("No such paths, for example: /blog/*"),
        schedule=phrase("How often is it looked at again? Every day, unless you say otherwise"),
    )
    @app_commands.choices(schedule=OFTEN_CHOICES)
    async def add_site(  # noqa: PLR0913, PLR0917 as many as a site has options
        self,
        interaction: Interaction,
        address: str,
        depth: app_commands.Range[int, 0, 10] = 3,
        pages: app_commands.Range[int, 1, 5000] = 500,
        include: str = "",
        exclude: str = "",
        schedule: str = Schedule.DAILY,
    ) -> None:
        options = SiteOptions(depth=depth, pages=pages, include=tuple(include.split()), exclude=tuple(exclude.split()))
        site = NewSource(kind=Kind.SITE, address=address_of(address), options=options, schedule=Schedule(schedule))
        await self._watch(interaction, site)

    @usable_by(MANAGERS)
    @app_commands.command(name="add-channel", description=phrase("Add the threads of a forum or channel."))
    @app_commands.describe(
        channel=phrase("Each of its threads becomes a document, without the names of those who wrote"),
        private=phrase("Even if not everyone may see the channel: I quote it to everyone who asks me"),
    )
    async def add_channel(
        self, interaction: Interaction, channel: discord.ForumChannel | discord.TextChannel, private: bool = False
    ) -> None:
        refuse_channel(interaction, channel, private=private)
        await self._watch(interaction, NewSource(kind=Kind.CHANNEL, address=str(channel.id)))

    async def _watch(self, interaction: Interaction, wanted: NewSource) -> None:
        guild_id = guild_of(interaction)
        work = partial(self._library.sources.add, guild_id, wanted)
        await watched(interaction, work, report_on(self._library, guild_id, say_to(interaction)))


_WHICH = phrase("Which source?")


@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
class Admin(
    Adding,
    Testing,
    commands.GroupCog,
    group_name="knowledge",
    group_description="The documents that I answer from.",
):
    """All of the group."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @usable_by(MANAGERS)
    @app_commands.command(description=phrase("Read the documents folder again, or one of the sources of this server."))
    @app_commands.describe(source=phrase("Which source? Without one, the documents folder"))
    @app_commands.autocomplete(source=complete_source)
    async def reload(self, interaction: Interaction, source: str | None = None) -> None:
        if source is None:
            await self._try(interaction, SHARED, HOME)
        else:
            await self._try(interaction, guild_of(interaction), chosen_to_read(interaction, source).number)

    @usable_by(MANAGERS)
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

    @usable_by(MANAGERS)
    @app_commands.command(description=phrase("Remove a source, and all that was read from it."))
    @app_commands.describe(source=_WHICH)
    @app_commands.autocomplete(source=complete_source)
    async def remove(self, interaction: Interaction, source: str) -> None:
        chosen, guild = chosen_source(interaction, source), interaction.guild
        documents = (await status_of(self._library, guild_of(interaction), chosen.number)).documents
        await respond(interaction, *confirmation(chosen, documents, guild, say_to(interaction)), ephemeral=True)

    @usable_by(MANAGERS)
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


FEATURE = Feature(cogs=lambda host: [Admin(host.library)], buttons=(CancelButton,))
