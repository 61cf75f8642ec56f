"""What of a question stands where, around each candidate sentence: tables of truth values, made all at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.candidates import Candidates
from knowledge.answering.question import ParsedQuestion
from knowledge.answering.surroundings import Surroundings
from knowledge.index.engine import TermEngine
from knowledge.text.analysis import Analysis
from knowledge.text.numbers import Ints, distinct, found_in, ranges
from knowledge.text.terms import STOP
from knowledge.text.thesaurus import families, related

Table = NDArray[np.bool_]


@dataclass(frozen=True)
class Tokens:
    """The tokens of some sentences. Shapes: t tokens."""

    rows: Ints
    """(t,): which sentence each is in, ascending."""
    codes: NDArray[np.uint32]
    prefixes: NDArray[np.uint32]
    flags: NDArray[np.uint8]


def agreement(weights: Mapping[str, float], other: Sequence[str], idfs: Mapping[str, float]) -> float:
    """Dice's coefficient of some weighted terms and other terms, of which all have their idf; 0.0 if there are none."""
    if weights.keys().isdisjoint(other):
        return 0.0
    terms = dict.fromkeys(other)  # in order, so that sums are the same in every run
    shared = 2 * sum(weights.get(term, 0.0) for term in terms)
    return shared / (sum(weights.values()) + sum(idfs[term] for term in terms))


