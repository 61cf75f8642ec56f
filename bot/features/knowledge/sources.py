"""/sources: what there is to ask about, and sources by the names that people know them by."""

from collections.abc import Sequence
from itertools import islice
from pathlib import PurePath

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.languages import Language
from bot.replies.embeds import DESCRIPTION, notice_embed
from bot.replies.markdown import escape, masked_link, shown_address, web_address
from bot.replies.names import name_of
from bot.replies.reply import provenance, shorten
from bot.ui.feature import Feature
from bot.ui.host import Interaction, Shown
from bot.ui.interactions import guild_of, in_time, library_of, respond, say_to
from bot.ui.persistent import NumberedButton, with_turning
from bot.ui.rights import EVERYONE, manages, usable_by
from knowledge import Document, KnowledgeBase
from knowledge.errors import SourceFailed, SourceNotFound
from knowledge.library import Library
from knowledge.sources import GIVEN, Kind
from knowledge.store.records import StoredSource

PASTED = ".md"
"""What a pasted text is read as; not part of the name that somebody gave it."""
_CHOICES, _LENGTH, _NAME = 25, 100, 80


def source_name(kind: str, address: str, guild: discord.Guild | None) -> str:
    """A web address, a file's name, a channel's name: one line, not escaped."""
    if kind == Kind.CHANNEL:
        channel = guild.get_channel(int(address)) if guild else None
        return f"#{shorten(channel.name, _NAME)}" if channel else f"#{address}"
    if kind == Kind.FOLDER:
        return shorten(PurePath(address).name, _NAME)
    return shorten(address.removesuffix(PASTED) if kind == Kind.TEXT else address, _NAME)


async def complete_source(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """What Discord offers for an option that names a source; nothing to those who may not manage them."""
    if not manages(interaction):
        return []
    sources = _meant(library_of(interaction), interaction, typed)
    return [
        app_commands.Choice(name=shorten(_label(source, interaction.guild), _LENGTH), value=str(source.number))
        for source in islice(sources, _CHOICES)
    ]


def chosen_source(interaction: Interaction, typed: str) -> StoredSource:
    """The source of a choice; or, since people may type on without choosing, the first one with such a name.

    Raises SourceNotFound.
    """
    found = _meant(library_of(interaction), interaction, typed)
    if not found:
        raise SourceNotFound(0)
    return next((source for source in found if str(source.number) == typed), found[0])


def chosen_to_read(interaction: Interaction, typed: str) -> StoredSource:
    """One that can be read again. Raises SourceNotFound, SourceFailed."""
    source = chosen_source(interaction, typed)
    if source.kind in GIVEN:
        name = source_name(source.kind, source.address, interaction.guild)
        raise SourceFailed(name, "it was handed over; to change it, add it again under the same name")
    return source


def _meant(library: Library, interaction: Interaction, typed: str) -> "list[StoredSource]":
    wanted = typed.casefold().strip()
    sources = library.sources.register.of(guild_of(interaction))
    return [source for source in sources if wanted in _label(source, interaction.guild).casefold()]


def _label(source: StoredSource, guild: discord.Guild | None) -> str:
    return f"{source.number} · {source_name(source.kind, source.address, guild)}"


PAGE = 10
_TITLE = 100


class SourcePages(commands.Cog):
    """Only the one who asks sees the list: it is long and of no interest to others."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @usable_by(EVERYONE)
    @app_commands.command(description="The documents that I know here.")
    async def sources(self, interaction: Interaction) -> None:
        base = await in_time(interaction, self._library.base(guild_of(interaction)), ephemeral=True)
        await respond(interaction, *sources_page(base, 0, say_to(interaction)), ephemeral=True)


def sources_page(base: KnowledgeBase, page: int, say: Language) -> Shown:
    """Page 0 is the first; one beyond the last shows the last, for documents may have gone."""
    documents = base.by_title
    if not documents:
        return Shown(notice_embed(say("There are no documents here yet.")), None)
    last = (len(documents) - 1) // PAGE
    page = min(page, last)
    embed = notice_embed(_listing(documents[page * PAGE : (page + 1) * PAGE], say))
    embed.title = say("{count} document", "{count} documents", count=len(documents))
    if last == 0:
        return Shown(embed, None)
    embed.set_footer(text=say("Page {page} of {last}", page=page + 1, last=last + 1))
    return Shown(embed, with_turning(ui.View(timeout=None), PageButton, page=page, last=last, say=say))


def _listing(documents: Sequence[Document], say: Language) -> str:
    """Without links where these are too long for a page."""
    linked = "\n".join(_entry(document, web_address(document.url), say) for document in documents)
    return linked if len(linked) <= DESCRIPTION else "\n".join(_entry(document, None, say) for document in documents)


def _entry(document: Document, address: str | None, say: Language) -> str:
    title = shorten(name_of(document, say), _TITLE)
    plain = "" if web_address(document.url) else shown_address(document.url)
    where = " · ".join(filter(None, (provenance(document, say), plain)))
    return f"**{masked_link(title, address)}**\n-# {escape(where)}"


class PageButton(NumberedButton, right=EVERYONE, template=r"sources:([0-9]{1,9})"):
    """Turns to another page of the list. Its number: the page's."""

    kind = "sources"

    async def press(self, interaction: Interaction) -> None:
        base = await library_of(interaction).base(guild_of(interaction))
        embed, view = sources_page(base, self.numbers[0], say_to(interaction))
        await interaction.response.edit_message(embed=embed, view=view)


FEATURE = Feature(cogs=lambda host: [SourcePages(host.library)], buttons=(PageButton,))
