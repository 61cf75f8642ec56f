"""Runs of characters: they find what stemming misses, in any language.

Four characters where words have spaces, two where they have none. A run is a bucket number.
"""

import re

import numpy as np
from numpy.typing import NDArray

from knowledge.terms import SPACELESS

Buckets = NDArray[np.int64]
Counts = NDArray[np.int32]

BUCKETS = 1 << 15
"""Runs that share one of these by chance count as the same: rare enough among the runs of one question."""

_APART = re.compile(r"[\W_]+")


def width(text: str) -> int:
    """How many characters a run has in a text like this."""
    return 2 if SPACELESS.search(text) else 4


def normal(text: str) -> str:
    """Lower case, and one space for all that is neither letter nor digit."""
    return f" {_APART.sub(' ', text.lower()).strip()} "


def runs(text: str, size: int) -> Buckets:
    """The run that begins at each character of a `normal` text."""
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    count = max(0, len(letters) - size + 1)
    mixed = np.zeros(count, np.uint64)
    for place in range(size):
        mixed = mixed * np.uint64(1_000_003) + letters[place : place + count]
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)  # splitmix64's first multiplier spreads the bits
    return (mixed >> np.uint64(49)).astype(np.int64)


def count_runs(text: str) -> Counts:
    """(BUCKETS,): how often each run stands in a text."""
    text = normal(text)
    return np.bincount(runs(text, width(text)), minlength=BUCKETS).astype(np.int32)
