"""Buttons that lead deeper into an answer, each for the one who clicks alone."""

import asyncio

import discord
from discord import ui

from bot.controls.buttons import NumberedButton, with_turning
from bot.interacting.interactions import Interaction, guild_of, library_of, manages, require_manager, respond, say_to
from bot.languages import Language, phrase
from bot.texts.contexts import context_reply, last_page, more_reply
from bot.texts.embeds import notice_embed, reply_embed
from bot.texts.explaining import why_embed
from knowledge.library import Asked
from knowledge.team_first import SHOWN

_GONE = phrase("I do not remember that question any more. Please ask again.")
_MOVED = phrase("What I quoted is not there any more. Please ask again.")


class ContextButton(NumberedButton, template=r"context:([0-9]{1,18})"):
    """The paragraphs around the quotes; from there, for those who manage, why these. Its number: the question's."""

    kind = "context"

    async def press(self, interaction: Interaction) -> None:
        asked, say = await _asked(interaction, self.numbers[0]), say_to(interaction)
        base = await library_of(interaction).base(guild_of(interaction))
        reply = asked and context_reply(asked, base, say)
        if not reply or not reply.quotes:
            await respond(interaction, notice_embed(say(_MOVED if reply else _GONE)), ephemeral=True)
            return
        view = ui.View(timeout=None).add_item(WhyButton(say("Why this?"), self.numbers[0]))
        await respond(interaction, reply_embed(reply), view if manages(interaction) else None, ephemeral=True)


class WhyButton(NumberedButton, template=r"why:([0-9]{1,18})"):
    """What matched and what decided, for those who manage. Its number: the question's."""

    kind = "why"

    async def press(self, interaction: Interaction) -> None:
        say = say_to(interaction)
        require_manager(interaction)
        asked = await _asked(interaction, self.numbers[0])
        if asked is None:
            await respond(interaction, notice_embed(say(_GONE)), ephemeral=True)
            return
        base = await library_of(interaction).base(guild_of(interaction))
        explanation = await asyncio.to_thread(base.explain, asked.answer.question, k=5, history=asked.earlier)
        await respond(interaction, why_embed(explanation, say), ephemeral=True)


class MoreButton(NumberedButton, template=r"more:([0-9]{1,18})"):
    """The quotes that come next. Its number: the question's."""

    kind = "more"

    async def press(self, interaction: Interaction) -> None:
        asked, say = await _asked(interaction, self.numbers[0]), say_to(interaction)
        if asked is None:
            await respond(interaction, notice_embed(say(_GONE)), ephemeral=True)
        else:
            await respond(interaction, *await _page(interaction, asked, 0, say), ephemeral=True)


class TurnButton(NumberedButton, template=r"turn:([0-9]{1,18}):([0-9]{1,3})"):
    """Turns to another page of them. Its numbers: the question's, and the page's."""

    kind = "turn"

    async def press(self, interaction: Interaction) -> None:
        number, page = self.numbers
        asked, say = await _asked(interaction, number), say_to(interaction)
        if asked is None:
            await respond(interaction, notice_embed(say(_GONE)), ephemeral=True)
            return
        embed, view = await _page(interaction, asked, page, say)
        await interaction.response.edit_message(embed=embed, view=view)


async def _asked(interaction: Interaction, number: int) -> Asked | None:
    return await library_of(interaction).asked(guild_of(interaction), number)


async def _page(
    interaction: Interaction, asked: Asked, page: int, say: Language
) -> tuple[discord.Embed, ui.View | None]:
    base, last = await library_of(interaction).base(guild_of(interaction)), last_page(asked)
    reply = more_reply(asked, min(page, last), base, say)
    embed = reply_embed(reply) if reply.quotes else notice_embed(say(_MOVED))
    if len(asked.more) <= SHOWN:
        return embed, None
    return embed, with_turning(ui.View(timeout=None), TurnButton, asked.number, page=page, last=last, say=say)
