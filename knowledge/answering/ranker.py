"""Features → one number for each candidate, by a small network whose weights were learned (knowledge.training)."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

CLIP = 5.0
"""Standard deviations: further out than that training has seen nothing."""


class Network(NamedTuple):
    """One hidden layer beside a straight line. Shapes: F features, H hidden units."""

    names: tuple[str, ...]
    means: Floats
    """(F,): of the training examples."""
    deviations: Floats
    """(F,)"""
    straight: Floats
    """(F,)"""
    inward: Floats
    """(F, H)"""
    bias: Floats
    """(H,)"""
    outward: Floats
    """(H,)"""

    def scores(self, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
        """(C,): how well each row of the matrix (C, F) answers; differences of 1 are odds of e."""
        scaled = np.clip((matrix - self.means) / self.deviations, -CLIP, CLIP)
        hidden = np.maximum(scaled @ self.inward + self.bias, 0)
        result: NDArray[np.float64] = hidden @ self.outward + scaled @ self.straight
        return result

    def scores_of(self, names: Sequence[str], matrix: NDArray[np.float64]) -> NDArray[np.float64]:
        """(C,): as `scores`, of a matrix that has columns with these names, in any order, and perhaps others."""
        return self.scores(matrix[:, [names.index(name) for name in self.names]])


Arrays = Mapping[str, NDArray[np.generic]]

_learned: dict[str, NDArray[np.generic]] = {}


def use(arrays: Arrays) -> None:
    """Others than those of the file, while they are being learned."""
    weights.cache_clear()
    ranker.cache_clear()
    _learned.update(arrays)


@cache
def weights() -> dict[str, Floats]:
    """The file that knowledge.training wrote."""
    with files("knowledge").joinpath("weights.npz").open("rb") as file, np.load(file) as held:
        return {name: array.astype(np.float32) if array.dtype.kind == "f" else array for name, array in held.items()}


WITHOUT_MEANING = " without meaning"


@cache
def ranker(of: str) -> Network:
    """The network that was learned for "passages" or "sentences", or for these "without meaning", by the same names."""
    held = _learned or weights()
    names = tuple(held[f"{of.removesuffix(WITHOUT_MEANING)} names"].tolist())
    return Network(names, *(held[f"{of} {name}"].astype(np.float32) for name in Network._fields[1:]))
