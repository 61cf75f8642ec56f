"""The layers of BERT (Devlin et al. 2018, https://arxiv.org/abs/1810.04805), over the tokens of many texts at once.

The tokens of all texts are the rows of one matrix (T, 384), without padding; only attention looks at texts apart.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Spans = Iterable[tuple[int, int]]
"""The rows of each text."""

HEADS = 12
STEEPEST = np.float32(80)
"""Where attention is cut off, so that exp neither overflows nor is 0 for all; it was never found to be above 45, and
softmax needs no other care, which would take two more looks at the largest matrices there are here."""
_EPSILON = np.float32(1e-12)
_BLOCK = 64
"""Rows whose GELU is made at a time: so many stay in the processor's cache. Chosen by measuring."""
_LINEAR, _CUBIC = np.float32(-2 * (2 / np.pi) ** 0.5), np.float32(-2 * (2 / np.pi) ** 0.5 * 0.044715)


class Linear(NamedTuple):
    """x → x · matrix + bias."""

    matrix: Floats
    """(I, O)"""
    bias: Floats
    """(O,)"""

    def __call__(self, rows: Floats) -> Floats:
        made: Floats = rows @ self.matrix
        made += self.bias
        return made


class Norm(NamedTuple):
    """Layer normalisation (Ba et al. 2016)."""

    scale: Floats
    bias: Floats

    def apply(self, rows: Floats) -> None:
        """To each row, in place."""
        rows -= (rows @ np.full(rows.shape[1], 1 / rows.shape[1], np.float32))[:, None]  # faster than mean()
        variance = np.einsum("tk,tk->t", rows, rows) / np.float32(rows.shape[1])
        rows /= np.sqrt(variance + _EPSILON)[:, None]
        rows *= self.scale
        rows += self.bias


class Layer(NamedTuple):
    """Attention, then a network over each token."""

    looking: Linear
    """(384, 3 · 384): queries, keys and values of all heads side by side."""
    seen: Linear
    seen_norm: Norm
    inward: Linear
    outward: Linear
    norm: Norm

    def apply(self, rows: Floats, texts: Spans) -> None:
        """To the tokens (T, 384) of some texts, in place."""
        rows += self.seen(attended(self.looking(rows), texts))
        self.seen_norm.apply(rows)
        hidden = self.inward(rows)
        for begin in range(0, len(hidden), _BLOCK):
            gelu(hidden[begin : begin + _BLOCK])
        rows += self.outward(hidden)
        self.norm.apply(rows)


def gelu(values: Floats) -> None:
    """GELU in place, in the form with tanh (Hendrycks and Gimpel 2016, https://arxiv.org/abs/1606.08415).

    tanh is written with exp, which is faster: x · (1 + tanh(y)) / 2 = x / (1 + exp(-2y)). Vectors made with it are as
    near to those with erf as a cosine of 0.999999.
    """
    with np.errstate(over="ignore"):  # x / infinity is the 0 that GELU is there
        gate = values * values
        gate *= _CUBIC
        gate += _LINEAR
        gate *= values
        np.exp(gate, out=gate)
        gate += 1
        values /= gate


def attended(looking: Floats, texts: Spans) -> Floats:
    """What each token sees of its own text: (T, 3 · K) → (T, K)."""
    seen = np.empty((len(looking), looking.shape[1] // 3), np.float32)
    for begin, end in texts:
        query, key, value = looking[begin:end].reshape(end - begin, 3, HEADS, -1).transpose(1, 2, 0, 3)
        shares = query @ key.transpose(0, 2, 1)
        np.clip(shares, -STEEPEST, STEEPEST, out=shares)
        np.exp(shares, out=shares)
        mixed = shares @ value
        mixed /= (shares @ np.ones(end - begin, np.float32))[..., None]
        seen[begin:end].reshape(end - begin, HEADS, -1)[...] = mixed.transpose(1, 0, 2)
    return seen
