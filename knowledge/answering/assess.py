"""Question → the sentences that may answer, best first, and how sure that is."""

from collections.abc import Collection as Ids
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.candidates import Candidates, find_candidates
from knowledge.answering.confidence import Sureness, judge, signs
from knowledge.answering.evidence import Evidence
from knowledge.answering.features import features, matrix
from knowledge.answering.question import ParsedQuestion, complete, parse, with_abbreviations
from knowledge.answering.ranker import ranker
from knowledge.answering.surroundings import surroundings_of
from knowledge.answering.typos import mend
from knowledge.index.corpus import Corpus
from knowledge.text.languages import language_of


@dataclass(frozen=True)
class Look:
    """A question and its candidates. Shapes: C candidates, F features."""

    question: ParsedQuestion
    candidates: Candidates
    evidence: Evidence
    names: tuple[str, ...]
    """(F,)"""
    matrix: NDArray[np.float64]
    """(C, F)"""

    @cached_property
    def scores(self) -> NDArray[np.float64]:
        """(C,): how well each candidate answers."""
        return self.scores_of(self.matrix)

    def scores_of(self, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
        """How well candidates with such features would answer; the ranker takes those that it has learned."""
        positions = [self.names.index(name) for name in ranker().names]
        return ranker().scores(matrix[:, positions])

    @cached_property
    def order(self) -> list[int]:
        """Candidates, best first."""
        order: list[int] = np.argsort(-self.scores, kind="stable").tolist()
        return order

    @cached_property
    def sureness(self) -> Sureness:
        """How sure the answer is."""
        return judge(signs(self.names, self.matrix, self.scores))


def understand(text: str, corpus: Corpus, history: Sequence[str] = ()) -> ParsedQuestion:
    """What is looked for: the question mended, completed and with its abbreviations."""
    language = language_of(text, corpus.glossary.languages)
    whole = mend(complete(text, history, language), language, corpus.sentences.dfs)
    question = parse(whole, language, corpus.sentences)
    return with_abbreviations(question, corpus.glossary, corpus.sentences)


def look(
    text: str,
    corpus: Corpus,
    *,
    within: Ids[str] | None = None,
    history: Sequence[str] = (),
    other_words: bool = True,
) -> Look | None:
    """The candidates and their features; None if nothing in the documents has to do with the question."""
    question = understand(text, corpus, history)._replace(other_words=other_words)
    candidates = find_candidates(question, corpus, within)
    if not len(candidates.numbers):
        return None
    evidence = Evidence(question, candidates, surroundings_of(candidates.numbers, corpus))
    columns = features(evidence, corpus)
    return Look(question, candidates, evidence, tuple(columns), matrix(columns))
