"""Runs of characters: they find what stemming misses, in any language.

Four characters where words have spaces, two where they have none. A run is a bucket number.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple
from unicodedata import category

import numpy as np
from numpy.typing import NDArray

from knowledge.text.terms import SPACELESS

Buckets = NDArray[np.int64]

BUCKETS = 1 << 15
"""Runs that share one of these by chance count as the same: rare enough among the runs of one question."""

_PART = 1 << 20
"""Characters that are counted at a time: they take some 50 MB."""
_SPACE = 32


def width(text: str) -> int:
    """How many characters a run has in a text like this."""
    return 2 if SPACELESS.search(text) else 4


def runs(texts: Sequence[str], size: int) -> tuple[Buckets, Buckets]:
    """The runs of some texts, and which text each begins in.

    Letters are in lower case, and all between them is one space.
    """
    lower = [f" {text.lower()} " for text in texts]
    shown, kept = _shown("".join(lower))
    rows = np.repeat(np.arange(len(lower)), [len(text) for text in lower])[kept]
    buckets = _buckets(shown, size)
    return buckets, rows[: len(buckets)]


@cache
def _letters() -> NDArray[np.bool_]:
    """Which characters are letters, digits or marks; the last stands for all that come later."""
    return np.array([*(chr(code).isalnum() or category(chr(code))[0] == "M" for code in range(1 << 16)), True])


def _buckets(letters: NDArray[np.uint64], size: int) -> Buckets:
    count = max(0, len(letters) - size + 1)
    mixed = np.zeros(count, np.uint64)
    for position in range(size):
        mixed = mixed * np.uint64(1_000_003) + letters[position : position + count]
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)  # splitmix64's first multiplier spreads the bits
    return (mixed >> np.uint64(49)).astype(np.int64)


class Counts(NamedTuple):
    """How often each run stands in some texts. Shapes: n different runs; few texts have few of the BUCKETS."""

    buckets: NDArray[np.uint16]
    """(n,): ascending."""
    counts: NDArray[np.int32]
    """(n,): never 0."""

    def of(self, buckets: Buckets) -> NDArray[np.int32]:
        """(b,): of each of these; 0 for one that stands nowhere."""
        if not len(self.buckets):
            return np.zeros(len(buckets), np.int32)
        wanted = buckets.astype(np.uint16)
        positions = np.minimum(self.buckets.searchsorted(wanted), len(self.buckets) - 1)
        return np.where(self.buckets[positions] == wanted, self.counts[positions], np.int32(0))

    def changed(self, added: Iterable["Counts"], gone: Iterable["Counts"]) -> "Counts":
        """With those of some texts more, and without those of some others."""
        total = np.zeros(BUCKETS, np.int32)
        total[self.buckets] = self.counts
        for one in added:
            total[one.buckets] += one.counts
        for one in gone:
            total[one.buckets] -= one.counts
        held = total.nonzero()[0]
        return Counts(held.astype(np.uint16), total[held])

    def joined(self, other: "Counts") -> "Counts":
        """Of both."""
        total = np.zeros(BUCKETS, np.int32)
        total[self.buckets] = self.counts
        total[other.buckets] += other.counts
        held = total.nonzero()[0]
        return Counts(held.astype(np.uint16), total[held])


NO_RUNS = Counts(np.zeros(0, np.uint16), np.zeros(0, np.int32))
"""Of no texts."""


def counts_of(text: str) -> Counts:
    """Of one text."""
    size = width(text)
    total = np.zeros(BUCKETS, np.int32)
    held = np.empty(0, np.uint64)
    for part in _parts(text):
        shown, _ = _shown(part.lower(), after_letter=held.size > 0 and held[-1] != _SPACE)
        shown = np.concatenate((held, shown))
        total += np.bincount(_buckets(shown, size), minlength=BUCKETS).astype(np.int32)
        held = shown[max(0, len(shown) - size + 1) :]
    buckets = total.nonzero()[0]
    return Counts(buckets.astype(np.uint16), total[buckets])


def _parts(text: str) -> Iterator[str]:
    """Cut behind spaces, where there are any; a space ends the last one."""
    begin = 0
    while len(text) - begin > _PART:
        end = text.rfind(" ", begin, begin + _PART) + 1 or begin + _PART
        yield text[begin:end]
        begin = end
    yield f"{text[begin:]} "


def _shown(text: str, *, after_letter: bool = False) -> tuple[NDArray[np.uint64], NDArray[np.bool_]]:
    """Letters, and one space for all that stands between two; and which of the characters these are."""
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    is_letter = _letters()[np.minimum(letters, len(_letters()) - 1)]
    kept = is_letter.copy()
    kept[1:] |= is_letter[:-1]
    kept[:1] |= after_letter
    return np.where(is_letter, letters, _SPACE)[kept].astype(np.uint64), kept
