"""What of a quote is set off: that which answers, and not what was asked."""

import re
from collections.abc import Iterator

from knowledge.answering.question import ParsedQuestion
from knowledge.text.languages import signals
from knowledge.text.sentences import Span
from knowledge.text.terms import STOP, tokens

_NUMBER = re.compile(r"[$€£¥₹]?\d+(?:[.,:]\d+)*(?:\s?%)?")
_YEAR = re.compile(r"\b[12]\d{3}\b")
_PART = r"[^\W\d_a-z](?:[\w'’-]|\.(?=\w))*"
_NAME = re.compile(rf"{_PART}(?:\s+(?:(?:of|de|von|van|the|and|&)\s+)?{_PART})*")
_NAME_PART = re.compile(_PART)
_WORD = re.compile(r"[^\W\d_]+")
_MOST = 2
"""Names: of a sentence that is full of them, those that stand nearest to what was asked."""


def mark(text: str, question: ParsedQuestion) -> tuple[Span, ...]:
    """Spans of `text`, in order, not overlapping; none where nothing is of a kind that was asked for."""
    asked = {token.term for token in question.tokens}
    numbers = [one.span() for one in _NUMBER.finditer(text) if not _is_asked(one.group(), asked, question)]
    found: list[Span] = []
    if "time" in question.kinds:
        found += _times(text, numbers, question) or numbers
    elif "number" in question.kinds:
        words = [word.span() for word in _WORD.finditer(text) if _is_asked(word.group(), asked, question)]
        counting = [number for number in numbers if any(text[number[1] : start].isspace() for start, _ in words)]
        found += counting[:1] or numbers
    if question.kinds & {"person", "place"}:
        found += _nearest(text, [*_names(text, asked, question)], asked, question)
    return tuple(_joined(text, sorted(found)))


def _times(text: str, numbers: list[Span], question: ParsedQuestion) -> list[Span]:
    """Dates: years, and months with the numbers beside them."""
    months = signals(question.language).get("month", frozenset())
    named = [word.span() for word in _WORD.finditer(text) if word.group().lower() in months]
    dates = _joined(text, sorted((*named, *numbers)))
    return [
        span for span in dates if _YEAR.search(text[slice(*span)]) or any(span[0] <= at < span[1] for at, _ in named)
    ]


def _names(text: str, asked: set[str], question: ParsedQuestion) -> Iterator[Span]:
    """Names less the words of theirs that were asked for: of "Prime Minister Ada King" the last two."""
    for name in _NAME.finditer(text):
        parts = [part for part in _NAME_PART.finditer(text, *name.span()) if part.group()[0].isupper()]
        kept = [part for part in parts if not _is_asked(part.group(), asked, question)]
        if kept and (name.start() > 0 or len(kept) > 1) and not _is_stop(kept[0].group(), question):
            yield kept[0].start(), kept[-1].end()


def _nearest(text: str, names: list[Span], asked: set[str], question: ParsedQuestion) -> list[Span]:
    """The few names that stand nearest to a word that was asked for; right behind one, that one alone."""
    spots = [word.span() for word in _WORD.finditer(text) if _is_asked(word.group(), asked, question)]
    if not spots:
        return names[:_MOST]
    behind = [name for name in names if any(text[end : name[0]].isspace() for _, end in spots if end < name[0])]
    return behind[:1] or sorted(names, key=lambda name: min(abs(name[0] - start) for start, _ in spots))[:_MOST]


def _is_asked(word: str, asked: set[str], question: ParsedQuestion) -> bool:
    return any(token.term in asked for token in tokens(word, question.language) if not token.flags & STOP)


def _is_stop(word: str, question: ParsedQuestion) -> bool:
    return all(token.flags & STOP for token in tokens(word, question.language))


def _joined(text: str, spans: list[Span]) -> Iterator[Span]:
    """Those with nothing but space between them as one: a day and its month."""
    begin = end = -1
    for start, stop in spans:
        if begin >= 0 and not text[end:start].strip():
            end = max(end, stop)
            continue
        if begin >= 0:
            yield begin, end
        begin, end = start, stop
    if begin >= 0:
        yield begin, end
