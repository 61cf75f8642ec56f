"""What is written is read again: whole arrays exactly, matrices with one byte a number nearly."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.meaning.compact import GROUP, Compact
from knowledge.meaning.tensors import Tensors, read_tensors, write_tensors
from knowledge.training import encoder as training

RANDOM = np.random.default_rng(1)
MATRIX = RANDOM.normal(size=(10, 3 * GROUP)).astype(np.float32)


def facts(tensors: Tensors) -> dict[str, object]:
    return {name: (array.dtype, array.shape, array.tolist()) for name, array in tensors.items()}


def test_tensors_are_read_as_they_were_written(tmp_path: Path) -> None:
    written: Tensors = {
        "a": np.arange(6, dtype=np.int8).reshape(2, 3),
        "b": MATRIX,
        "c": np.array([0.5], np.float16),
        "d": np.arange(3),
        "e": np.zeros((0, 4), np.float32),
    }
    write_tensors(tmp_path / "any", written)

    read = read_tensors(tmp_path / "any")

    assert facts(read) == facts(written)
    assert all(array.flags.aligned for array in read.values())


def test_no_number_of_a_compact_matrix_is_off_by_more_than_half_a_step() -> None:
    compact = Compact.of(MATRIX)
    steps = np.abs(MATRIX.reshape(10, 3, GROUP)).max(axis=2).repeat(GROUP, axis=1) / 127

    assert (np.abs(compact.rows(np.arange(10)) - MATRIX) <= steps * 0.57).all()  # the scale itself is rounded, too


def test_compact_matrix_is_the_same_by_rows_and_transposed() -> None:
    compact = Compact.of(MATRIX)

    assert np.array_equal(compact.transposed(), compact.rows(np.arange(10)).T)


def test_zeros_stay_zeros() -> None:
    assert not Compact.of(np.zeros((2, GROUP), np.float32)).transposed().any()


def test_other_weights_than_the_published_are_refused(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other weights")

    with pytest.raises(SystemExit, match="SHA-256 is"):
        training.main([str(tmp_path / "model.safetensors"), "--output", str(tmp_path)])
