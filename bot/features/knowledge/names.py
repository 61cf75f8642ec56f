"""Sources by the names that people know them by, to pick from while typing."""

from itertools import islice
from pathlib import PurePath
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.replies.reply import shorten
from bot.ui.host import Interaction
from bot.ui.interactions import guild_of, library_of
from bot.ui.rights import manages
from knowledge.errors import SourceFailed, SourceNotFound
from knowledge.sources import GIVEN, Kind

if TYPE_CHECKING:
    from knowledge.library import Library
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


def chosen_source(interaction: Interaction, typed: str) -> "StoredSource":
    """The source of a choice; or, since people may type on without choosing, the first one with such a name.

    Raises SourceNotFound.
    """
    found = _meant(library_of(interaction), interaction, typed)
    if not found:
        raise SourceNotFound(0)
    return next((source for source in found if str(source.number) == typed), found[0])


def chosen_to_read(interaction: Interaction, typed: str) -> "StoredSource":
    """One that can be read again. Raises SourceNotFound, SourceFailed."""
    source = chosen_source(interaction, typed)
    if source.kind in GIVEN:
        name = source_name(source.kind, source.address, interaction.guild)
        raise SourceFailed(name, "it was handed over; to change it, add it again under the same name")
    return source


def _meant(library: "Library", interaction: Interaction, typed: str) -> "list[StoredSource]":
    wanted = typed.casefold().strip()
    sources = library.sources.register.of(guild_of(interaction))
    return [source for source in sources if wanted in _label(source, interaction.guild).casefold()]


def _label(source: "StoredSource", guild: discord.Guild | None) -> str:
    return f"{source.number} · {source_name(source.kind, source.address, guild)}"
