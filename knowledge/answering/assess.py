"""Question → the sentences that may answer, best first, and how sure that is."""

from collections.abc import Collection as Ids
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.candidates import Candidates, find_candidates
from knowledge.answering.confidence import Sureness, judge, passage_signs, signs
from knowledge.answering.evidence import Evidence
from knowledge.answering.features import features, of_passages
from knowledge.answering.messages import take_apart
from knowledge.answering.passages import RankedPassages, matrix, rank_passages
from knowledge.answering.question import ParsedQuestion, complete, kinds_of, parse, weighed, with_abbreviations
from knowledge.answering.ranker import ranker
from knowledge.answering.surroundings import surroundings_of
from knowledge.answering.typos import mended
from knowledge.index.corpus import Corpus
from knowledge.index.meaning import LANGUAGES, Meaning, Sense
from knowledge.text.languages import language_of

EXPLAINED = 0.9
"""How sure at least, where an abbreviation is asked for and the first candidate spells it out: "CMSA" tells an encoder
nothing, and is spelt out in brackets beside what it stands for, or not at all."""
_FEW = 2
"""Terms of a question that asks for no more than that."""


@dataclass(frozen=True)
class Look:
    """A question and its candidates. Shapes: C candidates, F features."""

    question: ParsedQuestion
    passages: RankedPassages
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
        return ranker("sentences").scores_of(self.names, matrix)

    @cached_property
    def order(self) -> list[int]:
        """Candidates, best first."""
        order: list[int] = np.argsort(-self.scores, kind="stable").tolist()
        return order

    @cached_property
    def sureness(self) -> Sureness:
        """How sure the answer is."""
        found = signs(self.names, self.matrix, self.scores, passage_signs(self.passages))
        sureness = judge(found, meant=self.passages.is_meant)
        return Sureness(*(max(EXPLAINED, share) for share in sureness)) if self._explains else sureness

    @property
    def _explains(self) -> bool:
        """Whether little is asked but what is short for what, and the first candidate says it."""
        first = self.matrix[self.order[0], self.names.index("has explained")]
        return bool(first) and len(self.question.terms) <= _FEW


def understand(text: str, corpus: Corpus, history: Sequence[str] = ()) -> ParsedQuestion:
    """What is looked for: the message taken apart, mended, completed and with its abbreviations."""
    language = language_of(text, corpus.glossary.languages)
    message = take_apart(text)
    around = " ".join((message.story, *message.errors)).strip()
    asked = complete(message.question, history, language)
    whole = mended(f"{asked}\n{around}" if around else asked, language, corpus.sentences.dfs)
    question = parse(whole.text, language, corpus.sentences)
    if around:
        question = question._replace(kinds=kinds_of(asked, language))
    question = weighed(question, asked, around, whole.words)
    return with_abbreviations(question, corpus.glossary, corpus.sentences)


def sense_of(question: ParsedQuestion, meaning: Meaning | None) -> Sense | None:
    """What it means; None in a language that is not known, or where meaning is not looked at."""
    return meaning.sense(question.text) if meaning is not None and question.language in LANGUAGES else None


def look(  # noqa: PLR0913 each is one choice of who asks
    text: str,
    corpus: Corpus,
    *,
    meaning: Meaning | None = None,
    within: Ids[str] | None = None,
    history: Sequence[str] = (),
    other_words: bool = True,
) -> Look | None:
    """The candidates and their features; None if nothing in the documents has to do with the question."""
    question = understand(text, corpus, history)._replace(other_words=other_words)
    passages = rank_passages(question, corpus, sense_of(question, meaning), within)
    if passages is None:
        return None
    candidates = find_candidates(question, corpus, passages)
    evidence = Evidence(question, candidates, surroundings_of(candidates.numbers, corpus))
    columns = features(evidence, corpus) | of_passages(passages, evidence.around.passages)
    return Look(question, passages, candidates, evidence, tuple(columns), matrix(columns))


def find_passages(text: str, corpus: Corpus, meaning: Meaning | None, k: int) -> list[tuple[int, float]]:
    """The numbers and scores of the k best passages, best first."""
    question = understand(text, corpus)
    ranked = rank_passages(question, corpus, sense_of(question, meaning), None)
    if ranked is None:
        return []
    best = ranked.best(k)
    return list(zip(ranked.numbers[best].tolist(), ranked.scores[best].tolist(), strict=True))
