"""What choosing sentences reads of a text: its sentences, their words as numbers, and how they hang together."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from knowledge.analysis import Analysis, Codes
from knowledge.models import Document
from knowledge.outline import Outline
from knowledge.summarizing.cues import NOISE, TELLS, leans, qualities
from knowledge.terms import STOP

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
    vocabulary: Codes
    """(v,): what stands for each term, ascending."""
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


def material_of(document: Document, cut: Outline, seen: Analysis, part: range | None = None) -> Material:
    """A document, or a run of its passages."""
    part = range(len(cut.headings)) if part is None else part
    begin, end = cut.firsts[[part.start, part.stop]].tolist()
    spans = cut.spans[begin:end].tolist()
    headings = cut.headings[part.start : part.stop]
    passages = np.repeat(np.arange(len(part)), np.diff(cut.firsts[part.start : part.stop + 1]))
    vocabulary, rows, terms, counts = _counted(seen, begin, end)
    return Material(
        tuple(document.text[start:stop] for start, stop in spans),
        seen.language,
        passages,
        _numbers(_begins_paragraph(document.text, spans)),
        _numbers(_changes(headings))[passages],
        vocabulary,
        rows,
        terms,
        counts,
        _named(vocabulary, seen, part),
    )


def _counted(seen: Analysis, begin: int, end: int) -> tuple[Codes, Ints, Ints, Ints]:
    """The vocabulary, and the pairs of sentences and terms with their counts."""
    first, last = seen.firsts[[begin, end]].tolist()
    tells = seen.flags[first:last] & STOP == 0
    sentences = np.repeat(np.arange(end - begin), np.diff(seen.firsts[begin : end + 1]))
    vocabulary, places = np.unique(seen.codes[first:last][tells], return_inverse=True)
    size = max(len(vocabulary), 1)
    pairs, counts = np.unique(sentences[tells] * size + places, return_counts=True)
    return vocabulary, pairs // size, pairs % size, counts


def _named(vocabulary: Codes, seen: Analysis, part: range) -> Floats:
    headings = np.concatenate([seen.title[:0], *seen.headings[part.start : part.stop]])
    named: Floats = np.where(np.isin(vocabulary, headings), 0.5, 0.0)
    named[np.isin(vocabulary, seen.title)] = 1.0
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
