"""How the sources of a server stand, a page at a time, and removing one."""

from collections.abc import Iterator

import discord
from discord import ui
from discord.utils import format_dt

from bot.features.knowledge.sources import source_name
from bot.languages import Language, phrase
from bot.replies.embeds import notice_embed
from bot.replies.markdown import escape
from bot.replies.reply import shorten
from bot.replies.sources import failure_list, reload_embed, status_embed
from bot.ui.feature import Feature
from bot.ui.host import Interaction, Shown
from bot.ui.interactions import guild_of, library_of, say_to
from bot.ui.persistent import NumberedButton, with_turning
from bot.ui.rights import EVERYONE, MANAGERS
from knowledge.library import Library
from knowledge.sources import Added, Schedule, SourceStatus, Usage
from knowledge.store.records import StoredSource


def confirmation(source: StoredSource, documents: int, guild: discord.Guild | None, say: Language) -> Shown:
    """The question, and a button for each answer."""
    name = escape(source_name(source.kind, source.address, guild))
    counted = say("{count} document", "{count} documents", count=documents)
    view = ui.View(timeout=None)
    view.add_item(RemoveButton(say("Remove"), source.number, style=discord.ButtonStyle.danger))
    view.add_item(KeepButton(say("Keep"), source.number))
    return Shown(
        notice_embed(say("Remove {name} and what was read from it ({documents})?", name=name, documents=counted)), view
    )


class RemoveButton(NumberedButton, right=MANAGERS, template=r"remove:([0-9]{1,18})"):
    """Removes. Its number: the source's."""

    kind = "remove"

    async def press(self, interaction: Interaction) -> None:
        library, guild_id, say = library_of(interaction), guild_of(interaction), say_to(interaction)
        source = library.sources.register.source(guild_id, self.numbers[0])
        await interaction.response.defer()
        await library.sources.remove(guild_id, source.number)
        name = escape(source_name(source.kind, source.address, interaction.guild))
        gone = notice_embed(say("{name} and all that was read from it are gone.", name=name))
        await interaction.edit_original_response(embed=gone, view=None)


class KeepButton(NumberedButton, right=EVERYONE, template=r"keep:([0-9]{1,18})"):
    """Changes nothing. Its number: the source's, so that it has one."""

    kind = "keep"

    async def press(self, interaction: Interaction) -> None:
        say = say_to(interaction)
        kept = notice_embed(say("Nothing was changed."))
        await interaction.response.edit_message(embed=kept, view=None)


PAGE = 5
OFTEN = {
    Schedule.OFF: phrase("only when somebody asks for it"),
    Schedule.HOURLY: phrase("every hour"),
    Schedule.DAILY: phrase("every day"),
    Schedule.WEEKLY: phrase("every week"),
}
_FAILURES, _LISTED, _REASON = 3, 5, 150
_MEGABYTE = 1_000_000


def added_embed(added: Added, usage: Usage, say: Language) -> discord.Embed:
    """What came of the first run, and how much room there is if it gets tight."""
    embed = reload_embed(added.reload, say)
    if usage.tight:
        embed.set_footer(text=usage_line(usage, say))
    return embed


