"""The sentences worth a closer look: BM25 over sentences and over passages, so that cost grows with the question."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.passages import RankedPassages
from knowledge.answering.question import ParsedQuestion
from knowledge.index.corpus import Corpus
from knowledge.index.engine import TermEngine
from knowledge.text.numbers import Ints, ranges

PASSAGES = 16
"""Of the passages, so many are looked at."""

CANDIDATES = 72
"""How many of their sentences are looked at."""

PASSAGE_WEIGHT = 0.5
"""A sentence is as good as its own score and half of its passage's."""

OF_BEST = 6
"""Of each of the first passages so many sentences are looked at, whatever their words: what was asked may be said in
others."""


@dataclass(frozen=True)
class Candidates:
    """Sentences worth a closer look, best first. Shapes: C candidates."""

    numbers: Ints
    """(C,): of sentences in the knowledge base."""
    scores: NDArray[np.float64]
    """(C,): BM25 of the sentence and half of its passage's."""
    passage_scores: NDArray[np.float64]
    """(C,): BM25 of the passage."""


def find_candidates(question: ParsedQuestion, corpus: Corpus, passages: RankedPassages) -> Candidates:
    """The best sentences of the best passages, and those that are good by themselves."""
    terms = [*(term.term for term in question.terms), *dict.fromkeys(other.term for other in question.others)]
    numbering = corpus.numbering
    best = passages.best(PASSAGES)
    firsts = numbering.passage_firsts
    around = passages.numbers
    numbers = ranges(firsts[around], firsts[around + 1])
    of = numbering.passage_numbers(numbers)
    passage_scores = np.repeat(_scores(corpus.passages, terms, around), firsts[around + 1] - firsts[around])
    own = _scores(corpus.sentences, terms, numbers)
    scores = own + PASSAGE_WEIGHT * passage_scores
    order = np.argsort(-scores, kind="stable")
    chosen = np.zeros(len(numbers), np.bool_)
    for passage in passages.numbers[best].tolist():
        inside = order[of[order] == passage]
        chosen[inside[:OF_BEST]] = True
    left = max(0, CANDIDATES - int(chosen.sum()))
    chosen[order[~chosen[order]][:left]] = True
    kept = order[chosen[order]]
    return Candidates(numbers[kept], scores[kept], passage_scores[kept])


def _scores(engine: TermEngine, terms: list[str], ids: NDArray[np.int64]) -> NDArray[np.float64]:
    scores: NDArray[np.float64] = engine.weights(terms, ids).astype(np.float64).sum(axis=0)
    return scores
