"""Many spans of a text, eight bytes each."""

from array import array
from collections.abc import Iterable, Iterator
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from knowledge.text.sentences import Span


class Spans:
    """In the order they came; a list of pairs would take twenty times the memory."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._edges = array("i")
        if spans:
            self.extend(spans)

    def __len__(self) -> int:
        return len(self._edges) // 2

    def __iter__(self) -> Iterator[Span]:
        edges = iter(self._edges)
        return zip(edges, edges, strict=True)

    def __getitem__(self, number: int) -> Span:
        """The one with this number, counted from 0. Raises IndexError."""
        return self._edges[2 * number], self._edges[2 * number + 1]

    @property
    def end(self) -> int:
        """Of the last one. Raises IndexError if there is none."""
        return self._edges[-1]

    def extend(self, spans: Iterable[Span]) -> None:
        """Put some after the others."""
        self._edges.extend(chain.from_iterable(spans))

    def append(self, span: Span) -> None:
        """Put one after the others."""
        self._edges.extend(span)

    def as_array(self) -> NDArray[np.int32]:
        """(n, 2): start and end of each."""
        return np.array(self._edges, np.int32).reshape(-1, 2)
