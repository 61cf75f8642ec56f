"""What people hand over: files, addresses, texts that they paste."""

import asyncio
from pathlib import PurePosixPath
from typing import Any

import aiohttp
import discord
from discord import ui

from bot.controls.progress import Report, watched
from bot.controls.source_reports import added_embed
from bot.interacting.interactions import Interaction, apologise, guild_of, say_to
from bot.languages import Language
from bot.sources.source_names import PASTED
from knowledge.errors import SourceFailed, UnreadableFile
from knowledge.library import Library
from knowledge.reading.formats import reader_for
from knowledge.reading.limits import LARGEST, MEGABYTE
from knowledge.sources.changes import OnProgress
from knowledge.sources.kinds import NewSource
from knowledge.sources.pages import canonical_address
from knowledge.sources.reports import Added, Kind

_SECONDS = 60
_NAME = 100
_OPEN = 30 * 60
"""Seconds that a form may be open before it is forgotten."""


def address_of(typed: str) -> str:
    """A web address as it is kept; `https://` may be left out. Raises SourceFailed."""
    address = typed.strip()
    try:
        canonical = canonical_address(address if "://" in address else f"https://{address}")
    except ValueError:
        raise SourceFailed(address, "it is not the address of a web page") from None
    if not canonical.startswith(("http://", "https://")):
        raise SourceFailed(address, "only addresses with http:// or https:// are read")
    return canonical


async def read_attachment(file: discord.Attachment) -> bytes:
    """Raises UnreadableFile, before it is fetched if it is too large or of a kind that is not read."""
    reader_for(file.filename)
    if file.size > LARGEST:
        raise UnreadableFile(file.filename, f"it is larger than {LARGEST // MEGABYTE} MB; split it into smaller files")
    try:
        async with asyncio.timeout(_SECONDS):
            return await file.read()
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError) as error:
        raise UnreadableFile(file.filename, "Discord does not give it to me; send it again") from error


async def add_given(
    library: Library, guild_id: int, file: discord.Attachment | None, link: str | None, on_progress: OnProgress
) -> Added:
    """A file, with the address where people can find it; or what is at an address. Raises KnowledgeError."""
    address = address_of(link) if link else None
    if file is None:
        wanted = NewSource(kind=Kind.LINK, address=address or "")
        return await library.sources.add(guild_id, wanted, on_progress)
    name = _named(file.filename)
    return await library.sources.give(guild_id, Kind.FILE, name, await read_attachment(file), address)


def _named(name: str) -> str:
    """One line that is no path; its ending, which tells the format, is kept."""
    path = PurePosixPath("".join(filter(str.isprintable, name.replace("\\", "/"))))
    return f"{path.stem[:_NAME]}{path.suffix}"


class PasteForm(ui.Modal):
    """A text, what it is called, and where it can be found."""

    def __init__(self, library: Library, say: Language) -> None:
        super().__init__(title=say("Add a text"), timeout=_OPEN)
        self._library = library
        self._name: ui.TextInput[Any] = ui.TextInput(max_length=_NAME)
        self._text: ui.TextInput[Any] = ui.TextInput(style=discord.TextStyle.paragraph, max_length=4000)
        self._link: ui.TextInput[Any] = ui.TextInput(required=False, max_length=1000)
        self.add_item(ui.Label(text=say("What is it called?"), component=self._name))
        self.add_item(ui.Label(text=say("The text"), component=self._text))
        self.add_item(ui.Label(text=say("Where can people find it? (a link)"), component=self._link))

    async def on_submit(self, interaction: Interaction) -> None:
        guild_id, say = guild_of(interaction), say_to(interaction)
        await watched(interaction, lambda _: self._give(guild_id), report_on(self._library, guild_id, say))

    async def _give(self, guild_id: int) -> Added:
        title = " ".join(self._name.value.split())
        content = f"# {title}\n\n{self._text.value}".encode()
        address = address_of(self._link.value) if self._link.value.strip() else None
        return await self._library.sources.give(guild_id, Kind.TEXT, title + PASTED, content, address)

    async def on_error(self, interaction: Interaction, error: Exception) -> None:  # type: ignore[override]  # its interaction is not generic
        await apologise(interaction, error)


def report_on(library: Library, guild_id: int, say: Language) -> Report[Added]:
    """What is said about a new source."""

    async def report(added: Added) -> discord.Embed:
        return added_embed(added, await library.sources.usage(guild_id), say)

    return report
