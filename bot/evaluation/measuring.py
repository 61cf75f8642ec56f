"""Golden questions → how they were answered."""

from collections.abc import Iterable
from statistics import median
from time import perf_counter
from typing import NamedTuple

from bot.evaluation.questions import Golden
from knowledge import Answer, KnowledgeBase, Quote, holds, shared_words

DEPTH = 3
"""Quotes that a person is shown at most."""
_ENOUGH, _COMPLETE = 0.5, 0.8
"""Of the words of a reply or a quote: from which on this quote is of that reply, and the reply is told whole."""


class Asked(NamedTuple):
    """A golden question and what came of it."""

    golden: Golden
    answer: Answer
    """As a person gets it: without quotes if the documents seem to hold no answer."""
    closest: Quote | None
    """The best quote, said or not."""
    rank: int
    """Of the first right quote, said or not, counted from 1; 0 = none of the first three."""
    milliseconds: float

    @property
    def said(self) -> bool:
        """Whether anything was quoted."""
        return bool(self.answer.quotes)

    @property
    def right(self) -> bool:
        """Whether a person was helped: the right first quote, or none where there is no answer."""
        return (self.said and self.rank == 1) if self.golden.is_answerable else not self.said

    @property
    def helped(self) -> bool:
        """Whether something that is shown answers."""
        return any(_is_right(quote, self.golden) for quote in self.answer.quotes)

    @property
    def misled(self) -> bool:
        """Whether something is shown and nothing of it answers."""
        return self.said and not self.helped

    @property
    def complete(self) -> bool:
        """Whether what is shown and answers holds nearly all that a helpful person would paste."""
        told = " ".join(quote.text for quote in self.answer.quotes if _is_right(quote, self.golden))
        shared, _, whole = shared_words(told, self.golden.reply)
        return 0 < _COMPLETE * whole <= shared


class Result(NamedTuple):
    """All questions."""

    asked: tuple[Asked, ...]

    @property
    def answerable(self) -> list[Asked]:
        """Those to which the documents hold an answer."""
        return [one for one in self.asked if one.golden.is_answerable]

    @property
    def unanswerable(self) -> list[Asked]:
        """The others."""
        return [one for one in self.asked if not one.golden.is_answerable]

    @property
    def first_right(self) -> float:
        """Percent of the answerable ones whose first quote is right, said or not."""
        return percent(sum(one.rank == 1 for one in self.answerable), len(self.answerable))

    @property
    def calibration_gap(self) -> float:
        """Points of a hundred between mean confidence and the share of right first quotes."""
        hoped = sum(one.answer.confidence for one in self.asked)
        return abs(percent(hoped - sum(one.rank == 1 for one in self.asked), len(self.asked)))

    @property
    def time(self) -> float:
        """Milliseconds of the median question."""
        return median([one.milliseconds for one in self.asked] or [0.0])


def percent(part: float, whole: int) -> float:
    """0 of nothing."""
    return 100 * part / whole if whole else 0.0


def measure(base: KnowledgeBase, questions: Iterable[Golden]) -> Result:
    """Ask them all."""
    return Result(tuple(_ask(base, golden) for golden in questions))


def _ask(base: KnowledgeBase, golden: Golden) -> Asked:
    start = perf_counter()
    answer = base.ask(golden.question, k=DEPTH)
    milliseconds = 1000 * (perf_counter() - start)
    quotes = answer.quotes or base.ask(golden.question, k=DEPTH, threshold=0.0).quotes
    rank = next((rank for rank, quote in enumerate(quotes, 1) if _is_right(quote, golden)), 0)
    return Asked(golden, answer, quotes[0] if quotes else None, rank, milliseconds)


def _is_right(quote: Quote, golden: Golden) -> bool:
    wanted = golden.document in ("", quote.source.document_id, quote.source.title)
    if golden.answers or not golden.reply:
        return wanted and holds(quote.text, golden.answers)
    shared, own, whole = shared_words(quote.text, golden.reply)
    return wanted and shared >= _ENOUGH * min(own, whole) > 0