class Evidence:
    """Shapes: C candidates, T terms of the question, R sentences around the candidates ("rows")."""

    def __init__(self, question: ParsedQuestion, candidates: Candidates, around: Surroundings) -> None:
        self.question = question
        self.candidates = candidates
        self.around = around
        self.texts = around.texts
        self.firsts = np.array([one.first for one in around.documents])[around.of]
        self.ends = np.array([one.end for one in around.documents])[around.of]
        self._rows = self._gathered()
        self.tokens = self._tokens()
        self.own_rows = self.row(candidates.numbers)

    def __len__(self) -> int:
        return len(self.texts)

    def _gathered(self) -> Ints:
        """The numbers of the sentences of each candidate's passage and of two before and after it."""
        numbers = self.candidates.numbers
        begins = np.minimum(self.around.begins, np.maximum(numbers - 2, self.firsts))
        ends = np.maximum(self.around.ends, np.minimum(numbers + 3, self.ends))
        return distinct(ranges(begins, ends))

    def _tokens(self) -> Tokens:
        """Of the rows alone, out of the documents that they are in."""
        sizes, codes, prefixes, flags = [], [], [], []
        for analysis, begin, end in self._runs():
            firsts = analysis.firsts[begin : end + 1]
            here = slice(int(firsts[0]), int(firsts[-1]))
            sizes.append(np.diff(firsts))
            codes.append(analysis.codes[here])
            prefixes.append(analysis.prefixes[here])
            flags.append(analysis.flags[here])
        rows = np.repeat(np.arange(len(self._rows)), np.concatenate(sizes))
        return Tokens(rows, np.concatenate(codes), np.concatenate(prefixes), np.concatenate(flags))

    def _runs(self) -> Iterator[tuple[Analysis, int, int]]:
        """Rows that follow one another in a document: its analysis, the first, and the one after the last."""
        starts = np.array([one.first for one in self.around.documents])
        gaps = np.flatnonzero(np.diff(self._rows) > 1) + 1
        bounds = distinct(np.concatenate((self._rows.searchsorted(starts), gaps)))
        documents = starts.searchsorted(self._rows[bounds], side="right") - 1
        sizes = np.diff(bounds, append=len(self._rows))
        begins = self._rows[bounds] - starts[documents]
        for document, begin, size in zip(documents.tolist(), begins.tolist(), sizes.tolist(), strict=True):
            yield self.around.analyses[document], begin, begin + size

    def row(self, numbers: Ints) -> Ints:
        """The rows of sentences that were gathered."""
        return self._rows.searchsorted(numbers)

    @cached_property
    def _counts(self) -> Ints:
        """(R, T): how often each term stands in each sentence."""
        wanted = [(int(code), term) for term, code in enumerate(self.question.codes)]
        return self._matches(self.tokens.codes, self.tokens.rows, len(self._rows), wanted)

    def _matches(self, values: NDArray[np.uint32], rows: Ints, height: int, wanted: list[tuple[int, int]]) -> Ints:
        """(height, T): how often a value that is wanted for a term stands in each row. `wanted` holds (value, term)."""
        size = len(self.question.terms)
        if not wanted:
            return np.zeros((height, size), np.int64)
        table = np.array(sorted({value for value, _ in wanted}), np.uint32)
        here = np.minimum(table.searchsorted(values), len(table) - 1)
        equal = table[here] == values
        cells = rows[equal] * len(table) + here[equal]
        counts = np.bincount(cells, minlength=height * len(table)).reshape(-1, len(table))
        wants = np.zeros((len(table), size), np.int64)
        wants[table.searchsorted([value for value, _ in wanted]), [term for _, term in wanted]] = 1
        return counts @ wants

    @cached_property
    def lengths(self) -> Ints:
        """(C,): words of each candidate that are no stop words."""
        content = self.in_candidates.flags & STOP == 0
        return np.bincount(self.in_candidates.rows[content], minlength=len(self))

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
        begins, ends = self.row(self.around.begins), self.row(self.around.ends - 1) + 1
        sums = np.concatenate((np.zeros((1, self._counts.shape[1]), np.int64), np.cumsum(self._counts, axis=0)))
        return sums[ends] > sums[begins]

    @cached_property
    def prefixed(self) -> Table:
        """(C, T): a term that begins alike stands in the candidate, not the term itself."""
        wanted = [(term.prefix, position) for position, term in enumerate(self.question.terms) if term.prefix]
        return self._held(self.in_candidates.prefixes, wanted) & ~self.own

    @cached_property
    def family(self) -> Table:
        """(C, T): another form of the term, or what it is short for, stands in the candidate."""
        named = [(crc32(other.term.encode()), other.position) for other in self.question.others]
        return self._others(families(self.question.language)) | self._held(self.in_candidates.codes, named)

    @cached_property
    def related(self) -> Table:
        """(C, T): a term that may answer the term stands in the candidate."""
        return self._others(related(self.question.language))

    def _others(self, table: Mapping[str, frozenset[int]]) -> Table:
        if not self.question.other_words:
            return np.zeros(self.own.shape, np.bool_)
        terms = enumerate(self.question.terms)
        wanted = [(code, position) for position, term in terms for code in table.get(term.term, ())]
        return self._held(self.in_candidates.codes, wanted)

    def _held(self, values: NDArray[np.uint32], wanted: list[tuple[int, int]]) -> Table:
        """(C, T): a value that is wanted for the term stands in the candidate. `values` are of its tokens."""
        return self._matches(values, self.in_candidates.rows, len(self), wanted) > 0

    @cached_property
    def above(self) -> Table:
        """(C, T): the term stands in the title or in the heading over the passage."""
        positions = {term.term: position for position, term in enumerate(self.question.terms)}
        table = np.zeros((len(self.heads), len(positions)), np.bool_)
        for row, (title, heading) in enumerate(self.heads):
            for term in positions.keys() & (*title, *heading):
                table[row, positions[term]] = True
        return table[self._head_of]

    @cached_property
    def heads(self) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """The terms of the title and of the heading over each passage, in the order of passages."""
        numbers, positions = np.unique(self.around.passages, return_index=True)
        found = []
        for number, document in zip(numbers.tolist(), self.around.of[positions].tolist(), strict=True):
            analysis, first = self.around.analyses[document], self.around.documents[document].first_passage
            found.append((analysis.title, analysis.headings[number - first]))
        return found

    @cached_property
    def _head_of(self) -> Ints:
        return np.unique(self.around.passages, return_inverse=True)[1]

    def head_agreement(self, engine: TermEngine) -> NDArray[np.float64]:
        """(C,): how far the question and the title or heading are about the same, by weight."""
        own = dict(zip((term.term for term in self.question.terms), self.question.idf.tolist(), strict=True))
        heads = {head for heads in set(self.heads) for head in heads}
        terms = list({term for head in heads for term in head})
        idfs = dict(zip(terms, engine.idfs(terms).tolist(), strict=True))
        known = {head: agreement(own, head, idfs) for head in heads}
        return np.array([max(known[title], known[heading]) for title, heading in self.heads])[self._head_of]

    @cached_property
    def document(self) -> Table:
        """(C, T): the term stands anywhere in the document."""
        codes = self.question.codes
        return np.array([found_in(codes, analysis.present) for analysis in self.around.analyses])[self.around.of]

    @cached_property
    def in_candidates(self) -> Tokens:
        """The tokens of the candidates alone; `rows` are positions in the list of candidates."""
        position = np.full(len(self._rows), -1)
        position[self.own_rows] = np.arange(len(self))
        rows = position[self.tokens.rows]
        kept = rows >= 0
        return Tokens(rows[kept], self.tokens.codes[kept], self.tokens.prefixes[kept], self.tokens.flags[kept])
