"""Chunks whose terms are numbers: what an index takes, wherever they were counted."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
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
