"""Vectors of texts and questions of the sets, made once."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from knowledge.index.corpus import Corpus
from knowledge.index.engine import Floats
from knowledge.index.meaning import Meaning
from knowledge.index.vectors import Bytes, Vectors, key_of
from knowledge.meaning.encoder import encoder


class Remembered(Vectors):
    """Questions are kept, too: each is asked many times while learning."""

    def vector(self, text: str) -> Floats:
        """As it was read, or read now."""
        key = key_of(text)
        self.read({key: text})
        found: Floats = self.table(self.rows([key]))[0]
        return found

    def since(self, number: int) -> "Added":
        """Those after the first `number`."""
        return Added(self.keys()[number:], self.bytes_of(np.arange(number, len(self))))

    def add(self, added: "Added") -> None:
        """What another process has read."""
        self.put(added.keys, added.table)


class Added(NamedTuple):
    """Shapes: n texts."""

    keys: Sequence[int]
    table: Bytes
    """(n, 384)"""


def remembered(path: Path | None) -> Remembered:
    """What was kept there, if anything."""
    return Remembered.load(path, one_by_one) if path is not None else Remembered(one_by_one)


def meaning_of(corpus: Corpus, vectors: Vectors) -> Meaning:
    """Every question waits, however much there is to read: what it finds does not depend on what was asked before."""
    return Meaning(corpus, vectors, waits=True, most=corpus.numbering.passages)


def one_by_one(texts: Sequence[str]) -> Floats:
    """(n, 384): the last bits of a vector do not depend on what was read with it, so every run finds the same."""
    return np.concatenate([encoder().vectors([text]) for text in texts])
