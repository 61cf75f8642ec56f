"""rank-bm25's BM25Plus over postings: the package defines the scores, this file only finds them faster."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.index.best import best, best_among, masked
from knowledge.index.engine import Floats
from knowledge.index.files import packed, read_arrays, unpacked, write_arrays
from knowledge.index.formula import Formula
from knowledge.index.postings import (
    Ints,
    Numbered,
    Postings,
    gather_postings,
    join,
    keep,
    merge,
    number,
    only_held,
    without_empty_rows,
)

K1, B = 1.5, 0.75
"""The defaults of rank-bm25's BM25Plus."""

DENSE = 16
"""A term in more than one of so many chunks gets a row with a weight for every chunk: adding it is cheaper."""

SPARSE = 1 << 15
"""With so many chunks it pays to look for the best only among those that hold a term."""

ROWS = 64
"""At most so many terms, the most frequent, get one: 4 bytes a chunk, 256 MB in all for a million chunks."""

_NONE = np.empty(0, np.intp)


class Index:
    """Which chunks hold which terms, and what each is worth: a TermEngine."""

    def __init__(
        self, vocabulary: dict[str, int], postings: Postings, k1: float, b: float, weights: Floats | None = None
    ) -> None:
        formula = Formula(postings, k1, b)
        self.vocabulary = vocabulary
        self.postings = postings
        self._parameters = (k1, b)
        self._idf = formula.idfs()
        self._weights = formula.weights(self._idf) if weights is None else weights
        self._starts = postings.starts.data  # gives Python's integers, five times faster than the array
        self._columns = 256 if len(self) < 1 << 15 else 1024
        self._width = -(-len(self) // self._columns) * self._columns
        self._many = max(0, len(self) // DENSE, *np.sort(postings.sizes)[-ROWS - 1 : -ROWS].tolist())
        self._rows: dict[int, Floats] = {}  # filled as terms are asked for; threads at worst make one twice

    @classmethod
    def build(cls, chunks: Iterable[Sequence[str]], *, k1: float = K1, b: float = B) -> "Index":
        """Index the terms of each chunk; chunks are numbered from 0 in the order they come, and read once.

        `k1` and `b` are BM25's: how soon repetition stops to count, and how much long chunks are held back.
        """
        postings, vocabulary = gather_postings(number(chunks), {}, first=0)
        return cls(vocabulary, postings, k1, b)

    def __len__(self) -> int:
        return len(self.postings.lengths)

    def dfs(self, terms: Iterable[str]) -> list[int]:
        """How many chunks hold each term."""
        return [end - begin for begin, end in self._spans(terms)]

    def idfs(self, terms: Iterable[str]) -> NDArray[np.float64]:
        """How much each term tells, as rank-bm25 has it: log((chunks + 1) / df); 0.0 for one in no chunk."""
        rows = np.array([self.vocabulary.get(term, -1) for term in terms], np.intp)
        idfs: NDArray[np.float64] = np.zeros(len(rows))
        idfs[rows >= 0] = self._idf[rows[rows >= 0]]
        return idfs

    def weights(self, terms: Iterable[str], ids: Ints) -> Floats:
        """(terms, ids): what each term adds to the score of each of these chunks, 0 where it does not stand."""
        spans = list(self._spans(terms))
        weights = np.zeros((len(spans), len(ids)), np.float32)
        ids = np.asarray(ids, self.postings.ids.dtype)  # or else numpy would convert all the holders
        for row, (begin, end) in zip(weights, spans, strict=True):
            if begin < end:
                holders = self.postings.ids[begin:end]
                positions = np.minimum(holders.searchsorted(ids), end - begin - 1)
                row[:] = np.where(holders[positions] == ids, self._weights[begin:end][positions], np.float32(0))
        return weights

    def scores(self, terms: Iterable[str]) -> NDArray[np.float64]:
        """The score of every chunk, equal to `rank_bm25.BM25Plus(corpus).get_scores(terms)`.

        That includes what it gives to every chunk alike, whether it matches or not.
        """
        terms = list(terms)
        constant: float = Formula.DELTA * sum(self.idfs(terms).tolist())
        return self._sums(terms)[0][: len(self)].astype(np.float64) + constant

    def top(self, terms: Iterable[str], k: int, *, within: Iterable[range] | None = None) -> tuple[Ints, Floats]:
        """The ids and scores of the best `k` chunks, best first, equal scores by id.

        Only chunks that hold a term are returned. Scores are those of `scores` less what every chunk gets.
        As in rank-bm25 a term that is given twice counts twice: pass each once if that is not wanted.
        `within` restricts the search to these ranges of ids.
        """
        sums, holders, lists = self._sums(terms)
        if within is not None:
            sums = masked(sums, within)
        elif lists and self._width >= SPARSE:
            return best_among(holders, sums, k, repeats=lists)
        return best(sums.reshape(-1, self._columns), k)

    def replace(self, removed: Iterable[range], added: Iterable[Numbered]) -> "Index":
        """A new index without the chunks `removed` and with `added` at its end, as if built so from the start.

        `added` were numbered wherever that was done; the ids of chunks behind removed ones move down.
        """
        kept = np.ones(len(self), np.bool_)
        for ids in removed:
            kept[ids.start : ids.stop] = False
        old, vocabulary = self.postings, self.vocabulary
        if not kept.all():
            old, vocabulary = without_empty_rows(keep(old, kept), vocabulary)
        new, vocabulary = gather_postings(added, vocabulary, first=len(old.lengths))
        postings = merge([old, new], len(vocabulary)) if len(new.lengths) else old
        return Index(vocabulary, postings, *self._parameters)

    def joined(self, other: "Index") -> "Index":
        """A new index with the chunks of another one after the present ones; both have the same `k1` and `b`."""
        if not len(self) or not len(other):
            return self if len(self) else other
        vocabulary = dict(self.vocabulary)
        rows = [vocabulary.setdefault(term, len(vocabulary)) for term in other.vocabulary]
        postings = join(self.postings, other.postings, np.array(rows, np.int64), len(vocabulary))
        return Index(vocabulary, postings, *self._parameters)

    def save(self, path: Path) -> None:
        """Write the index to a file, which appears only once it is complete: no word in it that is in no chunk."""
        postings, vocabulary = only_held(self.postings, self.vocabulary)
        facts = dict(zip(("k1", "b"), self._parameters, strict=True))
        arrays = {**packed(vocabulary), "weights": self._weights, **vars(postings)}
        write_arrays(path, facts, arrays)

    @classmethod
    def load(cls, path: Path) -> "Index":
        """The index in a file, which stays on disk and is mapped into memory.

        Raises UnreadableIndex for a file that is missing, damaged or not an index; build it again then.
        """
        facts, arrays = read_arrays(path)
        vocabulary, weights = unpacked(arrays), arrays.pop("weights")
        return cls(vocabulary, Postings(**arrays), facts["k1"], facts["b"], weights)

    def _spans(self, terms: Iterable[str]) -> Iterator[tuple[int, int]]:
        """Where each term's postings begin and end."""
        starts = self._starts
        for row in map(self.vocabulary.get, terms):
            yield (0, 0) if row is None else (starts[row], starts[row + 1])

    def _sums(self, terms: Iterable[str]) -> tuple[Floats, Ints, int]:
        """The scores less what every chunk gets, with zeros up to a multiple of `_columns`, and who is not zero.

        The latter are the ids of each term's chunks, and of how many terms; 0 if some term is in too many for that.
        """
        starts, all_ids, all_weights, many = self._starts, self.postings.ids, self._weights, self._many
        holders, weights, common = [], [], []
        for row in map(self.vocabulary.get, terms):
            if row is None:
                continue
            begin, end = starts[row], starts[row + 1]
            if end - begin > many:
                common.append(self._row(begin, end))
            else:
                holders.append(all_ids[begin:end])
                weights.append(all_weights[begin:end])
        sums = np.zeros(self._width, np.float32)
        ids = np.concatenate(holders) if holders else _NONE
        if holders:
            ids = ids.astype(np.intp) if ids.itemsize < 8 else ids
            np.add.at(sums, ids, np.concatenate(weights))
        for weight in common:
            sums += weight
        return sums, ids, 0 if common else len(holders)

    def _row(self, begin: int, end: int) -> Floats:
        row = self._rows.get(begin)
        if row is None:
            row = np.zeros(self._width, np.float32)
            row[self.postings.ids[begin:end]] = self._weights[begin:end]
            self._rows[begin] = row
        return row
