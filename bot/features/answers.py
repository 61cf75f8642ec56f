"""The message that answers, and the buttons that look deeper."""

import asyncio
from collections.abc import Iterator

import discord
from discord import ui

from bot.features.conversation import Answered
from bot.features.team.team import AskPersonButton, TellButton
from bot.features.votes import DownButton, UpButton
from bot.guilds.settings import team_role
from bot.languages import Language, phrase
from bot.replies.contexts import context_reply, last_page, more_reply
from bot.replies.embeds import notice_embed, reply_embed, why_embed
from bot.replies.markdown import BUTTON, web_address
from bot.replies.names import name_of
from bot.replies.reply import Cited, Reply, answer_reply, section_of, section_reply, shorten
from bot.ui.feature import Feature
from bot.ui.host import Interaction, Shown
from bot.ui.interactions import Refused, asked_of, guild_of, library_of, respond, say_to
from bot.ui.persistent import NumberedButton, with_turning
from bot.ui.rights import EVERYONE, MANAGERS, manages
from knowledge import SHOWN, Asked
from knowledge.library import Library
from knowledge.store.records import SHARED

_MOVED = phrase("What I quoted is not there any more. Please ask again.")


class ContextButton(NumberedButton, right=EVERYONE, template=r"context:([0-9]{1,18})"):
    """The paragraphs around the quotes; from there, for those who manage, why these. Its number: the question's."""

    kind = "context"

    async def press(self, interaction: Interaction) -> None:
        asked, say = await asked_of(interaction, self.numbers[0]), say_to(interaction)
        reply = context_reply(asked, await library_of(interaction).base(guild_of(interaction)), say)
        if not reply.quotes:
            raise Refused(_MOVED)
        view = ui.View(timeout=None).add_item(WhyButton(say("Why this?"), self.numbers[0]))
        await respond(interaction, reply_embed(reply), view if manages(interaction) else None, ephemeral=True)


class WhyButton(NumberedButton, right=MANAGERS, template=r"why:([0-9]{1,18})"):
    """What matched and what decided, for those who manage. Its number: the question's."""

    kind = "why"

    async def press(self, interaction: Interaction) -> None:
        asked, say = await asked_of(interaction, self.numbers[0]), say_to(interaction)
        base = await library_of(interaction).answering.base(guild_of(interaction))
        explanation = await asyncio.to_thread(base.explain, asked.answer.question, k=5, history=asked.earlier)
        await respond(interaction, why_embed(explanation, say), ephemeral=True)


class MoreButton(NumberedButton, right=EVERYONE, template=r"more:([0-9]{1,18})"):
    """The quotes that come next. Its number: the question's."""

    kind = "more"

    async def press(self, interaction: Interaction) -> None:
        asked, say = await asked_of(interaction, self.numbers[0]), say_to(interaction)
        await respond(interaction, *await _page(interaction, asked, 0, say), ephemeral=True)


class TurnButton(NumberedButton, right=EVERYONE, template=r"turn:([0-9]{1,18}):([0-9]{1,3})"):
    """Turns to another page of them. Its numbers: the question's, and the page's."""

    kind = "turn"

    async def press(self, interaction: Interaction) -> None:
        number, page = self.numbers
        asked, say = await asked_of(interaction, number), say_to(interaction)
        embed, view = await _page(interaction, asked, page, say)
        await interaction.response.edit_message(embed=embed, view=view)


async def _page(
    interaction: Interaction, asked: Asked, page: int, say: Language
) -> tuple[discord.Embed, ui.View | None]:
    base, last = await library_of(interaction).base(guild_of(interaction)), last_page(asked)
    reply = more_reply(asked, min(page, last), base, say)
    embed = reply_embed(reply) if reply.quotes else notice_embed(say(_MOVED))
    if len(asked.more) <= SHOWN:
        return embed, None
    return embed, with_turning(ui.View(timeout=None), TurnButton, asked.number, page=page, last=last, say=say)


