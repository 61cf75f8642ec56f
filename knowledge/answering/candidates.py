"""The sentences worth a closer look: BM25 over sentences and over passages, so that cost grows with the question."""

from collections.abc import Collection as Ids
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.question import ParsedQuestion
from knowledge.index.corpus import Corpus
from knowledge.index.engine import TermEngine
from knowledge.text.numbers import Ints, distinct, ranges

SENTENCES, PASSAGES = 60, 16
"""How many of each are taken from the indexes."""

CANDIDATES = 60
"""How many of their sentences are looked at."""

PASSAGE_WEIGHT = 0.5
"""A sentence is as good as its own score and half of its passage's."""


@dataclass(frozen=True)
class Candidates:
    """Sentences worth a closer look, best first. Shapes: C candidates."""

    numbers: Ints
    """(C,): of sentences in the knowledge base."""
    scores: NDArray[np.float64]
    """(C,): BM25 of the sentence and half of its passage's."""
    passage_scores: NDArray[np.float64]
    """(C,): BM25 of the passage."""


def find_candidates(question: ParsedQuestion, corpus: Corpus, within: Ids[str] | None = None) -> Candidates:
    """The best candidates among the documents with the ids `within` (None = all)."""
    terms = [*(term.term for term in question.terms), *dict.fromkeys(other.term for other in question.others)]
    numbering = corpus.numbering
    ids = None if within is None else [key for key in dict.fromkeys(within) if key in corpus.documents]
    best, _ = corpus.sentences.top(terms, SENTENCES, within=None if ids is None else map(numbering.sentence_ids, ids))
    around, _ = corpus.passages.top(terms, PASSAGES, within=None if ids is None else map(numbering.passage_ids, ids))
    firsts = numbering.passage_firsts
    numbers = distinct(np.concatenate((best.astype(np.int64), ranges(firsts[around], firsts[around + 1]))))
    passage_scores = _scores(corpus.passages, terms, numbering.passage_numbers(numbers))
    scores = _scores(corpus.sentences, terms, numbers) + PASSAGE_WEIGHT * passage_scores
    order = np.argsort(-scores, kind="stable")[:CANDIDATES]
    return Candidates(numbers[order], scores[order], passage_scores[order])


def _scores(engine: TermEngine, terms: list[str], ids: NDArray[np.int64]) -> NDArray[np.float64]:
    scores: NDArray[np.float64] = engine.weights(terms, ids).astype(np.float64).sum(axis=0)
    return scores
