"""How far what stands over a passage is about what was asked: its title and the heading right above it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.question import ParsedQuestion
from knowledge.index.corpus import Corpus
from knowledge.text.grams import BUCKETS, runs, width
from knowledge.text.numbers import distinct, found_in
from knowledge.text.outline import STEP, Outline
from knowledge.text.terms import STOP, tokens
from knowledge.text.thesaurus import families, related

SAME, FORM, ALIKE, RELATED = 1.0, 0.95, 0.8, 0.6
"""What a word is worth for another: itself, another form of it, one that begins alike, one that may answer it."""

_BEGINNING = 5
"""Letters."""


class Closeness:
    """A question to which other terms are close or not."""

    def __init__(self, question: ParsedQuestion, idfs: Mapping[str, float]) -> None:
        """`idfs`: what each term tells that is compared with the question."""
        self._idfs = idfs
        self._weights = question.idf.tolist()
        self._near: defaultdict[int, dict[int, float]] = defaultdict(dict)
        self._beginnings: dict[str, int] = {}
        for position, term in enumerate(question.terms):
            self._add(related(question.language).get(term.term, ()), position, RELATED)
            self._add(families(question.language).get(term.term, ()), position, FORM)
            self._add((term.code,), position, SAME)
            if term.prefix:
                self._beginnings[term.term[:_BEGINNING]] = position

    def _add(self, codes: Iterable[int], position: int, worth: float) -> None:
        for code in codes:
            self._near[code][position] = worth

    def to(self, terms: Iterable[str]) -> float:
        """0 … 1: Dice's coefficient of both, words being worth what they are for the other side; 0 for no terms."""
        own = [0.0] * len(self._weights)
        shared = total = 0.0
        for term in dict.fromkeys(terms):  # in order, so that sums are the same in every run
            weight, best = self._idfs[term], 0.0
            for position, worth in self._worths(term).items():
                own[position], best = max(own[position], worth), max(best, worth)
            shared += weight * best
            total += weight
        shared += sum(weight * worth for weight, worth in zip(self._weights, own, strict=True))
        return float(shared / max(total + sum(self._weights), 1e-9))

    def _worths(self, term: str) -> dict[int, float]:
        worths = self._near.get(crc32(term.encode("utf-8", "surrogatepass")), {})
        position = self._beginnings.get(term[:_BEGINNING])
        return worths if position is None or position in worths else {**worths, position: ALIKE}


class Head(NamedTuple):
    """A title or a heading."""

    text: str
    language: str


Place = tuple[str, Outline, int]
"""The id of a document, its outline, and which of its passages."""


def agreements(question: ParsedQuestion, corpus: Corpus, places: Iterable[Place]) -> dict[str, NDArray[np.float64]]:
    """Name → (n,), for some passages: by words, by runs of letters, and by the words that ask."""
    of = [_heads(corpus, place) for place in places]
    heads = list(dict.fromkeys(head for both in of for head in both))
    numbers = dict(zip(heads, range(len(heads)), strict=True))
    titles, headings = np.array([[numbers[title], numbers[heading]] for title, heading in of]).T
    columns = {
        f"{place} {name}": values[rows]
        for name, values in _alike(question, corpus, heads).items()
        for place, rows in (("title", titles), ("heading", headings))
    }
    asking = np.array([head.text.rstrip().endswith(_MARKS) for head in heads])
    asks = (asking[titles] | asking[headings]) * 1.0
    agrees = [columns[f"{place} agrees"] + columns[f"{place} spelt alike"] for place in ("title", "heading")]
    return columns | {"asks": asks, "agrees where it asks": asks * np.maximum(*agrees)}


def _alike(question: ParsedQuestion, corpus: Corpus, heads: list[Head]) -> dict[str, NDArray[np.float64]]:
    """Name → (h,), for each head."""
    tokens_of = [tokens(head.text, head.language) for head in heads]
    terms = [[token.term for token in some if not token.flags & STOP] for some in tokens_of]
    every = list({term for some in terms for term in some})
    closeness = Closeness(question, dict(zip(every, corpus.sentences.idfs(every).tolist(), strict=True)))
    asked = {token.term for token in question.tokens}
    held = np.array([[term.term in some for term in question.terms] for some in map(set, terms)], np.bool_)
    return {
        "agrees": np.array([closeness.to(some) for some in terms]),
        "spelt alike": _spelt_alike(question.text, [head.text for head in heads], corpus),
        "said alike": np.array([_dice(asked, {token.term for token in some}) for some in tokens_of]),
        "covered": held @ question.shares,
    }


def _heads(corpus: Corpus, place: Place) -> tuple[Head, Head]:
    """The title and the heading right above; without a heading nothing."""
    document_id, cut, passage = place
    language = corpus.analyses[document_id].language
    heading = cut.headings[passage].rpartition(STEP)[2]
    return Head(corpus.documents[document_id].title[:_LONGEST], language), Head(heading, language)


_MARKS = ("?", "？", "؟")
_LONGEST = 300
"""Characters of a title that are compared."""


def _dice(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / max(len(one) + len(other), 1)


def _spelt_alike(question: str, heads: list[str], corpus: Corpus) -> NDArray[np.float64]:
    """Cosines of the runs of letters of the question and of each head."""
    size = width(question)
    asked = distinct(runs([question], size)[0])
    buckets, rows = runs(heads, size)
    rows, buckets = np.divmod(distinct(rows * BUCKETS + buckets), BUCKETS)
    weights = corpus.gram_idfs(buckets)
    whole = np.bincount(rows, weights=weights, minlength=len(heads)) * corpus.gram_idfs(asked).sum()
    shared = np.bincount(rows, weights=weights * found_in(buckets, asked), minlength=len(heads))
    result: NDArray[np.float64] = shared / np.sqrt(np.maximum(whole, 1e-9))
    return result
