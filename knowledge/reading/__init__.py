"""Files → documents, one module per format. Names and bytes come in; nothing is fetched."""

from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path, PurePosixPath

from knowledge.errors import UnreadableFile
from knowledge.models import Document
from knowledge.reading.jsonl import read_jsonl
from knowledge.reading.plain import read_plain

__all__ = ["LARGEST", "document_files", "fingerprint", "read_documents", "read_file"]

LARGEST = 20_000_000
"""Bytes of one file."""

_VERSION = b"1"
"""Part of every fingerprint: a file is read again when its reader has changed."""

_READERS: dict[str, Callable[[str, bytes], list[Document]]] = {
    ".txt": read_plain,
    ".md": read_plain,
    ".markdown": read_plain,
    ".jsonl": read_jsonl,
}


def document_files(place: Path) -> dict[str, Path]:
    """The files at `place` (a file, or a folder with its subfolders) by name; hidden ones are not looked at."""
    if place.is_file():
        return {place.name: place}
    paths = (path for path in sorted(place.rglob("*")) if path.is_file() or path.is_symlink())
    named = ((path.relative_to(place).as_posix(), path) for path in paths)
    return {name: path for name, path in named if not any(part.startswith(".") for part in PurePosixPath(name).parts)}


def read_file(name: str, path: Path) -> bytes:
    """The bytes of a file that can be read. Raises UnreadableFile."""
    if path.suffix.lower() not in _READERS:
        raise UnreadableFile(name, f"this kind of file is not read; use {', '.join(_READERS)}")
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableFile(name, f"it is larger than {LARGEST // 1_000_000} MB; split it into smaller files")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(name, f"the system says “{error.strerror or error}”") from error


def read_documents(name: str, content: bytes) -> list[Document]:
    """The documents in a file, at least one; `name` decides the format and their ids. Raises UnreadableFile."""
    documents = _READERS[PurePosixPath(name).suffix.lower()](name, content)
    if not documents:
        raise UnreadableFile(name, "it has no text")
    return documents


def fingerprint(content: bytes) -> str:
    """Equal for equal bytes read by the same reader; 32 hexadecimal digits."""
    return blake2b(content, digest_size=16, key=_VERSION).hexdigest()