def usage_line(usage: Usage, say: Language) -> str:
    """How much of its quotas a server uses."""
    return say(
        "Used here: {documents} of {most_documents} documents, {megabytes} of {most_megabytes} MB, "
        "{sites} of {most_sites} sites",
        documents=usage.documents,
        most_documents=usage.quotas.documents,
        megabytes=-(-usage.bytes // _MEGABYTE),
        most_megabytes=usage.quotas.bytes // _MEGABYTE,
        sites=usage.sites,
        most_sites=usage.quotas.sites,
    )


async def status_page(library: Library, guild: discord.Guild | None, guild_id: int, page: int, say: Language) -> Shown:
    """What needs somebody's care comes first. A page beyond the last shows the last, for sources may have gone."""
    sources = sorted(await library.overview.sources(guild_id), key=_is_well)
    last = max(len(sources) - 1, 0) // PAGE
    page = min(page, last)
    embed = status_embed(await library.overview.status(guild_id), say)
    for source in sources[page * PAGE : (page + 1) * PAGE]:
        name = f"{source.number} · {source_name(source.kind, source.address, guild)}"
        embed.add_field(name=escape(name), value="\n".join(_lines(source, say)), inline=False)
    pages = [say("Page {page} of {last}", page=page + 1, last=last + 1)] if last else []
    embed.set_footer(text=" · ".join([usage_line(await library.sources.kept.usage(guild_id), say), *pages]))
    view = with_turning(ui.View(timeout=None), StatusButton, page=page, last=last, say=say)
    return Shown(embed, view if last else None)


def failures_page(source: SourceStatus, guild: discord.Guild | None, page: int, say: Language) -> Shown:
    """One source, with all that cannot be read of it; page 0 is the first."""
    last = max(len(source.failures) - 1, 0) // _LISTED
    page = min(page, last)
    embed = notice_embed("\n".join(_standing(source, say)))
    embed.title = escape(f"{source.number} · {source_name(source.kind, source.address, guild)}")
    if source.failures:
        listed = source.failures[page * _LISTED : (page + 1) * _LISTED]
        name = say("Could not be read: {number}", number=len(source.failures))
        embed.add_field(name=name, value=failure_list(listed, say), inline=False)
    if not last:
        return Shown(embed, None)
    embed.set_footer(text=say("Page {page} of {last}", page=page + 1, last=last + 1))
    view = with_turning(ui.View(timeout=None), FailuresButton, source.number, page=page, last=last, say=say)
    return Shown(embed, view)


async def status_of(library: Library, guild_id: int, number: int) -> SourceStatus:
    """Raises SourceNotFound."""
    library.sources.register.source(guild_id, number)
    return next(status for status in await library.overview.sources(guild_id) if status.number == number)


def _is_well(source: SourceStatus) -> bool:
    return source.error is None and not source.failures


def _lines(source: SourceStatus, say: Language) -> Iterator[str]:
    yield from _standing(source, say)
    if source.failures:
        yield failure_list(source.failures, say, _FAILURES)


def _standing(source: SourceStatus, say: Language) -> Iterator[str]:
    documents = say("{count} document", "{count} documents", count=source.documents)
    sections = say("{count} section", "{count} sections", count=source.chunks)
    if source.last_success:
        read = format_dt(source.last_success, "R")
        yield say("{documents} in {sections}, read {time}.", documents=documents, sections=sections, time=read)
    if source.is_running:
        yield say("It is being read now.")
    elif source.next_run:
        following = format_dt(source.next_run, "R")
        yield say("It is read {often}, next {time}.", often=say(OFTEN[source.schedule]), time=following)
    if source.error:
        yield say("The last time, nothing could be read: {reason}.", reason=escape(shorten(source.error, _REASON)))
    if source.old:
        yield say("{count} document may be out of date.", "{count} documents may be out of date.", count=source.old)


class StatusButton(NumberedButton, right=MANAGERS, template=r"status:([0-9]{1,9})"):
    """Turns to another page. Its number: the page's."""

    kind = "status"

    async def press(self, interaction: Interaction) -> None:
        library, page = library_of(interaction), self.numbers[0]
        embed, view = await status_page(library, interaction.guild, guild_of(interaction), page, say_to(interaction))
        await interaction.response.edit_message(embed=embed, view=view)


class FailuresButton(NumberedButton, right=MANAGERS, template=r"failures:([0-9]{1,18}):([0-9]{1,9})"):
    """Turns to another page. Its numbers: the source's and the page's."""

    kind = "failures"

    async def press(self, interaction: Interaction) -> None:
        number, page = self.numbers
        source = await status_of(library_of(interaction), guild_of(interaction), number)
        embed, view = failures_page(source, interaction.guild, page, say_to(interaction))
        await interaction.response.edit_message(embed=embed, view=view)


FEATURE = Feature(buttons=(FailuresButton, KeepButton, RemoveButton, StatusButton))
