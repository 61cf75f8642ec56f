"""A long document in Discord: its gist, its outline, and a menu of its sections."""

import asyncio
import zlib
from collections.abc import Sequence

import discord
from discord import ui

from bot.languages import Language, phrase
from bot.replies.embeds import DESCRIPTION, reply_embed
from bot.replies.markdown import escape
from bot.replies.quoted import OMITTED
from bot.replies.reply import Cited, Reply, shorten
from bot.replies.summaries import document_reply, label_of, message_length, part_reply, parts_to_page
from bot.ui.feature import Feature
from bot.ui.forged import NotOffered
from bot.ui.host import Interaction, Shown
from bot.ui.interactions import Refused, guild_of, in_time, library_of, respond, say_to
from bot.ui.persistent import NumberedButton, NumberedMenu, with_turning
from bot.ui.rights import EVERYONE
from knowledge import Document, KnowledgeBase, Part

PAGE = 25
"""Options of a menu (https://discord.com/developers/docs/components/reference#string-select), and lines of an outline:
more of them would bury what else is said in the channel."""
_MORE = 100
"""Characters kept free for saying that there are more sections."""
_CHANGED = phrase("That document is gone or reads differently now. Please use `/summary` again.")


def document_shown(base: KnowledgeBase, document: Document, sentences: int, say: Language) -> Shown:
    """Raises DocumentNotFound."""
    reply = document_reply(base, document, message_length(base, document, sentences), say)
    embed = summary_embed(reply)
    if not reply.outline:
        return Shown(embed, None)
    opened = f"{embed.description}\n\n**{say('Sections')}**"
    embed.description = f"{opened}\n{_as_fits(reply.outline, DESCRIPTION - len(opened) - 1, say)}"
    return Shown(embed, sections_view(document, parts_to_page(base, document), 0, say))


def summary_embed(reply: Reply) -> discord.Embed:
    """With links into the page as long as these crowd out nothing that is quoted."""
    embed = reply_embed(reply)
    shown, last = embed.description or "", f"-# {len(reply.quotes)} · "
    if not reply.quotes or (last in shown and OMITTED not in shown):
        return embed
    return reply_embed(reply.model_copy(update={"quotes": tuple(_unlinked(cited) for cited in reply.quotes)}))


def sections_view(document: Document, parts: Sequence[Part], page: int, say: Language) -> ui.View:
    """A menu of 25 sections and, where there are more, buttons to the others. `page` 0 is the first."""
    view, last = ui.View(timeout=None), (len(parts) - 1) // PAGE
    first, key = page * PAGE, (document.number, zlib.crc32(document.text.encode()))
    some = list(enumerate(parts[first : first + PAGE], start=first))
    options = [
        discord.SelectOption(
            label=f"{number + 1} · {label_of(part, document)}"[:100],
            value=str(number),
            description=shorten(part.place or "", 100) or None,
        )
        for number, part in some
    ]
    hint = say("Sections {first} to {last} of {total}", first=first + 1, last=first + len(some), total=len(parts))
    view.add_item(SectionMenu(ui.Select(placeholder=hint, options=options), *key, page))
    return with_turning(view, SectionsButton, *key, page=page, last=last, say=say) if last > 0 else view


class SectionMenu(NumberedMenu, right=EVERYONE, template=r"outline:([0-9]{1,20}):([0-9]{1,10}):([0-9]{1,6})"):
    """Tells a section to the one who picks it. Its numbers: the document's, its text's, and the menu's page."""

    kind = "outline"

    async def pick(self, interaction: Interaction, values: list[str]) -> None:
        base = await library_of(interaction).base(guild_of(interaction))
        work = asyncio.to_thread(_part_picked, base, self.numbers, int(values[0]), say_to(interaction))
        document, reply = await in_time(interaction, work, ephemeral=True)
        require_unchanged(document, await library_of(interaction).base(guild_of(interaction)))
        await respond(interaction, summary_embed(reply), ephemeral=True)


class SectionsButton(NumberedButton, right=EVERYONE, template=r"outlinepage:([0-9]{1,20}):([0-9]{1,10}):([0-9]{1,6})"):
    """Turns to another page of the menu. Its numbers: the document's, its text's, and the page's."""

    kind = "outlinepage"

    async def press(self, interaction: Interaction) -> None:
        base = await library_of(interaction).base(guild_of(interaction))
        document = await asyncio.to_thread(_document, base, self.numbers)
        say = say_to(interaction, ephemeral=is_private(interaction))
        parts = parts_to_page(base, document)
        if self.numbers[2] * PAGE >= len(parts):
            raise NotOffered
        view = sections_view(document, parts, self.numbers[2], say)
        await interaction.response.edit_message(view=view)


def is_private(interaction: Interaction) -> bool:
    """Whether the message that was clicked is seen by one person alone."""
    return interaction.message is not None and interaction.message.flags.ephemeral


def require_unchanged(document: Document, base: KnowledgeBase) -> None:
    """Nothing is quoted that was removed or changed while it was summarised. Raises Refused."""
    now = base.documents.get(document.id)
    if now is None or now.text != document.text:
        raise Refused(_CHANGED)


def _part_picked(base: KnowledgeBase, numbers: Sequence[int], part: int, say: Language) -> tuple[Document, Reply]:
    document = _document(base, numbers)
    if not 0 <= part < len(base.parts(document.id)):
        raise Refused(_CHANGED)
    return document, part_reply(base, document, part, say)


def _document(base: KnowledgeBase, numbers: Sequence[int]) -> Document:
    """The one with these numbers. Raises Refused if its text is not what it was: a number would lead elsewhere."""
    document = base.numbered(numbers[0])
    if document is None or zlib.crc32(document.text.encode()) != numbers[1]:
        raise Refused(_CHANGED)
    return document


def _as_fits(lines: Sequence[str], room: int, say: Language) -> str:
    shown: list[str] = []
    for line in map(escape, lines[:PAGE]):
        if sum(map(len, shown)) + len(shown) + len(line) > room - _MORE:
            break
        shown.append(line)
    rest = [say("and {number} more", number=len(lines) - len(shown))] if len(shown) < len(lines) else []
    return "\n".join([*shown, *rest])


def _unlinked(cited: Cited) -> Cited:
    return cited.model_copy(update={"link": None, "also": ()})


FEATURE = Feature(buttons=(SectionsButton,), menus=(SectionMenu,))
