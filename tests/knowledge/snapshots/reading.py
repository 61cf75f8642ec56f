"""Libraries whose meaning is read by an encoder that says what it was asked to read."""

import asyncio
import time
from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np

from knowledge import Document
from knowledge.index.encoding import Reading
from knowledge.index.engine import Floats
from knowledge.index.files import read_arrays
from knowledge.index.vectors import DIMENSIONS
from knowledge.library import SHARED, Library

TEA = "Tea is served at five in the kitchen."


class Encoder:
    """Vectors without a meaning, made at once or slowly, and what they were made of."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.seconds = 0.0
        self.fails = False

    def __call__(self, texts: Sequence[str]) -> Floats:
        if self.fails:
            raise MemoryError
        self.read += filter(None, texts)
        time.sleep(self.seconds * len(texts))
        return np.array([self._vector(text) for text in texts], np.float32).reshape(-1, DIMENSIONS)

    def _vector(self, text: str) -> Floats:
        seed = int.from_bytes(blake2b(text.encode(), digest_size=4).digest(), "little")
        vector = np.random.default_rng(seed).normal(size=DIMENSIONS)
        return (vector / np.linalg.norm(vector)).astype(np.float32)


async def opened(folder: Path, encoder: Encoder | None, *, version: str = "one", quiet: float = 0.02) -> Library:
    """Without an encoder meaning is not looked at."""
    reading = Reading(encoder, lambda: version, quiet) if encoder else None
    return await Library.open(folder.parent / "quoth.sqlite3", folder, meaning=reading)


def file_of(folder: Path) -> Path:
    return folder.parent / "quoth.sqlite3-index" / "meaning.vectors"


def kept(folder: Path) -> set[int]:
    """What stands for the texts whose vectors are in the file."""
    return set(read_arrays(file_of(folder))[1]["keys"].tolist()) if file_of(folder).exists() else set()


def tea(document_id: str = "tea", text: str = TEA) -> Document:
    return Document(id=document_id, title="Tea", text=text, language="en")


async def share(library: Library, guild_id: int = SHARED) -> float | None:
    return (await library.overview.status(guild_id)).meaning


async def all_read(library: Library, guild_id: int = SHARED) -> None:
    while await share(library, guild_id) != 1:  # noqa: ASYNC110 a thread tells no event
        await asyncio.sleep(0.01)


async def until(holds: Callable[[], bool]) -> None:
    while not holds():  # noqa: ASYNC110 the same
        await asyncio.sleep(0.01)
