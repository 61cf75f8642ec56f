"""How far a question and a title or heading are about the same, also in other words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from zlib import crc32

from knowledge.words.question import Question
from knowledge.words.relations import families, related

SAME, FORM, ALIKE, RELATED = 1.0, 0.95, 0.8, 0.6
"""What a word is worth for another: itself, another form of it, one that begins alike, one that may answer it."""

_BEGINNING = 5
"""Letters."""


class Closeness:
    """A question to which other terms are close or not."""

    def __init__(self, question: Question, idfs: Mapping[str, float]) -> None:
        """`idfs`: what each term tells that is compared with the question."""
        self._idfs = idfs
        self._weights = question.idf.tolist()
        self._near: defaultdict[int, dict[int, float]] = defaultdict(dict)
        self._beginnings: dict[str, int] = {}
        for place, term in enumerate(question.terms):
            self._add(related(question.language).get(term.term, ()), place, RELATED)
            self._add(families(question.language).get(term.term, ()), place, FORM)
            self._add((term.code,), place, SAME)
            if term.prefix:
                self._beginnings[term.term[:_BEGINNING]] = place

    def _add(self, codes: Iterable[int], place: int, worth: float) -> None:
        for code in codes:
            self._near[code][place] = worth

    def to(self, terms: Iterable[str]) -> float:
        """0 … 1: Dice's coefficient of both, words being worth what they are for the other side; 0 for no terms."""
        own = [0.0] * len(self._weights)
        shared = total = 0.0
        for term in dict.fromkeys(terms):  # in order, so that sums are the same in every run
            weight, best = self._idfs[term], 0.0
            for place, worth in self._worths(term).items():
                own[place], best = max(own[place], worth), max(best, worth)
            shared += weight * best
            total += weight
        shared += sum(weight * worth for weight, worth in zip(self._weights, own, strict=True))
        return float(shared / max(total + sum(self._weights), 1e-9))

    def _worths(self, term: str) -> dict[int, float]:
        worths = self._near.get(crc32(term.encode("utf-8", "surrogatepass")), {})
        place = self._beginnings.get(term[:_BEGINNING])
        return worths if place is None or place in worths else {**worths, place: ALIKE}
