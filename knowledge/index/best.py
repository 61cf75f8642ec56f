"""The best k of many scores, each by one pass: sorting all would take longer than making them."""

from collections.abc import Iterable

import numpy as np

from knowledge.index.engine import Floats
from knowledge.index.postings import Ints

_LEAST = np.finfo(np.float32).smallest_subnormal


def masked(scores: Floats, ranges: Iterable[range]) -> Floats:
    """The scores of chunks with numbers in these ranges, 0 for all others."""
    kept = np.zeros_like(scores)
    for ids in ranges:
        kept[ids.start : ids.stop] = scores[ids.start : ids.stop]
    return kept


def best(table: Floats, k: int) -> tuple[Ints, Floats]:
    """The best `k` of a table whose cells are numbered row by row; zeros are none.

    The k-th best maximum of a column is a bound that few cells reach, and finding it takes one pass.
    """
    maxima = np.maximum.reduce(table, 0, initial=0)
    bound = _bound(maxima, k)
    if len(table) < 256:
        ids = (table.ravel() >= bound).nonzero()[0]
    else:
        columns = (maxima >= bound).nonzero()[0]
        rows, positions = (table[:, columns] >= bound).nonzero()
        ids = rows * table.shape[1] + columns[positions]
    return _first(ids, table.ravel()[ids], k)


def best_among(ids: Ints, scores: Floats, k: int, repeats: int) -> tuple[Ints, Floats]:
    """The best `k` of these ids, of which each may be given up to `repeats` times."""
    among = scores[ids]
    maxima = np.maximum.reduce(among[: len(ids) & -256].reshape(-1, 256), 0) if len(ids) >= 1024 else among
    ids = ids[(among >= _bound(maxima, k * repeats)).nonzero()[0]]
    ids.sort()
    once = np.ones(len(ids), np.bool_)
    np.not_equal(ids[1:], ids[:-1], out=once[1:])
    ids = ids[once]
    return _first(ids, scores[ids], k)


def _bound(maxima: Floats, k: int) -> np.float32:
    if not 0 < k <= len(maxima):
        return _LEAST
    maxima = maxima.copy()
    maxima.sort()
    return maxima[-k] or _LEAST


def _first(ids: Ints, scores: Floats, k: int) -> tuple[Ints, Floats]:
    order = (-scores).argsort(kind="stable")[: max(k, 0)]
    return ids[order], scores[order]
