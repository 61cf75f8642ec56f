"""Question → the sentences that may answer, best first, and how sure that is."""

from collections.abc import Collection as Ids
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.candidates import Candidates, find_candidates
from knowledge.answering.confidence import (
    HELPFUL,
    HELPFUL_BY_WORDS,
    KNOWN_AMONG_FEW,
    Sureness,
    among_few,
    judge,
    passage_signs,
    signs,
    signs_among_few,
)
from knowledge.answering.evidence import Evidence
from knowledge.answering.features import features, of_meaning, of_passages
from knowledge.answering.messages import take_apart
from knowledge.answering.names import without_names
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
        of = "sentences" if self.passages.is_meant else "sentences without meaning"
        scores = ranker(of).scores_of(self.names, matrix)
        return among_few(self.names, matrix, scores) if self.is_among_few else scores

    @cached_property
    def order(self) -> list[int]:
        """Candidates, best first."""
        order: list[int] = np.argsort(-self.scores, kind="stable").tolist()
        return order

    @cached_property
    def sureness(self) -> Sureness:
        """How sure the answer is."""
        if self.is_among_few:
            sureness = judge(signs_among_few(self.names, self.matrix, self.scores), "sure among few")
        else:
            found = signs(self.names, self.matrix, self.scores, passage_signs(self.passages))
            sureness = judge(found, "sure" if self.passages.is_meant else "sure without meaning")
        return Sureness(*(max(EXPLAINED, share) for share in sureness)) if self._explains else sureness

    @property
    def helps(self) -> bool:
        """Whether what would be quoted is likely enough to help."""
        return (self.sureness.known if self.is_among_few else self.sureness.helpful) >= self.threshold

    @property
    def threshold(self) -> float:
        """How likely that must be."""
        if self.is_among_few:
            return KNOWN_AMONG_FEW
        return HELPFUL if self.passages.is_meant else HELPFUL_BY_WORDS

    @property
    def is_among_few(self) -> bool:
        """Whether few passages were searched, and all their sentences compared."""
        return self.passages.few and bool(self.matrix[0, self.names.index("said meant")])

    @property
    def _explains(self) -> bool:
        """Whether little is asked but what is short for what, and the first candidate says it."""
        first = self.matrix[self.order[0], self.names.index("has explained")]
        return bool(first) and len(self.question.terms) <= _FEW


def understand(text: str, corpus: Corpus, history: Sequence[str] = (), names: Ids[str] = frozenset()) -> ParsedQuestion:
    """What is looked for: the message taken apart, mended, completed and with its abbreviations.

    `names`: how people call what everything is about; what they say of it need not hold them.
    """
    language = language_of(text, corpus.glossary.languages)
    bare, *earlier = (without_names(one, names, language, corpus.sentences.dfs) for one in (text, *history))
    message = take_apart(bare)
    around = " ".join((message.story, *message.errors)).strip()
    asked = complete(message.question, earlier, language)
    whole = mended(f"{asked}\n{around}" if around else asked, language, corpus.sentences.dfs)
    question = parse(whole.text, language, corpus.sentences)
    if around:
        question = question._replace(kinds=kinds_of(asked, language))
    question = weighed(question, asked, around, whole.words)
    return with_abbreviations(question, corpus.glossary, corpus.sentences)


def sense_of(question: ParsedQuestion, meaning: Meaning | None) -> Sense | None:
    """What it means; None in a language that is not known, or where meaning is not looked at."""
    return meaning.sense(question.text) if meaning is not None and question.language in LANGUAGES else None


def look_for(
    question: ParsedQuestion, corpus: Corpus, sense: Sense | None, within: Ids[str] | None = None
) -> Look | None:
    """The candidates and their features; None if nothing in the documents has to do with the question.

    `sense`: what it means; None = that is not looked at.
    """
    passages = rank_passages(question, corpus, sense, within)
    if passages is None:
        return None
    candidates = find_candidates(question, corpus, passages)
    evidence = Evidence(question, candidates, surroundings_of(candidates.numbers, corpus))
    columns = features(evidence, corpus) | of_passages(passages, evidence.around.passages)
    said = sense.sentences(candidates.numbers) if sense is not None and passages.is_meant else None
    columns |= of_meaning(said, len(evidence))
    return Look(question, passages, candidates, evidence, tuple(columns), matrix(columns))


def find_passages(
    text: str, corpus: Corpus, meaning: Meaning | None, k: int, names: Ids[str] = frozenset()
) -> list[tuple[int, float]]:
    """The numbers and scores of the k best passages, best first; `names` as in `understand`."""
    question = understand(text, corpus, names=names)
    ranked = rank_passages(question, corpus, sense_of(question, meaning), None)
    if ranked is None:
        return []
    best = ranked.best(k)
    return list(zip(ranked.numbers[best].tolist(), ranked.scores[best].tolist(), strict=True))
