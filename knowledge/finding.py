"""Question → chunks: BM25 finds some dozens, then those come first whose title or heading is about the same."""

import numpy as np
from numpy.typing import NDArray

from knowledge.answering import understand
from knowledge.closeness import Closeness
from knowledge.collection import Collection
from knowledge.grams import BUCKETS, runs, width
from knowledge.question import Question

AGREEMENT_WEIGHT = 1.5
"""Beside the best chunk's words: a title that asks the same tells more than words somewhere in the text."""

LOOKED_AT = 60
"""Chunks that are found by their words alone."""


def find_passages(text: str, collection: Collection, k: int) -> list[tuple[int, float]]:
    """The numbers and scores of the k best passages, best first. Scores are between 0 and 4."""
    if not collection.documents:
        return []
    question = understand(text, collection)
    terms = [term.term for term in question.terms]
    numbers, scores = collection.passages.top(terms, max(k, LOOKED_AT))
    if not len(numbers):
        return []
    total = scores / scores[0] + AGREEMENT_WEIGHT * _agreements(question, collection, numbers.tolist())
    order = np.argsort(-total, kind="stable")[:k]
    return list(zip(numbers[order].tolist(), total[order].tolist(), strict=True))


def _agreements(question: Question, collection: Collection, numbers: list[int]) -> NDArray[np.float64]:
    """How far each passage's title or heading asks for the same: by words and by runs of letters."""
    closeness = Closeness(question, collection.sentences.idf)
    heads: dict[str, float] = {}
    of = []
    for number in numbers:
        document_id, cut, passage = collection.places.passage(number)
        analysis = collection.analyses[document_id]
        title, heading = collection.documents[document_id].title, cut.headings[passage]
        for head, terms in ((title, analysis.title), (heading, analysis.headings[passage])):
            heads.setdefault(head, closeness.to(terms) if head not in heads else 0.0)
        of.append((title, heading))
    alike = _alike(question.text, list(heads), collection.gram_idf)
    total = {head: words + letters for (head, words), letters in zip(heads.items(), alike.tolist(), strict=True)}
    return np.array([max(total[title], total[heading]) for title, heading in of])


def _alike(question: str, heads: list[str], gram_idf: NDArray[np.float64]) -> NDArray[np.float64]:
    """Cosines of the runs of letters of the question and of each head."""
    size = width(question)
    asked = np.unique(runs([question], size)[0])
    buckets, rows = runs(heads, size)
    rows, buckets = np.divmod(np.unique(rows * BUCKETS + buckets), BUCKETS)
    weights = gram_idf[buckets]
    whole = np.bincount(rows, weights=weights, minlength=len(heads)) * gram_idf[asked].sum()
    shared = np.bincount(rows, weights=weights * np.isin(buckets, asked), minlength=len(heads))
    result: NDArray[np.float64] = shared / np.sqrt(np.maximum(whole, 1e-9))
    return result
