"""/digest: what the knowledge gained since a day, a page at a time."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from discord import app_commands, ui
from discord.ext import commands
from discord.utils import format_dt

from bot.features.outlines import is_private
from bot.languages import Language, phrase
from bot.replies.embeds import DESCRIPTION, notice_embed
from bot.replies.excerpts import cut
from bot.replies.markdown import block_quote, escape, masked_link, web_address
from bot.replies.names import closing, name_of
from bot.replies.reply import shorten
from bot.ui.feature import Feature
from bot.ui.forged import NotOffered
from bot.ui.forms import shown
from bot.ui.host import Interaction, Shown
from bot.ui.interactions import Refused, guild_of, in_time, library_of, respond, say_to
from bot.ui.persistent import NumberedButton, with_turning
from bot.ui.rights import EVERYONE, usable_by
from knowledge import Gain, KnowledgeBase, Quote
from knowledge.library import Library

_SINCE = app_commands.Range[str, 1, 40]


async def complete_since(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """The periods; a date is typed."""
    say = say_to(interaction)
    named = {wish: say(name) for wish, (_, name) in PERIODS.items()}
    return [
        app_commands.Choice(name=name, value=wish)
        for wish, name in named.items()
        if typed.casefold() in (wish + name).casefold()
    ]


class Digest(commands.Cog):
    """For the one who asks, unless they want everyone to see it."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @usable_by(EVERYONE)
    @app_commands.command(description="What is new in the documents, with a sentence or two of each.")
    @app_commands.describe(
        since="Since when? Pick one or type a date like 2026-03-31; otherwise the last week",
        private="Only you see it, as is usual",
    )
    @app_commands.autocomplete(since=complete_since)
    async def digest(self, interaction: Interaction, since: _SINCE = "week", private: bool = True) -> None:
        begin = max(0, int(since_of(since, datetime.now(UTC)).timestamp()))
        paging = digest_page(self._library, guild_of(interaction), begin, 0, say_to(interaction, ephemeral=private))
        await respond(interaction, *await in_time(interaction, paging, ephemeral=private), ephemeral=private)


PAGE = 5
PERIODS = {
    "day": (timedelta(days=1), phrase("the last day")),
    "week": (timedelta(days=7), phrase("the last week")),
    "month": (timedelta(days=30), phrase("the last month")),
}
_TITLE, _QUOTED = 100, 400  # characters
_SENTENCES = 2
_RICHEST_FIRST = ((True, _SENTENCES), (False, _SENTENCES), (False, 1), (False, 0))
"""With links or without, and how many sentences of each document: the first that fits is shown."""
_NO_DATE = phrase("I do not understand the time “{typed}”. Say `day`, `week` or `month`, or a date like 2026-03-31.")


class Told(NamedTuple):
    """A document that came or changed, and what it says."""

    gain: Gain
    quotes: tuple[Quote, ...]


def since_of(wish: str, now: datetime) -> datetime:
    """The beginning of a period that ends now, or of a day in UTC. Raises Refused."""
    if wish in PERIODS:
        return now - PERIODS[wish][0]
    try:
        return datetime.combine(date.fromisoformat(wish.strip()), time.min, UTC)
    except ValueError:
        raise Refused(_NO_DATE, typed=shown(wish)) from None


async def digest_page(library: Library, guild_id: int, since: int, page: int, say: Language) -> Shown:
    """`since` in seconds since 1970. Page 0 is the first; one beyond the last shows the last."""
    gains = await library.overview.gained(guild_id, since)
    day = datetime.fromtimestamp(since, UTC).date().isoformat()
    if not gains:
        return Shown(notice_embed(say("Nothing was added or changed since {date}.", date=day)), None)
    last = (len(gains) - 1) // PAGE
    page = min(page, last)
    some = gains[page * PAGE : (page + 1) * PAGE]
    told = await asyncio.to_thread(_tell, await library.base(guild_id), some)
    embed = notice_embed(_listing(await library.base(guild_id), told, since, say))
    embed.title = say(
        "{count} new or changed document since {date}",
        "{count} new or changed documents since {date}",
        count=len(gains),
        date=day,
    )
    if last == 0:
        return Shown(embed, None)
    embed.set_footer(text=say("Page {page} of {last}", page=page + 1, last=last + 1))
    return Shown(embed, with_turning(ui.View(timeout=None), DigestButton, since, page=page, last=last, say=say))


def _tell(base: KnowledgeBase, gains: Sequence[Gain]) -> list[Told]:
    """The sentences that fit into a few lines; where none does, the one that matters most, to be cut."""
    there = [gain for gain in gains if gain.document_id in base.documents]
    fitting = [base.summarize(gain.document_id, _SENTENCES, _QUOTED).quotes for gain in there]
    return [
        Told(gain, quotes or base.summarize(gain.document_id, 1).quotes)
        for gain, quotes in zip(there, fitting, strict=True)
    ]


def _listing(base: KnowledgeBase, told: Sequence[Told], since: int, say: Language) -> str:
    """Without what was removed or changed while it was summarised."""
    there = [one for one in told if one.gain.document_id in base.documents]
    listings = ("\n\n".join(_entry(base, one, since, say, richness) for one in there) for richness in _RICHEST_FIRST)
    return next(listing for listing in listings if len(listing) <= DESCRIPTION)


def _entry(base: KnowledgeBase, told: Told, since: int, say: Language, richness: tuple[bool, int]) -> str:
    linked, sentences = richness
    gain, document = told.gain, base.document(told.gain.document_id)
    title = shorten(name_of(document, say), _TITLE)
    is_new = gain.added_at is not None and gain.added_at >= since
    when = format_dt(datetime.fromtimestamp(gain.changed_at, UTC), "R")
    head = f"**{masked_link(title, web_address(document.url) if linked else None)}**"
    verbatim = [quote.text for quote in told.quotes[:sentences] if base.is_verbatim(quote)]
    shown = (cut(text, _QUOTED) for text in verbatim)
    quotes = [block_quote(f"{escape(text)}{closing(text)}") for text in shown]
    return "\n".join([f"{head} · {say('new') if is_new else say('changed')} {when}", *quotes])


class DigestButton(NumberedButton, right=EVERYONE, template=r"digest:([0-9]{1,12}):([0-9]{1,9})"):
    """Turns to another page. Its numbers: since when, in seconds since 1970, and the page's."""

    kind = "digest"

    async def press(self, interaction: Interaction) -> None:
        say = say_to(interaction, ephemeral=is_private(interaction))
        since, page = self.numbers
        if since > datetime.now(UTC).timestamp():
            raise NotOffered
        embed, view = await digest_page(library_of(interaction), guild_of(interaction), since, page, say)
        await interaction.response.edit_message(embed=embed, view=view)


FEATURE = Feature(cogs=lambda host: [Digest(host.library)], buttons=(DigestButton,))
