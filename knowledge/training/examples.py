"""Questions of sets → examples: the features of each question's candidates, and which of them answer."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.assess import Look, look_for, sense_of, understand
from knowledge.answering.confidence import passage_signs
from knowledge.answering.passages import FEW, RankedPassages, rank_passages
from knowledge.answering.question import ParsedQuestion
from knowledge.index.corpus import Corpus
from knowledge.index.meaning import Meaning, Sense
from knowledge.text.terms import terms
from knowledge.training.gold import answers, is_part, plain, stands_right
from knowledge.training.sets import Row, is_documentation


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
    among_few: bool = False
    """See Look."""


def passage_examples(corpus: Corpus, meaning: Meaning | None, questions: Iterable[Row]) -> Iterator[Example]:
    """Each question asked of a corpus, with a word unsaid if it is known what it means; the candidates are passages."""
    for row in questions:
        question = understand(row["question"], corpus)
        sense = sense_of(question, meaning)
        if sense is not None:
            unsaid = with_one_unsaid(row["question"], question, crc32(row["question"].encode()))
            question = understand(unsaid, corpus)
        ranked = rank_passages(question, corpus, sense)
        if ranked is not None:
            yield Example(row, ranked.matrix.astype(np.float32), right_passages(ranked, corpus, row), *_NOTHING)


def sentence_examples(corpus: Corpus, meaning: Meaning | None, questions: Iterable[Row]) -> Iterator[Example]:
    """Each question asked of a corpus; the candidates are sentences."""
    for row in questions:
        seen = look_for(*_asked(row["question"], corpus, meaning))
        if seen is not None:
            matrix, right = seen.matrix.astype(np.float32), right_sentences(seen, corpus, row)
            helps = right | helping(seen, corpus, row) if is_documentation(row) else right
            of = seen.evidence.around.passages
            yield Example(row, matrix, right, passage_signs(seen.passages), helps, of, seen.is_among_few)


OTHER_WORDS, UNSAID, UNREAD = 3, 2, 3
"""One question in so many is asked as if it were in a language without lists of related words, or, where it is known
what it means, as if one of its words were another that no document has: who wrote these questions had read the text,
and people say it in their own words. What it means stays as it was. One in three is asked as if sentences were not read
yet by themselves, or were too many, unless there are few passages, of which they are read within a second."""


def _asked(text: str, corpus: Corpus, meaning: Meaning | None) -> tuple[ParsedQuestion, Corpus, Sense | None]:
    chance = crc32(text.encode())
    question = understand(text, corpus)
    sense = sense_of(question, meaning)
    if sense is not None and chance // OTHER_WORDS % UNSAID == 0:
        question = understand(with_one_unsaid(text, question, chance), corpus)
    if sense is not None and corpus.numbering.passages > FEW:
        sense = sense._replace(of_sentences=chance // (OTHER_WORDS * UNSAID) % UNREAD > 0)
    return question._replace(other_words=chance % OTHER_WORDS > 0), corpus, sense


def with_one_unsaid(text: str, question: ParsedQuestion, chance: int) -> str:
    """Another word for one of those that tell something, if there are several."""
    looked_for = {token.term for token in question.terms}
    words = [word for word in _WORD.finditer(text) if looked_for.intersection(terms(word[0], question.language))]
    if len(words) < 2:
        return text
    chosen = words[chance % len(words)]
    return f"{text[: chosen.start()]}{_ANOTHER}{text[chosen.end() :]}"


_WORD = re.compile(r"\w+")
_ANOTHER = "zqxvkw"


def right_passages(ranked: RankedPassages, corpus: Corpus, row: Row) -> NDArray[np.bool_]:
    """(P,): those that hold an answer, or much of what a helpful reply quotes."""
    found = []
    for number in ranked.numbers.tolist():
        document_id, cut, passage = corpus.numbering.passage(number)
        text = corpus.documents[document_id].text
        first, end = cut.firsts[passage : passage + 2].tolist()
        spans = [cut.passage_span(passage)] if is_documentation(row) else cut.spans[first:end].tolist()
        found.append(any(answers(text[begin:stop], document_id, row) for begin, stop in spans))
    return np.array(found, np.bool_)


def right_sentences(seen: Look, corpus: Corpus, row: Row) -> NDArray[np.bool_]:
    """(C,): those that answer; where none does that is known, those of the section that a reply quotes from."""
    places = [(text, corpus.numbering.sentence(number)[0]) for text, number in _texts(seen)]
    right = np.array([answers(text, document_id, row) for text, document_id in places], np.bool_)
    if not right.any() and is_documentation(row):
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
