"""A question in Discord → the message that answers it."""

from typing import NamedTuple

import discord
from discord import ui

from bot.buttons import NumberedButton
from bot.embeds import notice_embed, reply_embed
from bot.interactions import Interaction, guild_of, library_of, respond, say_to
from bot.languages import Language, phrase
from bot.replies import Reply, answer_reply, section_of, section_reply
from knowledge.library import Asked, Library

_GONE = phrase("That part is not there any more. Please ask again.")


class Shown(NamedTuple):
    """What is sent."""

    embed: discord.Embed
    view: ui.View | None


def show(asked: Asked, library: Library, say: Language, *, titled: bool) -> Shown:
    """`titled` where the question does not stand above the answer anyway."""
    reply = answer_reply(asked.answer, library.base(asked.guild_id), asked.closest, say)
    embed = reply_embed(reply if titled else reply.model_copy(update={"title": ""}))
    return Shown(embed, _sections_view(asked, reply))


def _sections_view(asked: Asked, reply: Reply) -> ui.View | None:
    """A button for each section that came close."""
    chunks = [hit.chunk for hit in asked.closest]
    if not reply.sections:
        return None
    view = ui.View(timeout=None)
    for section in reply.sections:
        view.add_item(SectionButton(section.label, asked.number, chunks.index(section.chunk)))
    return view


class SectionButton(NumberedButton, template=r"section:([0-9]{1,18}):([0-9]{1,3})"):
    """Shows a section to the one who clicks. Its numbers: the question's, and the place among its closest sections."""

    kind = "section"

    async def press(self, interaction: Interaction) -> None:
        library, guild_id, say = library_of(interaction), guild_of(interaction), say_to(interaction)
        number, place = self.numbers
        asked = await library.asked(guild_id, number)
        hits = asked.closest[place : place + 1] if asked else ()
        section = section_of(hits[0].chunk, library.base(guild_id)) if hits else None
        embed = reply_embed(section_reply(section, say)) if section else notice_embed(say(_GONE))
        await respond(interaction, embed, ephemeral=True)
