"""Vectors of all texts and questions of the sets, made once."""

from collections.abc import Iterable
from pathlib import Path

from knowledge.index.corpus import Corpus
from knowledge.index.engine import Floats
from knowledge.index.meaning import Meaning
from knowledge.index.vectors import Vectors, key_of
from knowledge.meaning.encoder import encoder
from knowledge.training.sets import Row


class Remembered(Vectors):
    """Questions are kept, too: each is asked many times while learning."""

    def vector(self, text: str) -> Floats:
        """As it was read, or read now."""
        key = key_of(text)
        self.read({key: text})
        found: Floats = self.table(self.rows([key]))[0]
        return found


def remembered(path: Path | None) -> Remembered:
    """What was kept there, if anything."""
    encode = encoder().vectors
    return Remembered.load(path, encode) if path is not None else Remembered(encode)


def read_questions(vectors: Vectors, rows: Iterable[Row]) -> None:
    """All at once, which is faster than one by one."""
    vectors.read({key_of(row["question"]): row["question"] for row in rows})


def read_whole(vectors: Vectors, corpus: Corpus) -> None:
    """All passages."""
    for texts in Meaning(corpus, vectors, waits=False).unread():
        vectors.read(texts)
