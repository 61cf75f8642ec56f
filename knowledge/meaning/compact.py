"""Matrices with one byte a number: whole numbers of -127 … 127, and a scale for every few of them in a row."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

GROUP = 48
"""Numbers that share a scale. The mean cosine to vectors by the published weights, over 263 texts of this project's own
documents, is 0.9998 with 48 of them; with one scale a row it is 0.9994, and the file is 0.9 MB smaller."""


class Compact(NamedTuple):
    """A matrix (N, K); K is a multiple of GROUP."""

    values: NDArray[np.int8]
    """(N, K)"""
    scales: NDArray[np.float16]
    """(N, K / GROUP): what a value of 1 stands for."""

    @classmethod
    def of(cls, matrix: Floats) -> "Compact":
        """The nearest one to a matrix: the largest number of each group becomes 127."""
        groups = matrix.reshape(len(matrix), -1, GROUP)
        scales = (np.abs(groups).max(axis=2) / 127).astype(np.float16)
        steps = np.maximum(scales.astype(np.float32), np.finfo(np.float32).tiny)[..., None]
        values = np.clip(np.rint(groups / steps), -127, 127).astype(np.int8)
        return cls(values.reshape(matrix.shape), scales)

    def rows(self, which: NDArray[np.intp]) -> Floats:
        """Some rows (M, K) as they were, nearly."""
        rows = self.values[which].astype(np.float32)
        rows.reshape(len(rows), -1, GROUP)[...] *= self.scales[which].astype(np.float32)[..., None]
        return rows

    def transposed(self) -> Floats:
        """All of it (K, N) as it was, nearly: the way round in which a few rows are multiplied by it fastest."""
        columns = np.ascontiguousarray(self.values.T).astype(np.float32)
        columns.reshape(-1, GROUP, len(self.values))[...] *= self.scales.T.astype(np.float32)[:, None]
        return columns
