"""Question → chunks: BM25 finds some dozens, then those come first whose title or heading is about the same."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.assess import understand
from knowledge.answering.question import ParsedQuestion
from knowledge.index.corpus import Corpus
from knowledge.text.grams import BUCKETS, runs, width
from knowledge.text.numbers import distinct
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


AGREEMENT_WEIGHT = 1.5
"""Beside the best chunk's words: a title that asks the same tells more than words somewhere in the text."""

LOOKED_AT = 60
"""Chunks that are found by their words alone."""


def find_passages(text: str, corpus: Corpus, k: int) -> list[tuple[int, float]]:
    """The numbers and scores of the k best passages, best first. Scores are between 0 and 4."""
    if not corpus.documents:
        return []
    question = understand(text, corpus)
    terms = [term.term for term in question.terms]
    numbers, scores = corpus.passages.top(terms, max(k, LOOKED_AT))
    if not len(numbers):
        return []
    total = scores / scores[0] + AGREEMENT_WEIGHT * _agreements(question, corpus, numbers.tolist())
    order = np.argsort(-total, kind="stable")[:k]
    return list(zip(numbers[order].tolist(), total[order].tolist(), strict=True))


def _agreements(question: ParsedQuestion, corpus: Corpus, numbers: list[int]) -> NDArray[np.float64]:
    """How far each passage's title or heading asks for the same: by words and by runs of letters."""
    of, heads = _heads(corpus, numbers)
    terms = list({term for terms in heads.values() for term in terms})
    closeness = Closeness(question, dict(zip(terms, corpus.sentences.idfs(terms).tolist(), strict=True)))
    alike = _alike(question.text, list(heads), corpus).tolist()
    total = {
        head: closeness.to(of_head) + letters for (head, of_head), letters in zip(heads.items(), alike, strict=True)
    }
    return np.array([max(total[title], total[heading]) for title, heading in of])


def _heads(corpus: Corpus, numbers: list[int]) -> tuple[list[tuple[str, str]], dict[str, Sequence[str]]]:
    """Title and heading of each passage; and the terms of each of these."""
    of: list[tuple[str, str]] = []
    heads: dict[str, Sequence[str]] = {}
    for number in numbers:
        document_id, cut, passage = corpus.numbering.passage(number)
        analysis = corpus.analyses[document_id]
        title, heading = corpus.documents[document_id].title, cut.headings[passage]
        heads.setdefault(title, analysis.title)
        heads.setdefault(heading, analysis.headings[passage])
        of.append((title, heading))
    return of, heads


def _alike(question: str, heads: list[str], corpus: Corpus) -> NDArray[np.float64]:
    """Cosines of the runs of letters of the question and of each head."""
    size = width(question)
    asked = distinct(runs([question], size)[0])
    buckets, rows = runs(heads, size)
    rows, buckets = np.divmod(distinct(rows * BUCKETS + buckets), BUCKETS)
    weights = corpus.gram_idfs(buckets)
    whole = np.bincount(rows, weights=weights, minlength=len(heads)) * corpus.gram_idfs(asked).sum()
    shared = np.bincount(rows, weights=weights * np.isin(buckets, asked), minlength=len(heads))
    result: NDArray[np.float64] = shared / np.sqrt(np.maximum(whole, 1e-9))
    return result
