"""What people hand over: files, addresses, texts that they paste."""

import asyncio
from functools import partial
from pathlib import PurePosixPath

import aiohttp
import discord
from yarl import URL

from bot.features.knowledge.reports import added_embed
from bot.features.knowledge.sources import PASTED
from bot.languages import Language, phrase
from bot.ui.feature import Feature
from bot.ui.forms import Answers, NumberedModal, text_field, text_of
from bot.ui.host import Interaction
from bot.ui.interactions import guild_of, library_of, say_to
from bot.ui.progress import Report, watched
from bot.ui.rights import MANAGERS
from knowledge.errors import SourceFailed, UnreadableFile
from knowledge.library import Library
from knowledge.reading import LARGEST, MEGABYTE, require_read
from knowledge.sources import Added, Kind, NewSource, OnProgress, canonical_address

_SECONDS = 60
_NAME = 100
_LONGEST = 4000
"""Characters of a pasted text: Discord's limit for a field."""
_CALLED, _TEXT = phrase("What is it called?"), phrase("The text")


def address_of(typed: str) -> str:
    """A web address as it is kept; `https://` may be left out. Raises SourceFailed."""
    address = typed.strip()
    whole = address if "://" in address else f"https://{address}"
    if not whole.lower().startswith(("http://", "https://")):
        raise SourceFailed(address, "only addresses with http:// or https:// are read")
    try:
        canonical = canonical_address(whole)
    except ValueError:
        canonical = ""
    if not canonical or _has_no_host(address, canonical):
        raise SourceFailed(address, "it is not the address of a web page")
    return canonical


def _has_no_host(typed: str, canonical: str) -> bool:
    """Words are no address; a host without a dot is one only to those who type all of it."""
    host = URL(canonical).host or ""
    return not host or any(letter.isspace() or letter == "%" for letter in host) or not ("://" in typed or "." in host)


async def read_attachment(file: discord.Attachment) -> bytes:
    """Raises UnreadableFile, before it is fetched if it is too large or of a kind that is not read."""
    require_read(file.filename)
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
    content = await read_attachment(file)
    return await library.sources.give(guild_id, Kind.FILE, name, content, address, on_progress)


def _named(name: str) -> str:
    """One line that is no path; its ending, which tells the format, is kept."""
    path = PurePosixPath("".join(filter(str.isprintable, name.replace("\\", "/"))))
    return f"{path.stem[:_NAME]}{path.suffix}"


class PasteModal(NumberedModal, right=MANAGERS):
    """A text, what it is called, and where it can be found."""

    kind = "paste"
    counted = 0
    fields = frozenset({"name", "text", "link"})

    async def show(self, interaction: Interaction) -> None:
        """Open it, empty."""
        say = say_to(interaction)
        await self.open(
            interaction,
            say("Add a text"),
            text_field("name", say(_CALLED), longest=_NAME, one_line=True),
            text_field("text", say(_TEXT), longest=_LONGEST),
            text_field("link", say("Where can people find it? (a link)"), longest=1000, optional=True, one_line=True),
        )

    async def submit(self, interaction: Interaction, answers: Answers) -> None:
        library, guild_id, say = library_of(interaction), guild_of(interaction), say_to(interaction)
        name, text, link = ("".join(answers.get(field, [])) for field in ("name", "text", "link"))
        title = " ".join(text_of(name, say(_CALLED)).split())
        content = f"# {title}\n\n{text_of(text, say(_TEXT))}".encode()
        address = address_of(link) if link.strip() else None
        give = partial(library.sources.give, guild_id, Kind.TEXT, title + PASTED, content, address)
        await watched(interaction, give, report_on(library, guild_id, say))


def report_on(library: Library, guild_id: int, say: Language) -> Report[Added]:
    """What is said about a new source."""

    async def report(added: Added) -> discord.Embed:
        return added_embed(added, await library.sources.kept.usage(guild_id), say)

    return report


FEATURE = Feature(forms=(PasteModal,))
