"""Which chunks hold each term and how often: gathered in one pass, and changed."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, count
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.integer]

BLOCK = 1 << 22
"""Terms that are sorted at a time: 4 million take about 100 MB while they are sorted."""


class Numbered(NamedTuple):
    """Some chunks whose terms are numbers: what an index takes."""

    vocabulary: Sequence[str]
    """What each number stands for."""
    numbers: Ints
    """(t,): the terms of all chunks, one chunk after the other."""
    lengths: Ints
    """(c,): how many terms each chunk has."""


def number(chunks: Iterable[Sequence[str]]) -> Iterator[Numbered]:
    """Chunks of terms, read once, in blocks; each block has a vocabulary of its own."""
    block = _Block()
    for chunk in chunks:
        block.add(chunk)
        if len(block.numbers) >= BLOCK:
            yield block.numbered()
            block = _Block()
    yield block.numbered()


class _Block:
    """Numbers terms in the order in which they are met."""

    def __init__(self) -> None:
        self._number_of: defaultdict[str, int] = defaultdict(None)
        self._number_of.default_factory = self._number_of.__len__
        self._lengths = array("i")
        self.numbers = array("i")

    def add(self, chunk: Sequence[str]) -> None:
        self.numbers.extend(map(self._number_of.__getitem__, chunk))
        self._lengths.append(len(chunk))

    def numbered(self) -> Numbered:
        vocabulary = tuple(self._number_of)
        return Numbered(vocabulary, np.asarray(self.numbers, np.int32), np.asarray(self._lengths, np.int32))


WIDE = 1 << 22
"""Up to so many postings (32 MB) ids are 64-bit, which numpy takes as they are; beyond, memory counts for more."""

EMPTY = 1 / 8
"""Share of the rows that may be empty."""

_NO_NUMBERS = np.zeros(0, np.int32)


@dataclass(frozen=True)
class Postings:
    """Row r lies in `ids[starts[r]:starts[r + 1]]`, ascending chunk ids, and `counts` beside it.

    `lengths` is the number of terms in each chunk.
    """

    starts: Ints
    ids: Ints
    counts: Ints
    lengths: Ints

    @property
    def sizes(self) -> Ints:
        """How many chunks each row holds."""
        return np.diff(self.starts)


def gather_postings(
    parts: Iterable[Numbered], vocabulary: dict[str, int], first: int
) -> tuple[Postings, dict[str, int]]:
    """Count chunks, numbered from `first`; the vocabulary returned has new rows for new terms."""
    row_of = dict(vocabulary)
    pieces: list[Postings] = []
    for rows, lengths in _blocks(parts, row_of):
        pieces.append(_count(rows, lengths, first))
        first += len(lengths)
    return merge(pieces, len(row_of)), row_of


def _blocks(parts: Iterable[Numbered], row_of: dict[str, int]) -> Iterator[tuple[Ints, Ints]]:
    """The rows of all terms and the lengths of all chunks, in few pieces; `row_of` learns new terms."""
    rows: list[Ints] = [_NO_NUMBERS]
    lengths: list[Ints] = [_NO_NUMBERS]
    size = 0
    for part in parts:
        positions = np.fromiter((row_of.setdefault(term, len(row_of)) for term in part.vocabulary), np.int32)
        rows.append(positions[part.numbers])
        lengths.append(part.lengths)
        size += len(part.numbers)
        if size >= BLOCK:
            yield np.concatenate(rows), np.concatenate(lengths)
            rows, lengths, size = [], [], 0
    if lengths:
        yield np.concatenate(rows), np.concatenate(lengths)


def _count(rows: Ints, lengths: Ints, first: int) -> Postings:
    """Postings of the consecutive chunks whose terms stand in `rows`, one after the other."""
    keys = np.asarray(rows, np.int64) << 32
    keys |= np.repeat(np.arange(first, first + len(lengths)), lengths)
    keys.sort()  # by row, then by chunk; sorting values is several times faster than sorting positions
    begins = np.flatnonzero(np.diff(keys, prepend=-1))
    counts = np.diff(begins, append=len(keys))
    keys = keys[begins]
    starts = _starts(np.bincount(keys >> 32))
    return Postings(starts, keys.astype(np.int32), _narrow(counts), np.asarray(lengths, np.int32))


def merge(pieces: list[Postings], rows: int) -> Postings:
    """One out of several, each with higher chunk ids than the one before; empties the list as it goes."""
    totals = np.zeros(rows, np.int64)
    for piece in pieces:
        totals[: len(piece.starts) - 1] += piece.sizes
    starts = _starts(totals)
    lengths = np.concatenate([piece.lengths for piece in pieces])
    ids = np.empty(starts[-1], np.intp if starts[-1] <= WIDE else np.int32)
    counts = np.empty(starts[-1], np.result_type(*(piece.counts for piece in pieces)))
    free = starts[:-1].copy()
    while pieces:
        piece = pieces.pop(0)
        sizes = piece.sizes
        positions = np.repeat(free[: len(sizes)] - piece.starts[:-1], sizes)
        positions += np.arange(len(positions))
        ids[positions], counts[positions] = piece.ids, piece.counts
        free[: len(sizes)] += sizes
    return Postings(starts, ids, counts, lengths)


def join(one: Postings, other: Postings, rows: Ints, size: int) -> Postings:
    """Both, the chunks of the other numbered after the first one's; `rows` are the other's among the `size` of both."""
    order, sizes = np.argsort(rows), other.sizes
    totals = np.zeros(size, np.int64)
    totals[rows] = sizes
    moves = other.starts[:-1][order] - _starts(sizes[order])[:-1]
    which = np.repeat(moves, sizes[order]) + np.arange(len(other.ids))
    ids = other.ids[which].astype(np.int64) + len(one.lengths)
    return merge([one, Postings(_starts(totals), ids, other.counts[which], other.lengths)], size)


def keep(postings: Postings, kept: NDArray[np.bool_]) -> Postings:
    """The postings of the chunks where `kept` is true, renumbered without gaps; rows may become empty."""
    chosen = kept[postings.ids]
    before = np.concatenate(([0], np.cumsum(chosen)))
    numbers = (np.cumsum(kept) - 1).astype(postings.ids.dtype)
    ids = numbers[postings.ids[chosen]]
    return Postings(before[postings.starts], ids, postings.counts[chosen], postings.lengths[kept])


def without_empty_rows(postings: Postings, vocabulary: dict[str, int]) -> tuple[Postings, dict[str, int]]:
    """Forget the terms that no chunk holds any more, once these are many: renumbering all others takes a while."""
    held = postings.sizes > 0
    if held.sum() > len(held) * (1 - EMPTY):
        return postings, vocabulary
    return only_held(postings, vocabulary)


def only_held(postings: Postings, vocabulary: dict[str, int]) -> tuple[Postings, dict[str, int]]:
    """Without the terms that no chunk holds any more."""
    held = postings.sizes > 0
    if held.all():
        return postings, vocabulary
    starts = np.concatenate((postings.starts[:-1][held], postings.starts[-1:]))
    left = dict(zip(compress(vocabulary, held.tolist()), count(), strict=False))
    return Postings(starts, postings.ids, postings.counts, postings.lengths), left


def _starts(sizes: Ints) -> Ints:
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)))


def _narrow(counts: Ints) -> Ints:
    """The same numbers in as few bytes as they need; nearly always one."""
    return counts.astype(np.min_scalar_type(int(counts.max(initial=0))))
