"""Vectors of texts, made once for each text and shared by every snapshot that holds it; a byte for each dimension."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import UnreadableIndex
from knowledge.index.engine import Floats
from knowledge.index.files import Arrays, read_arrays, write_arrays
from knowledge.text.numbers import Ints

DIMENSIONS = 384
STEPS = 400
"""In a unit: the components of a vector of this length are hardly ever beyond ±0.3, and a byte holds ±127."""
MISSING = -1
NO_FACTS: Mapping[str, object] = MappingProxyType({})

_EXACT = 4096
"""Up to so many are all compared; of more, those first whose signs agree."""
_AGREEING = 4
"""Times as many as are wanted are compared exactly, for signs alone are coarse (Yamada, Asai and Hajishirzi 2021)."""

Bytes = NDArray[np.int8]
Keys = NDArray[np.uint64]
NO_KEYS: Keys = np.zeros(0, np.uint64)
Encode = Callable[[Sequence[str]], Floats]


def key_of(text: str) -> int:
    """What stands for a text."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


class Vectors:
    """Grows as texts are read. Any number of threads may ask and add at the same time. Shapes: v vectors."""

    def __init__(self, encode: Encode, keys: Iterable[int] = (), table: Bytes | None = None) -> None:
        """`table` (v, 384): the vectors of the texts with these keys."""
        self._encode = encode
        self._rows = {key: row for row, key in enumerate(keys)}
        self._table = np.zeros((0, DIMENSIONS), np.int8) if table is None else table
        self._used = len(self._rows)
        self._adding = Lock()

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: int) -> bool:
        return key in self._rows

    def vector(self, text: str) -> Floats:
        """(384,): of a text that is not kept."""
        found: Floats = self._encode([text])[0]
        return found

    def rows(self, keys: Iterable[int]) -> Ints:
        """(n,): which vector each text has; MISSING = it was not read yet."""
        return np.array([self._rows.get(key, MISSING) for key in keys], np.int64)

    def read(self, texts: Mapping[int, str]) -> None:
        """Make the vectors of these texts, by key, that are not here yet."""
        new = {key: text for key, text in texts.items() if key not in self._rows}
        if not new:
            return
        self.put(new, np.clip(np.rint(self._encode(list(new.values())) * STEPS), -127, 127).astype(np.int8))

    def put(self, keys: Iterable[int], table: Bytes) -> None:
        """Keep the vectors (n, 384) of the texts with these keys; those that are here already stay as they are."""
        with self._adding:
            new = {key: row for row, key in enumerate(keys) if key not in self._rows}
            if not new:
                return
            end = self._used
            if end + len(new) > len(self._table):
                room = np.zeros((max(end + len(new), 2 * end), DIMENSIONS), np.int8)
                room[:end] = self._table[:end]
                self._table = room
            self._table[end : end + len(new)] = table[list(new.values())]
            self._used += len(new)
            self._rows.update(zip(new, range(end, end + len(new)), strict=True))

    def bytes_of(self, rows: Ints) -> Bytes:
        """(n, 384): these vectors as they are kept."""
        return self._table[rows]

    def keys(self) -> tuple[int, ...]:
        """Of all texts that are here."""
        return tuple(self._rows)

    def table(self, rows: Ints) -> Floats:
        """(n, 384): these vectors."""
        return self._table[rows].astype(np.float32) / np.float32(STEPS)

    def cosines(self, rows: Ints, vector: Floats) -> Floats:
        """(n,): of each of these vectors and `vector`; 0 where one is missing."""
        found, here = np.zeros(len(rows), np.float32), rows != MISSING
        found[here] = self._table[rows[here]].astype(np.float32) @ vector / np.float32(STEPS)
        return found

    def nearest(self, rows: Ints, vector: Floats, k: int) -> Ints:
        """(f,): positions in `rows` of the best k, best first; those that are missing are none."""
        here = np.flatnonzero(rows != MISSING)
        if len(here) > _EXACT:
            here = here[self._agreeing(rows[here], vector, _AGREEING * k)]
        found = self.cosines(rows[here], vector)
        return here[np.argsort(-found, kind="stable")[:k]]

    def _agreeing(self, rows: Ints, vector: Floats, k: int) -> Ints:
        apart = np.bitwise_count(_signs(self._table[rows]) ^ _signs(vector[None])).sum(axis=1)
        return np.argpartition(apart, k)[:k]

    def save(
        self, path: Path, keys: Iterable[int], facts: Mapping[str, object] = NO_FACTS, also: Arrays | None = None
    ) -> None:
        """Write those of the texts with these keys, with `facts` and other arrays beside them. Raises OSError."""
        kept = [key for key in dict.fromkeys(keys) if key in self._rows]
        rows = self.rows(kept)
        table = self._table[rows].reshape(-1)
        write_arrays(path, dict(facts), {"keys": np.array(kept, np.uint64), "vectors": table, **(also or {})})

    @classmethod
    def load(cls, path: Path, encode: Encode) -> Self:
        """What `save` wrote; none at all if there is nothing that can be used."""
        try:
            _, arrays = read_arrays(path)
        except UnreadableIndex:
            return cls(encode)
        return cls(encode, arrays["keys"].tolist(), arrays["vectors"].reshape(-1, DIMENSIONS))


def _signs(table: NDArray[np.number[Any]]) -> NDArray[np.uint64]:
    return np.packbits(table > 0, axis=1).view(np.uint64)
