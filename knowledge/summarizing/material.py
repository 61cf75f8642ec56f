"""What choosing sentences reads of a text: its sentences, their words as numbers, and how they hang together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from knowledge.models import Document
from knowledge.summarizing.cues import NOISE, TELLS, leans, qualities
from knowledge.text.analysis import Analysis, Codes
from knowledge.text.numbers import distinct
from knowledge.text.outline import Outline
from knowledge.text.terms import STOP, tokens


class Weights(BaseModel):
    """A few numbers of the formulas in choosing.py; `python -m knowledge.training.summaries` learns them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: tuple[float, float, float, float, float, float]
    """Log odds that a summary holds a term, for each of the measures."""
    opening: tuple[float, float]
    """Log odds that a text begins with what matters."""
    length: float
    """The power of a sentence's length that its words are divided by."""
    ballast: float
    """What is added to every length, in lengths of the mean sentence."""
    told: float
    """What the mention of a term leaves of its worth."""
    title: float
    """What a word of the title or heading adds."""
    first: float
    """What the first place in a paragraph adds."""

    def without_opening(self) -> "Weights":
        """For texts that do not begin with what matters, whatever they look like."""
        return self.model_copy(update={"opening": (0.0, -np.inf)})


@cache
def learned() -> Weights:
    """The weights that ship with the package."""
    return Weights.model_validate_json(files(__package__).joinpath("weights.json").read_text(encoding="utf-8"))


Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_COMMA = re.compile("[,،、，]")
_BEGINNING = 20
"""Characters."""

_PART = 60
"""Sentences, about two pages: a document without headings is told in parts of about this length."""
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
    subject: Bools
    """(n,): whether the second or third word is of the title or a heading: "This policy …"."""

    def __len__(self) -> int:
        return len(self.texts)

    def sums(self, values: Floats) -> Floats:
        """(n,): the sum of a value of each term (v,) over the distinct terms of each sentence."""
        return np.bincount(self.rows, values[self.terms], len(self)).astype(np.float64)

    @cached_property
    def sizes(self) -> Floats:
        """(n,): distinct terms of each sentence."""
        return np.bincount(self.rows, minlength=len(self)).astype(np.float64)

    @cached_property
    def leaning(self) -> Bools:
        """(n,): sentences that are told only after the one before them."""
        return np.array([leans(text, self.language) for text in self.texts], np.bool_) & ~self._headed

    @cached_property
    def brings(self) -> Bools:
        """(n,): leaning sentences whose antecedents, the one or two before them, can be told with them."""
        chains = np.zeros(len(self), np.int64)
        for number in np.flatnonzero(self.leaning).tolist():
            before = number - 1
            tells = number > 0 and bool(self._own_qualities[before] == TELLS)
            if tells and (chains[before] or not self.leaning[before]) and chains[before] < LONGEST_CHAIN:
                chains[number] = chains[before] + 1
        return chains > 0

    @cached_property
    def qualities(self) -> NDArray[np.int8]:
        """(n,): as in cues; noise, too, is what leans on nothing that can be told."""
        return np.where(self.leaning & ~self.brings, NOISE, self._own_qualities)

    @cached_property
    def _own_qualities(self) -> NDArray[np.int8]:
        return qualities(self.texts)

    @cached_property
    def _headed(self) -> Bools:
        """At the start of a section its heading says what "this policy" is, but not what "however" means."""
        flowing = np.array([not _COMMA.search(text, 0, _BEGINNING) for text in self.texts], np.bool_)
        return (np.diff(self.sections, prepend=-1) > 0) & self.subject & flowing


def parts_of(cut: Outline) -> list[range]:
    """Runs of passages under one heading; even parts where there is no more than one heading."""
    changes = [at for at in range(1, len(cut.headings)) if cut.headings[at] != cut.headings[at - 1]]
    edges = [0, *(changes or _even(cut)), len(cut.headings)]
    return [range(first, last) for first, last in pairwise(edges) if first < last]


def _even(cut: Outline) -> list[int]:
    sentences = len(cut.spans)
    marks = np.linspace(0, sentences, -(-sentences // _PART) + 1)[1:-1]
    inner: list[int] = distinct(cut.firsts.searchsorted(marks)).tolist()
    return inner


def material_of(document: Document, cut: Outline, seen: Analysis, part: range | None = None) -> Material:
    """A document, or a run of its passages."""
    part = range(len(cut.headings)) if part is None else part
    begin, end = cut.firsts[[part.start, part.stop]].tolist()
    spans = cut.spans[begin:end].tolist()
    headings = cut.headings[part.start : part.stop]
    passages = np.repeat(np.arange(len(part)), np.diff(cut.firsts[part.start : part.stop + 1]))
    vocabulary, rows, terms, counts = _counted(seen, begin, end)
    title, under = _codes([document.title], seen.language), _codes(dict.fromkeys(headings), seen.language)
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
        _named(vocabulary, title, under),
        _subjects(seen, begin, end, np.concatenate([title, under])),
    )


def _counted(seen: Analysis, begin: int, end: int) -> tuple[Codes, Ints, Ints, Ints]:
    """The vocabulary, and the pairs of sentences and terms with their counts."""
    first, last = seen.firsts[[begin, end]].tolist()
    tells = seen.flags[first:last] & STOP == 0
    sentences = np.repeat(np.arange(end - begin), np.diff(seen.firsts[begin : end + 1]))
    vocabulary, positions = np.unique(seen.codes[first:last][tells], return_inverse=True)
    size = max(len(vocabulary), 1)
    pairs, counts = np.unique(sentences[tells] * size + positions, return_counts=True)
    return vocabulary, pairs // size, pairs % size, counts


def _codes(texts: Iterable[str], language: str) -> Codes:
    return np.array(
        [token.code for text in texts for token in tokens(text, language) if not token.flags & STOP], np.uint32
    )


def _named(vocabulary: Codes, title: Codes, headings: Codes) -> Floats:
    named: Floats = np.where(np.isin(vocabulary, headings), 0.5, 0.0)
    named[np.isin(vocabulary, title)] = 1.0
    return named


def _subjects(seen: Analysis, begin: int, end: int, named: Codes) -> Bools:
    positions = seen.firsts[begin:end, None] + np.arange(1, 3)
    inside = positions < seen.firsts[begin + 1 : end + 1, None]
    codes = seen.codes[np.minimum(positions, len(seen.codes) - 1)] if len(seen.codes) else positions
    return np.asarray((np.isin(codes, named) & inside).any(axis=1), np.bool_)


def _begins_paragraph(text: str, spans: Sequence[Sequence[int]]) -> list[bool]:
    ends = [0, *(end for _, end in spans)]
    return ["\n" in text[end:start] for end, (start, _) in zip(ends, spans, strict=False)]


def _changes(headings: Sequence[str]) -> list[bool]:
    return [before != heading for before, heading in zip(("", *headings), headings, strict=False)]


def _numbers(begins: Sequence[bool]) -> Ints:
    """0 for the first, and one more at each later beginning."""
    numbers: Ints = np.cumsum(np.array(begins, np.int64))
    return numbers - int(numbers[:1].sum())
