"""rank-bm25's own idf and weights, for a corpus of which only the counts are known."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Plus

from knowledge.index.postings import BLOCK, Ints, Postings


class Formula(BM25Plus):  # type: ignore[misc]  # rank-bm25 has no types
    """Of some postings."""

    DELTA = 1
    """BM25Plus gives this much of a term's idf to every chunk, also to those without the term."""

    def __init__(self, postings: Postings, k1: float, b: float) -> None:
        super().__init__((), k1=k1, b=b, delta=self.DELTA)
        self._postings = postings
        self.avgdl = float(postings.lengths.mean()) if postings.lengths.any() else 1.0

    def _initialize(self, _corpus: Iterable[object]) -> dict[str, int]:
        return {}  # counting chunk by chunk is what we do not need the package for

    def idfs(self) -> NDArray[np.float64]:
        """The idf of each row, 0 for an empty one; many rows have the same size, and each size is asked for once."""
        size_of = _Positions(self._postings.sizes)
        self.idf: dict[object, float] = {}
        self.corpus_size = len(self._postings.lengths)
        self._calc_idf({size: size for size in size_of.distinct.tolist() if size})
        idfs: NDArray[np.float64] = np.array([self.idf.get(size, 0.0) for size in size_of.distinct.tolist()])
        return idfs.take(size_of.positions[self._postings.sizes])

    def weights(self, idf: NDArray[np.float64]) -> NDArray[np.float32]:
        """The weight of each posting: the formula is asked once for each distinct count and length."""
        counts, lengths = self._postings.counts, self._postings.lengths
        count_of, size_of = _Positions(counts), _Positions(lengths)
        table = self._table(count_of.distinct, size_of.distinct)
        weights = np.empty(len(counts), np.float32)
        for begin in range(0, len(counts), BLOCK):
            part = slice(begin, begin + BLOCK)
            weights[part] = table[
                count_of.positions[counts[part]], size_of.positions[lengths[self._postings.ids[part]]]
            ]
        weights *= np.repeat(idf.astype(np.float32), self._postings.sizes)
        return weights

    def _table(self, counts: Ints, lengths: Ints) -> NDArray[np.float32]:
        """What a term of idf 1 adds to a chunk: one row for each count, one column for each length."""
        self.idf = {"": 1.0}
        self.corpus_size = len(counts) * len(lengths)
        self.doc_len = np.tile(lengths, len(counts))
        self.doc_freqs = [chunk for count in counts.tolist() for chunk in [{"": count}] * len(lengths)]
        table: NDArray[np.float32] = (self.get_scores([""]) - self.DELTA).astype(np.float32)
        return table.reshape(len(counts), len(lengths))


class _Positions:
    """The distinct numbers of an array, ascending, and the position of each number among them."""

    def __init__(self, numbers: Ints) -> None:
        held = np.zeros(int(numbers.max(initial=0)) + 1, np.bool_)
        held[numbers] = True  # far cheaper than sorting them: they are small
        self.distinct = held.nonzero()[0]
        self.positions = held.cumsum() - 1
