"""Arrays in a file of the safetensors format: https://github.com/huggingface/safetensors#format.

Eight bytes say how long the header is, the header is JSON, and the arrays' bytes follow, all little-endian.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Tensors = dict[str, NDArray[Any]]

KINDS = {"F32": "<f4", "F16": "<f2", "I64": "<i8", "I8": "|i1"}
"""The format's names of what the files here hold, as numpy writes them."""
ALIGNMENT = 8
"""The arrays start at a multiple of this many bytes; spaces fill the header up."""


def read_tensors(path: Path) -> Tensors:
    """By name; read-only, and on disk until they are looked at. Raises OSError, ValueError or KeyError."""
    content = np.memmap(path, np.uint8, "r").view(np.ndarray)
    begin = 8 + int(content[:8].view("<u8")[0])
    header: dict[str, Any] = json.loads(content[8:begin].tobytes())
    return {name: _tensor(content[begin:], entry) for name, entry in header.items() if name != "__metadata__"}


def write_tensors(path: Path, tensors: Mapping[str, NDArray[Any]]) -> None:
    """Write arrays; the largest items come first, so that each array is aligned for its own."""
    names = {np.dtype(kind): name for name, kind in KINDS.items()}
    ordered = sorted(tensors.items(), key=lambda item: -item[1].itemsize)
    header, end = {}, 0
    for name, array in ordered:
        begin, end = end, end + array.nbytes
        header[name] = {"dtype": names[array.dtype], "shape": array.shape, "data_offsets": (begin, end)}
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % ALIGNMENT)
    with path.open("wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        file.writelines(np.ascontiguousarray(array).data for _, array in ordered)


def _tensor(content: NDArray[np.uint8], entry: dict[str, Any]) -> NDArray[Any]:
    begin, end = entry["data_offsets"]
    array: NDArray[Any] = content[begin:end].view(KINDS[entry["dtype"]]).reshape(entry["shape"])
    return array
