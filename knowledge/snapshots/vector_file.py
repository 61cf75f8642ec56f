"""The vectors of all guilds in one file, with what each guild needs of them: what nobody needs any more leaves it."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np

from knowledge.errors import UnreadableIndex
from knowledge.index.encoding import Reading
from knowledge.index.files import read_arrays
from knowledge.index.vectors import DIMENSIONS, NO_KEYS, Keys, Vectors
from knowledge.text.numbers import distinct

_FORMAT = 1
"""Of what is in the file; another one is not read."""
Needs = Mapping[int, Keys]
"""By guild, the keys of its texts."""


class VectorFile:
    """Can always be made again, so one that is damaged or of another encoder is only as good as none."""

    def __init__(self, path: Path, reading: Reading) -> None:
        self._path = path
        self._reading = reading
        self.needs: Needs = {}
        """As the file has them."""

    def load(self) -> Vectors:
        """All that are in the file, which stays on disk until it is looked at."""
        self._tidy()
        try:
            facts, arrays = read_arrays(self._path)
        except UnreadableIndex:
            return Vectors(self._reading.encode)
        if facts != self._facts():
            return Vectors(self._reading.encode)
        keys, table = arrays.pop("keys"), arrays.pop("vectors")
        self.needs = {int(guild): array for guild, array in arrays.items()}
        return Vectors(self._reading.encode, keys.tolist(), table.reshape(-1, DIMENSIONS))

    def save(self, vectors: Vectors, needs: Needs) -> None:
        """Just what is needed, unless that is what the file has. Raises OSError."""
        if _are_equal(needs, self.needs):
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        keys = distinct(np.concatenate([NO_KEYS, *needs.values()])).tolist()
        vectors.save(self._path, keys, self._facts(), {str(guild): array for guild, array in needs.items()})
        self.needs = dict(needs)

    def remove(self) -> None:
        """For those who look at no meaning."""
        with suppress(OSError):
            self._path.unlink()

    def _facts(self) -> dict[str, object]:
        return {"format": _FORMAT, "encoder": self._reading.version()}

    def _tidy(self) -> None:
        """What was being written when a program ended."""
        with suppress(OSError):
            for path in self._path.parent.glob(f"{self._path.name}?*"):
                path.unlink()


def _are_equal(some: Needs, others: Needs) -> bool:
    return some.keys() == others.keys() and all(np.array_equal(array, others[guild]) for guild, array in some.items())
