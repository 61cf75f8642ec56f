"""What a search engine must do: find chunks, tell what terms are worth, and become the next one."""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from knowledge.index.postings import Ints, Numbered

Floats = NDArray[np.float32]

Wanted_contra = TypeVar("Wanted_contra", contravariant=True)
Added_contra = TypeVar("Added_contra", contravariant=True)


class Engine(Protocol[Wanted_contra, Added_contra]):
    """Finds chunks by what is wanted and takes them as they are added: terms, or vectors, or whatever else it compares.

    Chunks are numbered from 0 in the order in which they came. It never changes, so any number of threads may ask it.
    """

    def __len__(self) -> int:
        """How many chunks there are."""

    def top(self, wanted: Wanted_contra, k: int, /, *, within: Iterable[range] | None = None) -> tuple[Ints, Floats]:
        """(f,), (f,): the numbers and scores of the best chunks, best first, equal scores by number; f is at most k.

        Scores are above 0: a chunk that has nothing of what is wanted is not found. `within`: only chunks whose
        numbers are in these ranges; None = all.
        """

    def replace(self, removed: Iterable[range], added: Iterable[Added_contra], /) -> Self:
        """The next one: without the chunks `removed`, by number, and with `added` behind the others.

        The numbers of chunks behind a removed one move down, so that there is never a gap.
        """

    def joined(self, other: Self, /) -> Self:
        """The next one: these chunks and then those of another one of the same kind."""

    def save(self, path: Path, /) -> None:
        """Write all of it to a file, which appears only once it is complete. Raises OSError."""


class TermEngine(Engine[Iterable[str], Numbered], Protocol):
    """One that knows chunks by their terms, as BM25 does; each of its methods takes many terms at a time."""

    def dfs(self, terms: Iterable[str], /) -> list[int]:
        """How many chunks hold each term; 0 for one that is nowhere."""

    def idfs(self, terms: Iterable[str], /) -> NDArray[np.float64]:
        """(t,): how much each term tells: log((chunks + 1) / df), so at least 0; 0.0 for one that is nowhere."""

    def weights(self, terms: Iterable[str], ids: Ints, /) -> Floats:
        """(t, i): what each term adds to the score of each of the chunks with these numbers; 0 where it is not.

        Summed over the terms it is the score that `top` gives to a chunk.
        """