_SECTION_GONE = phrase("That part is not there any more. Please ask again.")
_LABEL = 60  # characters that still read well


async def show(  # noqa: PLR0913 what stands around an answer
    asked: Asked,
    library: Library,
    say: Language,
    *,
    titled: bool,
    earlier: str | None = None,
    team: bool = False,
) -> Shown:
    """`titled` where the question does not stand above the answer anyway.

    `earlier` is the address of an answer to the same question, `team` whether there are people to ask.
    """
    reply = answer_reply(asked.answer, await library.base(asked.guild_id), asked.closest, say)
    if earlier:
        reply = reply.model_copy(update={"source": say("This was answered here before"), "link": earlier})
    embed = reply_embed(reply if titled else reply.model_copy(update={"title": ""}))
    return Shown(embed, _view(asked, reply, say, team=team))


async def show_answered(answered: Answered, library: Library, guild: discord.Guild | None, say: Language) -> Shown:
    """An answer in a channel: without its question, which stands above it in a message of its own."""
    titled = answered.asking.message_id is None
    team = not answered.asked.answer.quotes and team_role(library, guild) is not None
    return await show(answered.asked, library, say, titled=titled, earlier=answered.earlier_link, team=team)


def _view(asked: Asked, reply: Reply, say: Language, *, team: bool) -> ui.View | None:
    """Of a question that is not kept, links alone: its buttons would find nothing."""
    view = ui.View(timeout=None)
    below = _below_answer(asked, say) if reply.quotes else _below_unknown(asked, reply, say, team=team)
    for item in below if asked.number else ():
        view.add_item(item)
    for link in _links(reply, say):
        view.add_item(link)
    return view if view.children else None


def _below_answer(asked: Asked, say: Language) -> Iterator[NumberedButton]:
    """One row to judge the answer and look deeper."""
    yield UpButton("👍", asked.number, row=0)
    yield DownButton("👎", asked.number, row=0)
    yield ContextButton(say("Show context"), asked.number, row=0)
    if asked.more:
        yield MoreButton(say("More"), asked.number, row=0)


def _links(reply: Reply, say: Language) -> Iterator[ui.Button[ui.View]]:
    """The sources that have an address."""
    links = {_button_link(cited): name_of(cited.quote.source, say) for cited in reply.quotes}
    for link, title in links.items():
        if link:
            yield ui.Button(label=shorten(title, _LABEL), url=link, row=1)


def _button_link(cited: Cited) -> str | None:
    """To the words, or where that is too long for a button, to the page."""
    link = cited.link
    return link if link and len(link) <= BUTTON else web_address(cited.quote.source.url, BUTTON)


def _below_unknown(asked: Asked, reply: Reply, say: Language, *, team: bool) -> Iterator[NumberedButton]:
    """A button for each section that came close, and ways to get an answer from people."""
    chunks = [hit.chunk for hit in asked.closest]
    for section in reply.sections:
        yield SectionButton(section.label, asked.number, chunks.index(section.chunk), row=0)
    if team:
        yield AskPersonButton(say("Ask a person"), asked.number, row=1, style=discord.ButtonStyle.primary)
    if asked.guild_id != SHARED:
        yield TellButton(say("Tell me when there is an answer"), asked.number, row=1)


class SectionButton(NumberedButton, right=EVERYONE, template=r"section:([0-9]{1,18}):([0-9]{1,3})"):
    """Shows a section to the one who clicks. Its numbers: the question's, and the place among its closest sections."""

    kind = "section"

    async def press(self, interaction: Interaction) -> None:
        number, place = self.numbers
        hits = (await asked_of(interaction, number)).closest[place : place + 1]
        base = await library_of(interaction).base(guild_of(interaction))
        section = section_of(hits[0].chunk, base) if hits else None
        if section is None:
            raise Refused(_SECTION_GONE)
        await respond(interaction, reply_embed(section_reply(section, say_to(interaction))), ephemeral=True)


FEATURE = Feature(buttons=(ContextButton, MoreButton, SectionButton, TurnButton, WhyButton))
