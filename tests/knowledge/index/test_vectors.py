"""Vectors of texts: each is made once, kept in a byte for each dimension, and found again."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from knowledge.index.engine import Floats
from knowledge.index.vectors import DIMENSIONS, MISSING, Vectors, key_of


class Counting:
    """Makes a vector of each text by chance, the same every time, and counts."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def __call__(self, texts: Sequence[str]) -> Floats:
        self.made += texts
        rows = [np.random.default_rng(key_of(text)).normal(size=DIMENSIONS) for text in texts]
        return np.array([row / np.linalg.norm(row) for row in rows], np.float32)


def keyed(texts: list[str]) -> dict[int, str]:
    return {key_of(text): text for text in texts}


def test_a_text_is_read_once() -> None:
    encode = Counting()
    vectors = Vectors(encode)

    vectors.read(keyed(["one", "two"]))
    vectors.read(keyed(["two", "three"]))

    assert encode.made == ["one", "two", "three"]
    assert len(vectors) == 3


def test_a_text_that_was_not_read_has_no_vector_and_is_like_nothing() -> None:
    vectors = Vectors(Counting())
    vectors.read(keyed(["one"]))

    rows = vectors.rows([key_of("one"), key_of("other")])

    assert rows.tolist() == [0, MISSING]
    assert vectors.cosines(rows, vectors.vector("one")).tolist() == pytest.approx([1, 0], abs=0.01)


def test_a_byte_for_each_dimension_keeps_cosines() -> None:
    vectors, texts = Vectors(Counting()), [str(number) for number in range(50)]
    vectors.read(keyed(texts))
    asked = vectors.vector("asked")

    kept = vectors.cosines(vectors.rows(map(key_of, texts)), asked)

    assert kept == pytest.approx([float(vectors.vector(text) @ asked) for text in texts], abs=0.005)


@pytest.mark.parametrize("size", [100, 6000])
def test_nearest_finds_the_text_itself_among_few_and_many(size: int) -> None:
    vectors, texts = Vectors(Counting()), [str(number) for number in range(size)]
    vectors.read(keyed(texts))
    rows = vectors.rows(map(key_of, [*texts, "not read"]))

    found = [vectors.nearest(rows, vectors.vector(text), 3)[0] for text in ("7", "42", "99")]

    assert found == [7, 42, 99]


def test_threads_that_read_at_the_same_time_lose_nothing() -> None:
    vectors, texts = Vectors(Counting()), [[f"{thread} {number}" for number in range(40)] for thread in range(4)]

    def read(own: list[str]) -> None:
        for text in own:
            vectors.read(keyed([text, "shared"]))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(read, texts))

    every = [text for own in texts for text in own]
    rows = vectors.rows(map(key_of, every))
    assert [vectors.cosines(rows[[one]], vectors.vector(text))[0] for one, text in enumerate(every)] == pytest.approx(
        [1.0] * len(every), abs=0.01
    )


def test_saved_vectors_are_found_again_and_only_those_that_were_wanted(tmp_path: Path) -> None:
    vectors = Vectors(Counting())
    vectors.read(keyed(["one", "two", "three"]))
    vectors.save(tmp_path / "vectors", map(key_of, ["three", "one", "never read"]))

    encode = Counting()
    again = Vectors.load(tmp_path / "vectors", encode)
    again.read(keyed(["one", "three"]))

    assert (len(again), encode.made) == (2, [])
    assert again.cosines(again.rows([key_of("one")]), vectors.vector("one"))[0] == pytest.approx(1, abs=0.01)


def test_vectors_that_were_loaded_grow(tmp_path: Path) -> None:
    vectors = Vectors(Counting())
    vectors.read(keyed(["one"]))
    vectors.save(tmp_path / "vectors", vectors.keys())

    again = Vectors.load(tmp_path / "vectors", Counting())
    again.read(keyed(["two"]))

    assert again.rows([key_of("one"), key_of("two")]).tolist() == [0, 1]


@pytest.mark.parametrize("content", [None, b"", b"something else", b"quoth index 1\n\0\0 cut"])
def test_a_file_that_cannot_be_used_is_as_good_as_none(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "vectors").write_bytes(content)

    assert len(Vectors.load(tmp_path / "vectors", Counting())) == 0
