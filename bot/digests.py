"""What the knowledge gained since a day, a page at a time."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from discord import ui
from discord.utils import format_dt

from bot.answering import Shown
from bot.buttons import NumberedButton
from bot.embeds import DESCRIPTION, cut, notice_embed
from bot.interactions import Interaction, Refused, guild_of, library_of, say_to
from bot.languages import Language, phrase
from bot.links import web_address
from bot.markdown import block_quote, escape, masked_link
from bot.outlines import is_private
from bot.replies import shorten
from knowledge import Document, KnowledgeBase
from knowledge.library import Library
from knowledge.models import Gain

PAGE = 5
PERIODS = {
    "day": (timedelta(days=1), phrase("the last day")),
    "week": (timedelta(days=7), phrase("the last week")),
    "month": (timedelta(days=30), phrase("the last month")),
}
_TITLE, _QUOTED = 100, 400  # characters
_RICHEST_FIRST = ((True, 2), (False, 2), (False, 1), (False, 0))
"""With links or without, and how many sentences of each document: the first that fits is shown."""
_NO_DATE = phrase("I do not understand that time. Say `day`, `week` or `month`, or a date like 2026-03-31.")


def since_of(wish: str, now: datetime) -> datetime:
    """The beginning of a period that ends now, or of a day in UTC. Raises Refused."""
    if wish in PERIODS:
        return now - PERIODS[wish][0]
    try:
        return datetime.combine(date.fromisoformat(wish.strip()), time.min, UTC)
    except ValueError:
        raise Refused(_NO_DATE) from None


async def digest_page(library: Library, guild_id: int, since: int, page: int, say: Language) -> Shown:
    """`since` in seconds since 1970. Page 0 is the first; one beyond the last shows the last."""
    gained, base = await library.gained(guild_id, since), library.base(guild_id)
    gains = [gain for gain in gained if gain.document_id in base.documents]
    day = datetime.fromtimestamp(since, UTC).date().isoformat()
    if not gains:
        return Shown(notice_embed(say("Nothing was added or changed since {date}.", date=day)), None)
    last = (len(gains) - 1) // PAGE
    page = min(page, last)
    some = gains[page * PAGE : (page + 1) * PAGE]
    embed = notice_embed(await asyncio.to_thread(_listing, base, some, since, say))
    embed.title = say(
        "{count} new or changed document since {date}",
        "{count} new or changed documents since {date}",
        count=len(gains),
        date=day,
    )
    if last == 0:
        return Shown(embed, None)
    embed.set_footer(text=say("Page {page} of {last}", page=page + 1, last=last + 1))
    return Shown(embed, _turning(since, page, last, say))


def _listing(base: KnowledgeBase, gains: Sequence[Gain], since: int, say: Language) -> str:
    listings = ("\n\n".join(_entry(base, gain, since, say, richness) for gain in gains) for richness in _RICHEST_FIRST)
    return next(listing for listing in listings if len(listing) <= DESCRIPTION)


def _entry(base: KnowledgeBase, gain: Gain, since: int, say: Language, richness: tuple[bool, int]) -> str:
    linked, sentences = richness
    document = base.document(gain.document_id)
    title = shorten(document.title, _TITLE) or shorten(document.id, _TITLE)
    is_new = gain.added_at is not None and gain.added_at >= since
    when = format_dt(datetime.fromtimestamp(gain.changed_at, UTC), "R")
    head = f"**{masked_link(title, web_address(document.url) if linked else None)}**"
    quotes = [block_quote(escape(text)) for text in _told(base, document, sentences)]
    return "\n".join([f"{head} · {say('new') if is_new else say('changed')} {when}", *quotes])


def _told(base: KnowledgeBase, document: Document, sentences: int) -> list[str]:
    """The sentences that fit into a few lines; where none does, the beginning of the one that matters most."""
    if sentences == 0:
        return []
    fitting = base.summarize(document.id, sentences, _QUOTED).quotes
    quotes = fitting or base.summarize(document.id, 1).quotes
    return [cut(quote.text, _QUOTED) for quote in quotes if base.is_verbatim(quote)]


def _turning(since: int, page: int, last: int, say: Language) -> ui.View:
    view = ui.View(timeout=None)
    view.add_item(DigestButton(say("‹ Back"), since, max(page - 1, 0), disabled=page == 0))
    view.add_item(DigestButton(say("Next ›"), since, min(page + 1, last), disabled=page == last))
    return view


class DigestButton(NumberedButton, template=r"digest:([0-9]{1,12}):([0-9]{1,9})"):
    """Turns to another page. Its numbers: since when, in seconds since 1970, and the page's."""

    kind = "digest"

    async def press(self, interaction: Interaction) -> None:
        say = say_to(interaction, ephemeral=is_private(interaction))
        since, page = self.numbers
        embed, view = await digest_page(library_of(interaction), guild_of(interaction), since, page, say)
        await interaction.response.edit_message(embed=embed, view=view)
