"""Reply → embed, within Discord's limits (https://discord.com/developers/docs/resources/message#embed-object)."""

import discord

from bot.languages import Language
from bot.replies.markdown import block_quote, code_block, escape, masked_link, set_off
from bot.replies.names import closing, name_of
from bot.replies.reply import Certainty, Cited, Reply, shorten
from knowledge import Considered, Explanation, Quote, split_sentences

DESCRIPTION = 4096
_TITLE, _FOOTER = 256, 2048
_BLOCK = 2600  # characters of Markdown for one quote and its source, which leaves room for what stands around it
_COLOURS = {
    Certainty.SURE: discord.Colour.from_str("#3ba55d"),
    Certainty.UNSURE: discord.Colour.from_str("#f0b232"),
    Certainty.UNKNOWN: discord.Colour.from_str("#80848e"),
}


def reply_embed(reply: Reply) -> discord.Embed:
    """Never more than Discord takes: a long quote is cut, and what then does not fit is left out, last first."""
    opening = [escape(reply.opening)] if reply.opening else []
    ending = [f"-# {masked_link(reply.source, reply.link)}"] if reply.source else []
    quotes = [_block(cited) for cited in reply.quotes]
    while len(description := "\n\n".join([*opening, *quotes, *ending])) > DESCRIPTION:
        quotes.pop()
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


def _block(cited: Cited) -> str:
    """As much of the quote as fits: escaping may make it three times as long."""
    alone = cited.model_copy(update={"also": ()})
    blocks = (_cited(one, longest) for one in (cited, alone) for longest in (2400, 1200, 600, 300))
    return next(block for block in blocks if len(block) <= _BLOCK)


def _cited(cited: Cited, longest: int) -> str:
    """The quote with the sentence that it leans on, and below it in small type its number and where to check it."""
    parts = (cited.quote.before, cited.quote, cited.quote.after)
    quoted = "\n".join(_quoted(part, longest) for part in parts if part is not None)
    source = masked_link(cited.source, cited.link)
    also = "".join(f"\n-# {masked_link(other.text, other.link)}" for other in cited.also)
    return f"{quoted}\n-# {cited.number} · {source}{also}"


def _quoted(quote: Quote, longest: int) -> str:
    """As much of a quote as may be shown; code as code."""
    text = cut(quote.text, longest) if quote.code is None else _cut_code(quote.text, longest)
    matches = [(start, end) for start, end in quote.matches if end <= len(text)]
    shown = f"{set_off(text, matches)}{closing(text)}" if quote.code is None else code_block(text, quote.code)
    return block_quote(shown) + ("" if text == quote.text else "\n-# […]")


def _cut_code(text: str, longest: int) -> str:
    """Whole lines."""
    return text if len(text) <= longest else text[:longest].rpartition("\n")[0] or text[:longest]


def cut(text: str, longest: int) -> str:
    """The whole sentences of `text` that fit into `longest` characters; of one long sentence, the words."""
    if len(text) <= longest:
        return text
    ends = [end for _, end in split_sentences(text) if end <= longest]
    return text[: ends[-1]] if ends else text[:longest].rpartition(" ")[0].rstrip() or text[:longest]


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
    return f"**{place}.** {escape(shorten(quote.text, _QUOTE))}\n-# {quote.score:.2f} · {source}\n-# {reasons}"
