"""What of a question stands where, around each candidate sentence: tables of truth values, made all at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from knowledge.analysis import Analysis
from knowledge.outline import Outline
from knowledge.question import Question
from knowledge.relations import LANGUAGE, families, related

Table = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Candidates:
    """Sentences worth a closer look, best first. Shapes: C candidates."""

    numbers: Ints
    """(C,): of sentences in the knowledge base."""
    scores: NDArray[np.float64]
    """(C,): BM25 of the sentence and half of its passage's."""
    passage_scores: NDArray[np.float64]
    """(C,): BM25 of the passage."""


@dataclass(frozen=True)
class Place:
    """A document that holds candidates."""

    first: int
    """The number of its first sentence."""
    analysis: Analysis
    outline: Outline


@dataclass(frozen=True)
class Tokens:
    """The tokens of some sentences. Shapes: t tokens."""

    rows: Ints
    """(t,): which sentence each is in, ascending."""
    codes: NDArray[np.uint32]
    prefixes: NDArray[np.uint32]
    flags: NDArray[np.uint8]


def ranges(begins: Ints, ends: Ints) -> Ints:
    """begin … end - 1 of each, one after the other."""
    sizes = ends - begins
    return np.repeat(begins - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())


def found_in(values: NDArray[np.uint32], table: NDArray[np.uint32]) -> Table:
    """Which values stand in a table that is in order."""
    if not len(table):
        return np.zeros(len(values), np.bool_)
    places = np.minimum(table.searchsorted(values), len(table) - 1)
    result: Table = table[places] == values
    return result


