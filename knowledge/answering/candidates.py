"""The sentences worth a closer look: BM25 over sentences and over passages, so that cost grows with the question."""

from collections.abc import Collection as Ids

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.evidence import Candidates, Evidence, Surroundings
from knowledge.answering.question import ParsedQuestion
from knowledge.index.bm25 import Index
from knowledge.index.corpus import Corpus
from knowledge.text.numbers import distinct, ranges
from knowledge.text.outline import NumberedDocument

SENTENCES, PASSAGES = 60, 16
"""How many of each are taken from the indexes."""

CANDIDATES = 60
"""How many of their sentences are looked at."""

PASSAGE_WEIGHT = 0.5
"""A sentence is as good as its own score and half of its passage's."""


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


def gather_evidence(question: ParsedQuestion, corpus: Corpus, candidates: Candidates) -> Evidence:
    """What of the question stands where."""
    numbers, numbering = candidates.numbers, corpus.numbering
    documents, of = np.unique(numbering.documents_of(numbers), return_inverse=True)
    here = [numbering.document_at(position) for position in documents.tolist()]
    passages = numbering.passage_numbers(numbers)
    around = Surroundings(
        here,
        [corpus.analyses[place.id] for place in here],
        of,
        passages,
        numbering.passage_firsts[passages],
        numbering.passage_firsts[passages + 1],
    )
    texts = [_text(corpus, here[which], number) for which, number in zip(of.tolist(), numbers.tolist(), strict=True)]
    return Evidence(question, candidates, around, texts)


def _text(corpus: Corpus, place: NumberedDocument, number: int) -> str:
    return corpus.documents[place.id].text[slice(*place.outline.span(number - place.first))]


def _scores(index: Index, terms: list[str], ids: NDArray[np.int64]) -> NDArray[np.float64]:
    scores: NDArray[np.float64] = index.weights(terms, ids).astype(np.float64).sum(axis=0)
    return scores
