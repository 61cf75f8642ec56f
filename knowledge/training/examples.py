"""Questions of sets → examples: the features of each question's candidates, and which of them answer."""

from collections.abc import Collection as Ids
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.assess import Look, look, sense_of, understand
from knowledge.answering.confidence import passage_signs
from knowledge.answering.passages import RankedPassages, rank_passages
from knowledge.index.corpus import Corpus
from knowledge.index.meaning import Meaning
from knowledge.training.gold import answers, is_part, plain, stands_right
from knowledge.training.sets import Row


class Example(NamedTuple):
    """One question in one knowledge base. Shapes: C candidates, F features."""

    question: Row
    matrix: NDArray[np.float32]
    """(C, F)"""
    right: NDArray[np.bool_]
    """(C,)"""
    signs: NDArray[np.float64]
    """What the passages tell of how sure to be; none for examples of passages."""
    helps: NDArray[np.bool_]
    """(C,): those around which something stands that helps, though another one may be better."""
    of: NDArray[np.int64]
    """(C,): the passage that each is in."""


def passage_examples(corpus: Corpus, meaning: Meaning | None, questions: Iterable[Row]) -> Iterator[Example]:
    """Each question asked of a corpus; the candidates are passages."""
    for row in questions:
        question = understand(row["question"], corpus)
        ranked = rank_passages(question, corpus, sense_of(question, meaning))
        if ranked is not None:
            yield Example(row, ranked.matrix.astype(np.float32), right_passages(ranked, corpus, row), *_NOTHING)


def sentence_examples(
    corpus: Corpus, meaning: Meaning | None, questions: Iterable[Row], within: Ids[str] | None = None
) -> Iterator[Example]:
    """Each question asked of a corpus; the candidates are sentences.

    One question in three is asked as if it were in a language without lists of related words.
    """
    for row in questions:
        other_words = crc32(row["question"].encode()) % 3 > 0
        seen = look(row["question"], corpus, meaning=meaning, within=within, other_words=other_words)
        if seen is not None:
            matrix, right = seen.matrix.astype(np.float32), right_sentences(seen, corpus, row)
            helps = right | helping(seen, corpus, row) if "gold" in row else right
            yield Example(row, matrix, right, passage_signs(seen.passages), helps, seen.evidence.around.passages)


def right_passages(ranked: RankedPassages, corpus: Corpus, row: Row) -> NDArray[np.bool_]:
    """(P,): those that hold an answer, or much of what a helpful reply quotes."""
    found = []
    for number in ranked.numbers.tolist():
        document_id, cut, passage = corpus.numbering.passage(number)
        text = corpus.documents[document_id].text
        first, end = cut.firsts[passage : passage + 2].tolist()
        spans = [cut.passage_span(passage)] if "gold" in row else cut.spans[first:end].tolist()
        found.append(any(answers(text[begin:stop], document_id, row) for begin, stop in spans))
    return np.array(found, np.bool_)


def right_sentences(seen: Look, corpus: Corpus, row: Row) -> NDArray[np.bool_]:
    """(C,): those that answer; where none does that is known, those of the section that a reply quotes from."""
    places = [(text, corpus.numbering.sentence(number)[0]) for text, number in _texts(seen)]
    right = np.array([answers(text, document_id, row) for text, document_id in places], np.bool_)
    if not right.any() and "gold" in row:
        here = [stands_right(document_id, row) and is_part(text, plain(row["section"])) for text, document_id in places]
        right = np.array(here, np.bool_)
    return right


def helping(seen: Look, corpus: Corpus, row: Row) -> NDArray[np.bool_]:
    """(C,): those in a passage of the section that a helpful reply quotes from."""
    numbers, of = np.unique(seen.evidence.around.passages, return_inverse=True)
    inside = []
    for number in numbers.tolist():
        document_id, cut, passage = corpus.numbering.passage(number)
        text = corpus.documents[document_id].text[slice(*cut.passage_span(passage))]
        inside.append(stands_right(document_id, row) and is_part(text, plain(row["section"])))
    return np.array(inside, np.bool_)[of]


_NOTHING = np.zeros(0), np.zeros(0, np.bool_), np.zeros(0, np.int64)


def _texts(seen: Look) -> Iterator[tuple[str, int]]:
    return zip(seen.evidence.texts, seen.candidates.numbers.tolist(), strict=True)
