"""/knowledge add, add-site and add-channel: new sources."""

from functools import partial
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.controls.progress import watched
from bot.controls.source_reports import OFTEN
from bot.interacting.interactions import Interaction, guild_of, say_to
from bot.languages import phrase
from bot.sources.channels import refuse_channel
from bot.sources.handing_over import PasteModal, add_given, address_of, report_on
from knowledge.library import Library
from knowledge.sources.frontier import SiteOptions
from knowledge.sources.kinds import NewSource
from knowledge.sources.reports import Kind, Schedule

OFTEN_CHOICES = [app_commands.Choice(name=sentence, value=str(schedule)) for schedule, sentence in OFTEN.items()]


class Adding(commands.Cog):
    """The part of the group that adds; the group checks who may."""

    _library: Library

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
            await PasteModal().ask(interaction)
            return
        work = partial(add_given, self._library, guild_id, file, link)
        await watched(interaction, work, report_on(self._library, guild_id, say))

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
        work: Any = partial(self._library.sources.add, guild_id, wanted)
        await watched(interaction, work, report_on(self._library, guild_id, say_to(interaction)))
