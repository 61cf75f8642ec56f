"""What choosing sentences reads of a text: its sentences, their words as numbers, and how they hang together."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from knowledge.models import Document
from knowledge.outline import Outline
from knowledge.summarizing.cues import NOISE, TELLS, leans, qualities
from knowledge.terms import terms

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

LONGEST_CHAIN = 2
"""Sentences that one may bring along; what leans on more cannot be told shortly."""


@dataclass(frozen=True)
class Material:
    """Shapes: n sentences, v distinct terms, c pairs of a sentence and a term that it holds."""

    texts: tuple[str, ...]
    language: str
    passages: Ints
    """(n,): the passage that each sentence is in, from 0 without gaps."""
    paragraphs: Ints
    """(n,): the paragraph, likewise."""
    sections: Ints
    """(n,): the run of passages under one heading, likewise."""
    vocabulary: dict[str, int]
    rows: Ints
    """(c,): sentence of each pair."""
    terms: Ints
    """(c,): term of each pair."""
    counts: Ints
    """(c,): how often the sentence holds the term."""
    named: Floats
    """(v,): 1 for the words of the title, 0.5 for those of headings, 0 for others."""

    def __len__(self) -> int:
        return len(self.texts)

    def sums(self, values: Floats) -> Floats:
        """(n,): the sum of a value of each term (v,) over the distinct terms of each sentence."""
        return np.bincount(self.rows, values[self.terms], len(self))

    @cached_property
    def sizes(self) -> Floats:
        """(n,): distinct terms of each sentence."""
        return np.bincount(self.rows, minlength=len(self)).astype(np.float64)

    @cached_property
    def leaning(self) -> Bools:
        """(n,): sentences that are told only after the one before them."""
        return np.array([leans(text, self.language) for text in self.texts], np.bool_)

    @cached_property
    def brings(self) -> Bools:
        """(n,): leaning sentences whose antecedents, the one or two before them, can be told with them."""
        found = self._own_qualities
        chains = np.zeros(len(self), np.int64)
        for number in np.flatnonzero(self.leaning & ~self._opens).tolist():
            before = number - 1
            lost = found[before] != TELLS or (self.leaning[before] and not (chains[before] or self._headed[before]))
            chains[number] = 0 if lost or chains[before] == LONGEST_CHAIN else chains[before] + 1
        return chains > 0

    @cached_property
    def qualities(self) -> NDArray[np.int8]:
        """(n,): as in cues; noise, too, is what leans on nothing that can be told."""
        return np.where(self.leaning & ~self.brings & ~self._headed, NOISE, self._own_qualities)

    @cached_property
    def _own_qualities(self) -> NDArray[np.int8]:
        return qualities(self.texts)

    @cached_property
    def _opens(self) -> Bools:
        return np.diff(self.sections, prepend=-1) > 0

    @cached_property
    def _headed(self) -> Bools:
        """At the start of a section its heading says what "this" is, if the sentence takes up a word of it."""
        return self._opens & (self.sums(self.named) > 0)


def material_of(document: Document, cut: Outline, language: str) -> Material:
    """A document, or the part of it that `cut` outlines."""
    spans = cut.spans.tolist()
    texts = tuple(document.text[start:end] for start, end in spans)
    passages = np.repeat(np.arange(len(cut.headings)), np.diff(cut.firsts))
    vocabulary: dict[str, int] = {}
    words = [[vocabulary.setdefault(term, len(vocabulary)) for term in terms(text)] for text in texts]
    return Material(
        texts,
        language,
        passages,
        _numbers(_begins_paragraph(document.text, spans)),
        _numbers(_changes(cut.headings))[passages],
        vocabulary,
        *_counted(words, max(len(vocabulary), 1)),
        _named(vocabulary, document.title, cut.headings),
    )


def _counted(words: Sequence[Sequence[int]], vocabulary: int) -> tuple[Ints, Ints, Ints]:
    flat = np.array([word for sentence in words for word in sentence], np.int64)
    rows = np.repeat(np.arange(len(words)), np.array([len(sentence) for sentence in words], np.int64))
    pairs, counts = np.unique(rows * vocabulary + flat, return_counts=True)
    return pairs // vocabulary, pairs % vocabulary, counts


def _named(vocabulary: dict[str, int], title: str, headings: Sequence[str]) -> Floats:
    named = np.zeros(len(vocabulary))
    for weight, texts in ((0.5, set(headings)), (1.0, {title})):
        named[[vocabulary[term] for text in texts for term in terms(text) if term in vocabulary]] = weight
    return named


def _begins_paragraph(text: str, spans: Sequence[Sequence[int]]) -> list[bool]:
    ends = [0, *(end for _, end in spans)]
    return ["\n" in text[end:start] for end, (start, _) in zip(ends, spans, strict=False)]


def _changes(headings: Sequence[str]) -> list[bool]:
    return [before != heading for before, heading in zip(("", *headings), headings, strict=False)]


def _numbers(begins: Sequence[bool]) -> Ints:
    """0 for the first, and one more at each later beginning."""
    numbers = np.cumsum(np.array(begins, np.int64))
    return numbers - numbers[:1].sum()
