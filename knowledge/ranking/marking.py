"""Which words of a quote to mark: those that were asked for, and those that answer."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from knowledge.words.languages import signals
from knowledge.words.question import Question
from knowledge.words.terms import words

Span = tuple[int, int]

_NUMBER = re.compile(r"[$€£¥₹]?\d+(?:[.,:]\d+)*(?:\s?%)?")
_PART = r"[^\W\d_a-z](?:[\w'’-]|\.(?=\w))*"
_NAME = re.compile(rf"{_PART}(?:\s+(?:(?:of|de|von|van|the|and|&)\s+)?{_PART})*")
_NAME_PART = re.compile(_PART)
_WORD = re.compile(r"[^\W\d_]+")


def mark(text: str, question: Question) -> tuple[Span, ...]:
    """Spans of `text`, in order, not overlapping."""
    asked = {term.term for term in question.terms}
    found = [(word.start, word.end) for word in words(text, question.language) if word.term in asked]
    found += [span for span in _answers(text, question) if not _touches(span, found)]
    return tuple(_merged(sorted(found)))


def _answers(text: str, question: Question) -> Iterator[Span]:
    """What is of the kind that was asked for."""
    if question.kinds & {"time", "number"}:
        yield from (match.span() for match in _NUMBER.finditer(text))
    if "time" in question.kinds:
        months = signals(question.language).get("month", frozenset())
        yield from (match.span() for match in _WORD.finditer(text) if match.group().lower() in months)
    if question.kinds & {"person", "place"}:
        names = (match for match in _NAME.finditer(text) if match.start() > 0)
        yield from (
            name.span() for name in names if all(part[0].isupper() for part in _NAME_PART.findall(name.group()))
        )


def _touches(one: Span, others: list[Span]) -> bool:
    """Whether it has a letter in common with any of `others`, which are in order of both their edges."""
    last = bisect_left(others, (one[1],)) - 1
    return last >= 0 and others[last][1] > one[0]


def _merged(spans: list[Span]) -> Iterator[Span]:
    """Overlapping ones as one."""
    end = -1
    begin = -1
    for start, stop in spans:
        if start < end:
            end = max(end, stop)
            continue
        if end > begin:
            yield begin, end
        begin, end = start, stop
    if end > begin:
        yield begin, end
