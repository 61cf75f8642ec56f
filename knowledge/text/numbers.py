"""What numpy has not, or only at a price: small things with arrays of numbers."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
_Number = TypeVar("_Number", bound=np.integer)


def distinct(numbers: NDArray[_Number]) -> NDArray[_Number]:
    """Each number once, ascending. np.unique of numbers alone loads numpy.ma, which takes 2 MB."""
    found = np.sort(numbers)
    is_first = np.ones(len(found), np.bool_)
    is_first[1:] = found[1:] != found[:-1]
    return found[is_first]


def ranges(begins: Ints, ends: Ints) -> Ints:
    """begin … end - 1 of each, one after the other."""
    sizes = ends - begins
    return np.repeat(begins - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())


def beside_best(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n,): what each is of the greatest; all 0 where none is above 0."""
    return values / max(float(values.max(initial=0)), 1e-9)


def best_of_same(values: NDArray[np.float64], of: Ints) -> NDArray[np.float64]:
    """(n,): the greatest of those with the same number in `of` (n,); at least 0."""
    order, groups = np.unique(of, return_inverse=True)
    best = np.zeros(len(order))
    np.maximum.at(best, groups, values)
    return best[groups]


def found_in(values: NDArray[_Number], table: NDArray[_Number]) -> NDArray[np.bool_]:
    """Which values stand in a table that is in order."""
    if not len(table):
        return np.zeros(len(values), np.bool_)
    positions = np.minimum(table.searchsorted(values), len(table) - 1)
    result: NDArray[np.bool_] = table[positions] == values
    return result
