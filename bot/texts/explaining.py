"""Explanation → what those who look after the documents read: what was looked for, and what decided. Pure."""

import discord

from bot.languages import Language
from bot.replies import shorten
from bot.texts.embeds import DESCRIPTION, notice_embed
from bot.texts.markdown import escape
from bot.texts.names import name_of
from knowledge.models import Considered, Explanation

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
