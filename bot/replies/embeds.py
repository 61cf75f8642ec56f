"""Reply → embed, within Discord's limits (https://discord.com/developers/docs/resources/message#embed-object)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import discord

from bot.languages import Language
from bot.replies.blocks import focus_of
from bot.replies.markdown import escape, masked_link
from bot.replies.names import name_of
from bot.replies.quoted import quote_markdown
from bot.replies.reply import Certainty, Cited, Reply, shorten
from knowledge import Considered, Explanation

DESCRIPTION = 4096
_TITLE, _FOOTER = 256, 2048
_MOST = 2600  # characters of Markdown for one quote, which leaves room for what stands around it
_NUMBERS = 30  # characters for the numbers of quotes and the marks around them
_APART = "\n\n"
_COLOURS = {
    Certainty.SURE: discord.Colour.from_str("#3ba55d"),
    Certainty.UNSURE: discord.Colour.from_str("#f0b232"),
    Certainty.UNKNOWN: discord.Colour.from_str("#80848e"),
}


def reply_embed(reply: Reply) -> discord.Embed:
    """Never more than Discord takes: a long quote is cut, and what then does not fit is left out, last first."""
    opening = [escape(reply.opening)] if reply.opening else []
    ending = [f"-# {masked_link(reply.source, reply.link)}"] if reply.source else []
    room = DESCRIPTION - sum(len(part) + len(_APART) for part in (*opening, *ending))
    quotes = _under_sources(list(_fitting(reply.quotes, room)))
    description = _APART.join([*opening, *quotes, *ending])
    embed = discord.Embed(title=title_of(reply.title), description=description, colour=_COLOURS[reply.certainty])
    if reply.footer:
        embed.set_footer(text=shorten(reply.footer, _FOOTER))
    return embed


def notice_embed(sentence: str) -> discord.Embed:
    """Something that the bot says in its own words."""
    return discord.Embed(description=sentence, colour=_COLOURS[Certainty.UNKNOWN])


def title_of(text: str) -> str | None:
    """Escaping may double a title, so a long one is cut before; None for no title."""
    title = escape(shorten(text, _TITLE))
    return (title if len(title) <= _TITLE else escape(shorten(text, _TITLE // 2))) or None


class _Block(NamedTuple):
    """A quote as it is shown, and below it in small type where to check it."""

    cited: Cited
    quoted: str
    source: str


def _fitting(quotes: Iterable[Cited], room: int) -> Iterator[_Block]:
    """As many of them as there is room for, each as long as there is room."""
    for cited in quotes:
        block = _block(cited, min(_MOST, room))
        if block is None:
            return
        room -= len(block.quoted) + len(block.source) + len(_APART)
        yield block


def _block(cited: Cited, room: int) -> _Block | None:
    """With the other places of the same words, if there is room for them, too."""
    alone = masked_link(cited.source, cited.link)
    also = "".join(f"\n-# {masked_link(other.text, other.link)}" for other in cited.also)
    for source in dict.fromkeys((alone + also, alone)):
        quoted = quote_markdown(cited.quote, room - len(source) - _NUMBERS)
        if quoted is not None:
            return _Block(cited, quoted, source)
    return None


def _under_sources(blocks: Sequence[_Block]) -> Iterator[str]:
    """Quotes from one place with their numbers above one source."""
    waiting: list[_Block] = []
    for block in blocks:
        waiting.append(block)
        if not block.cited.with_next or block is blocks[-1]:
            numbers = ", ".join(str(each.cited.number) for each in waiting)
            yield _APART.join(each.quoted for each in waiting) + f"\n-# {numbers} · {waiting[0].source}"
            waiting = []


_QUOTE = 160
_REASONS = 4


def why_embed(explanation: Explanation, say: Language) -> discord.Embed:
    """The terms with their weights, how sure it is, then the candidates with what moved their scores most."""
    lines = [_understood(explanation, say), _terms(explanation, say), _sureness(explanation, say), ""]
    for place, considered in enumerate(explanation.considered, 1):
        block = _candidate(place, considered, say)
        if sum(map(len, lines)) + len(block) + len(lines) > DESCRIPTION:
            break
        lines.append(block)
    embed = notice_embed("\n".join(line for line in lines if line is not None))
    embed.title = say("Why this?")
    embed.set_footer(text=say("Below each sentence what moved its score most. The first one is what I quote first."))
    return embed


def _understood(explanation: Explanation, say: Language) -> str:
    return say("Understood as: {text}", text=escape(shorten(explanation.understood, 300)))


def _terms(explanation: Explanation, say: Language) -> str:
    """The rarer a term, the greater its share."""
    shares = sorted(explanation.terms, key=lambda term: -term[1])[:12]
    shown = " · ".join(f"{escape(term)} {share:.0%}" for term, share in shares)
    return say("Looked for, by rarity: {terms}", terms=shown or "–")


def _sureness(explanation: Explanation, say: Language) -> str:
    return say(
        "The documents hold an answer: {known}% (I answer from {threshold}%). The first quote is it: {confidence}%.",
        known=round(explanation.known * 100),
        threshold=round(explanation.threshold * 100),
        confidence=round(explanation.confidence * 100),
    )


def _candidate(place: int, considered: Considered, say: Language) -> str:
    quote = considered.quote
    reasons = " · ".join(f"{escape(each.name)} {each.effect:+.2f}" for each in considered.reasons[:_REASONS])
    source = escape(shorten(name_of(quote.source, say), 60))
    decides = shorten(quote.text[slice(*(focus_of(quote) or (0, None)))], _QUOTE)
    return f"**{place}.** {escape(decides)}\n-# {quote.score:.2f} · {source}\n-# {reasons}"