class Evidence:
    """Shapes: C candidates, T terms of the question, R sentences around the candidates ("rows")."""

    def __init__(
        self, question: Question, candidates: Candidates, places: Sequence[Place], texts: Sequence[str]
    ) -> None:
        """`places` and `texts` belong to the candidates, in their order."""
        self.question = question
        self.candidates = candidates
        self.places = places
        self.texts = texts
        self._gather()

    def __len__(self) -> int:
        return len(self.places)

    def _gather(self) -> None:
        """Find the tokens of each candidate's passage and of two sentences before and after it."""
        numbers = self.candidates.numbers
        self.firsts = np.array([place.first for place in self.places])
        locals_ = numbers - self.firsts
        self.ends = self.firsts + [len(place.analysis.lengths) for place in self.places]
        self.passages = np.array(
            [place.outline.passage_of(int(sentence)) for place, sentence in zip(self.places, locals_, strict=True)]
        )
        bounds = [place.outline.firsts for place in self.places]
        self.passage_begins = self.firsts + [own[which] for own, which in zip(bounds, self.passages, strict=True)]
        self.passage_ends = self.firsts + [own[which + 1] for own, which in zip(bounds, self.passages, strict=True)]
        begins = np.minimum(self.passage_begins, np.maximum(numbers - 2, self.firsts))
        ends = np.maximum(self.passage_ends, np.minimum(numbers + 3, self.ends))
        self._rows = np.unique(ranges(begins, ends))
        self.tokens = self._tokens({place.first: place for place in self.places})
        self.own_rows = self.row(numbers)

    def _tokens(self, places: Mapping[int, Place]) -> Tokens:
        parts: list[tuple[Ints, Ints, Analysis]] = []
        for first, place in sorted(places.items()):
            begin, end = self._rows.searchsorted((first, first + len(place.analysis.lengths)))
            own = self._rows[begin:end] - first
            starts = place.analysis.firsts[own].astype(np.int64)
            stops = place.analysis.firsts[own + 1].astype(np.int64)
            parts.append((np.repeat(np.arange(begin, end), stops - starts), ranges(starts, stops), place.analysis))
        return Tokens(
            np.concatenate([rows for rows, _, _ in parts]),
            np.concatenate([analysis.codes[which] for _, which, analysis in parts]),
            np.concatenate([analysis.prefixes[which] for _, which, analysis in parts]),
            np.concatenate([analysis.flags[which] for _, which, analysis in parts]),
        )

    def row(self, numbers: Ints) -> Ints:
        """The rows of sentences that were gathered."""
        return self._rows.searchsorted(numbers)

    @cached_property
    def _counts(self) -> Ints:
        """(R, T): how often each term stands in each sentence."""
        return self._matches(self.tokens.codes, [(int(code), term) for term, code in enumerate(self.question.codes)])

    def _matches(self, values: NDArray[np.uint32], wanted: list[tuple[int, int]]) -> Ints:
        """(R, T): how often a value that is wanted for a term stands in each row. `wanted` holds (value, term)."""
        size = len(self.question.terms)
        if not wanted:
            return np.zeros((len(self._rows), size), np.int64)
        table = np.array(sorted({value for value, _ in wanted}), np.uint32)
        here = np.minimum(table.searchsorted(values), len(table) - 1)
        equal = table[here] == values
        cells = self.tokens.rows[equal] * len(table) + here[equal]
        counts = np.bincount(cells, minlength=len(self._rows) * len(table)).reshape(-1, len(table))
        wants = np.zeros((len(table), size), np.int64)
        wants[table.searchsorted([value for value, _ in wanted]), [term for _, term in wanted]] = 1
        return counts @ wants

    @cached_property
    def lengths(self) -> Ints:
        """(C,): words of each candidate that are no stop words."""
        places = zip(self.places, (self.candidates.numbers - self.firsts).tolist(), strict=True)
        return np.array([place.analysis.lengths[sentence] for place, sentence in places], np.int64)

    @cached_property
    def counts(self) -> Ints:
        """(C, T): how often each term stands in the candidate."""
        return self._counts[self.own_rows]

    @cached_property
    def own(self) -> Table:
        """(C, T): the term stands in the candidate."""
        return self.counts > 0

    def beside(self, distance: int) -> Table:
        """(C, T): the term stands in the sentence so many after (negative: before) the candidate."""
        numbers = self.candidates.numbers + distance
        inside = (numbers >= self.firsts) & (numbers < self.ends)
        rows = self.row(np.clip(numbers, self.firsts, self.ends - 1))
        return (self._counts[rows] > 0) & inside[:, None]

    @cached_property
    def passage(self) -> Table:
        """(C, T): the term stands in the passage."""
        begins, ends = self.row(self.passage_begins), self.row(self.passage_ends - 1) + 1
        sums = np.concatenate((np.zeros((1, self._counts.shape[1]), np.int64), np.cumsum(self._counts, axis=0)))
        return sums[ends] > sums[begins]

    @cached_property
    def prefixed(self) -> Table:
        """(C, T): a term that begins alike stands in the candidate, not the term itself."""
        wanted = [(term.prefix, place) for place, term in enumerate(self.question.terms) if term.prefix]
        return (self._matches(self.tokens.prefixes, wanted)[self.own_rows] > 0) & ~self.own

    @cached_property
    def family(self) -> Table:
        """(C, T): another form of the term stands in the candidate."""
        return self._others(families())

    @cached_property
    def related(self) -> Table:
        """(C, T): a term that may answer the term stands in the candidate."""
        return self._others(related())

    def _others(self, table: Mapping[str, frozenset[int]]) -> Table:
        if self.question.language != LANGUAGE:
            return np.zeros(self.own.shape, np.bool_)
        terms = enumerate(self.question.terms)
        wanted = [(code, place) for place, term in terms for code in table.get(term.term, ())]
        return self._matches(self.tokens.codes, wanted)[self.own_rows] > 0

    @cached_property
    def above(self) -> Table:
        """(C, T): the term stands in the title or in the heading over the passage."""
        codes = self.question.codes.tolist()
        rows: dict[tuple[int, int], list[bool]] = {}
        for key, place in zip(self._passage_keys, self.places, strict=True):
            if key not in rows:
                heads = {*place.analysis.title.tolist(), *place.analysis.headings[key[1]].tolist()}
                rows[key] = [code in heads for code in codes]
        return np.array([rows[key] for key in self._passage_keys])

    @cached_property
    def _passage_keys(self) -> list[tuple[int, int]]:
        return list(zip(self.firsts.tolist(), self.passages.tolist(), strict=True))

    @cached_property
    def document(self) -> Table:
        """(C, T): the term stands anywhere in the document."""
        codes = self.question.codes
        places = {place.first: place for place in self.places}
        rows = {first: found_in(codes, place.analysis.present) for first, place in places.items()}
        return np.array([rows[place.first] for place in self.places])

    @cached_property
    def in_candidates(self) -> Tokens:
        """The tokens of the candidates alone; `rows` are places in the list of candidates."""
        place = np.full(len(self._rows), -1)
        place[self.own_rows] = np.arange(len(self))
        rows = place[self.tokens.rows]
        kept = rows >= 0
        return Tokens(rows[kept], self.tokens.codes[kept], self.tokens.prefixes[kept], self.tokens.flags[kept])
