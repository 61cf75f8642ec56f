"""Text → a vector of length 1: all-MiniLM-L6-v2 in plain numpy, with the weights that come with the package.

The cosine of two texts is the dot product of their vectors. Knows English, and other languages badly.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from knowledge.meaning.compact import Compact
from knowledge.meaning.layers import HEADS, Layer, Linear, Norm
from knowledge.meaning.tensors import Tensors, read_tensors
from knowledge.meaning.wordpiece import WordPiece

Floats = NDArray[np.float32]

DIMENSIONS = 384
LAYERS = 6
LONGEST_TOKENS = 128
"""With those of the beginning and the end; what comes later in a text is not looked at. So many were in the texts that
the model was trained on (https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2)."""
SHIPPED = Path(__file__).with_name("minilm")
WEIGHTS, VOCABULARY = "weights.safetensors", "vocab.txt"
"""Written by `python -m knowledge.training.encoder`."""
_TOKENS_AT_A_TIME = 512
"""Bounds the memory of a pass: about 11 KB a token."""
_READING = Lock()
"""Threads that want the encoder first at the same time must not read it each."""


class Encoder:
    """Never changes after it was made; any number of threads may use it at the same time."""

    def __init__(self, folder: Path) -> None:
        """Reads what knowledge.training.encoder wrote. Raises OSError, ValueError or KeyError if that is not there."""
        self._pieces = WordPiece.read(folder / VOCABULARY)
        lasting, passing = (read_tensors(folder / WEIGHTS) for _ in range(2))  # what was read of the latter is let go
        self._words = _compact(lasting, "words")
        self._positions = _compact(passing, "positions").rows(np.arange(LONGEST_TOKENS))
        self._norm = _norm(passing, "norm")
        self._layers = [_layer(passing, f"{number}.") for number in range(LAYERS)]

    def vectors(self, texts: Sequence[str]) -> Floats:
        """(N, 384): one row for each text, of length 1."""
        found = np.empty((len(texts), DIMENSIONS), np.float32)
        done = 0
        for tokens in _passes(self._pieces.tokens(text, LONGEST_TOKENS) for text in texts):
            found[done : done + len(tokens)] = self._pass(tokens)
            done += len(tokens)
        return found

    def _pass(self, texts: Sequence[Sequence[int]]) -> Floats:
        spans = list(pairwise(accumulate(map(len, texts), initial=0)))
        rows = self._words.rows(np.concatenate([np.array(text) for text in texts]))
        for begin, end in spans:
            rows[begin:end] += self._positions[: end - begin]
        self._norm.apply(rows)
        for layer in self._layers:
            layer.apply(rows, spans)
        vectors: Floats = np.add.reduceat(rows, [begin for begin, _ in spans], axis=0)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


def encoder() -> Encoder:
    """The one that comes with the package; it is read when it is first wanted."""
    with _READING:
        return _shipped()


@cache
def _shipped() -> Encoder:
    return Encoder(SHIPPED)


def _passes(texts: Iterator[list[int]]) -> Iterator[list[list[int]]]:
    """As many texts at a time as memory is meant for, in their order."""
    together: list[list[int]] = []
    size = 0
    for text in texts:
        if together and size + len(text) > _TOKENS_AT_A_TIME:
            yield together
            together, size = [], 0
        together.append(text)
        size += len(text)
    if together:
        yield together


def _layer(tensors: Tensors, name: str) -> Layer:
    looking = _linear(tensors, f"{name}looking")
    for array in (looking.matrix, looking.bias):
        array[..., :DIMENSIONS] /= np.float32((DIMENSIONS / HEADS) ** 0.5)  # the queries, once for all
    return Layer(
        looking,
        _linear(tensors, f"{name}seen"),
        _norm(tensors, f"{name}seen norm"),
        _linear(tensors, f"{name}inward"),
        _linear(tensors, f"{name}outward"),
        _norm(tensors, f"{name}norm"),
    )


def _linear(tensors: Tensors, name: str) -> Linear:
    return Linear(_compact(tensors, name).transposed(), np.array(tensors[f"{name} bias"]))


def _norm(tensors: Tensors, name: str) -> Norm:
    return Norm(np.array(tensors[f"{name} scale"]), np.array(tensors[f"{name} bias"]))


def _compact(tensors: Tensors, name: str) -> Compact:
    return Compact(tensors[name], tensors[f"{name} steps"])
