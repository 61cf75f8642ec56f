"""Arrays in a file that is checked when it is read, and stays on disk until they are looked at."""

import json
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import UnreadableIndex

Arrays = dict[str, NDArray[Any]]

MAGIC = b"quoth index 1\n\0\0"
"""A file starts with these 16 bytes; the number is that of the format."""

ALIGNMENT = 64
"""Every array starts at a multiple of this many bytes, a line of the processor's cache."""


def packed(vocabulary: Iterable[str]) -> Arrays:
    """Terms as arrays, for a file."""
    texts = [term.encode("utf-8", "surrogatepass") for term in vocabulary]
    ends = np.cumsum([len(text) for text in texts], dtype=np.int64)
    return {"terms": np.frombuffer(b"".join(texts), np.uint8), "term_ends": ends}


def unpacked(arrays: Arrays) -> dict[str, int]:
    """The row of each term, from what `packed` made, which is taken out of `arrays`."""
    text, ends = arrays.pop("terms").tobytes(), arrays.pop("term_ends").tolist()
    spans = zip([0, *ends], ends, strict=False)
    return {text[begin:end].decode("utf-8", "surrogatepass"): row for row, (begin, end) in enumerate(spans)}


def write_arrays(path: Path, facts: dict[str, Any], arrays: Arrays) -> None:
    """Write arrays that `read_arrays` maps back into memory; the file appears only once it is complete."""
    table = [(name, array.dtype.str, len(array)) for name, array in arrays.items()]
    header = np.frombuffer(json.dumps({"facts": facts, "arrays": table}).encode(), np.uint8)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
        try:
            _fill(file.name, header, arrays)
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink()
            raise


def _fill(name: str, header: NDArray[np.uint8], arrays: Arrays) -> None:
    parts = [header, *(np.ascontiguousarray(array).view(np.uint8) for array in arrays.values())]
    size = ALIGNMENT + sum(_aligned(len(part)) for part in parts)
    content = np.memmap(name, np.uint8, "w+", shape=(size,))
    begin = ALIGNMENT
    for part in parts:
        content[begin : begin + len(part)] = part
        begin += _aligned(len(part))
    content[: len(MAGIC)] = list(MAGIC)
    content[24:40].view("<u8")[:] = size, _aligned(len(header))
    content[16:24].view("<u8")[:] = _checksum(content[24:])
    content.flush()


def read_arrays(path: Path) -> tuple[dict[str, Any], Arrays]:
    """The facts and the arrays of a file; the arrays are read-only and stay on disk until they are looked at.

    Raises UnreadableIndex if the file is missing, of another kind, or not as it was written.
    """
    try:
        content = np.memmap(path, np.uint8, "r")
    except (OSError, ValueError) as error:  # ValueError: an empty file cannot be mapped
        raise UnreadableIndex(path.name, str(error)) from error
    if content[: len(MAGIC)].tobytes() != MAGIC:
        raise UnreadableIndex(path.name, "it is not an index of this version")
    checksum, size, header_size = np.frombuffer(content[16:40].tobytes().ljust(24), "<u8").tolist()
    if size != len(content) or _checksum(content[24:]) != checksum:
        raise UnreadableIndex(path.name, "it is damaged")
    arrays_begin = ALIGNMENT + header_size
    header = json.loads(content[ALIGNMENT:arrays_begin].tobytes().rstrip(b"\0"))
    return header["facts"], _split(np.asarray(content[arrays_begin:]), header["arrays"])


def _split(content: NDArray[np.uint8], table: list[tuple[str, str, int]]) -> Arrays:
    arrays: Arrays = {}
    begin = 0
    for name, kind, length in table:
        size = length * np.dtype(kind).itemsize
        arrays[name] = content[begin : begin + size].view(kind)
        begin += _aligned(size)
    return arrays


def _aligned(size: int) -> int:
    return size + -size % ALIGNMENT


def _checksum(content: NDArray[np.generic]) -> int:
    """The sum of the content's 64-bit words: no digest, but it sees a lost or changed byte at memory speed."""
    return int(content.view("<u8").sum(dtype=np.uint64))
