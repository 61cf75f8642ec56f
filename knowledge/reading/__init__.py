"""Files → documents, one module per format. Names and bytes come in; nothing is fetched."""

from hashlib import blake2b
from pathlib import Path, PurePosixPath

from knowledge.errors import UnreadableFile
from knowledge.models import Document
from knowledge.reading.formats import LARGEST, MEGABYTE, SUFFIXES, is_read, reader_for, require_read, suffix_of
from knowledge.reading.imports import with_imports
from knowledge.reading.isolation import read_apart
from knowledge.reading.questions.jsonl import holds_documents
from knowledge.reading.unread import counted

__all__ = [
    "LARGEST",
    "MEGABYTE",
    "SUFFIXES",
    "counted",
    "document_files",
    "fingerprint",
    "is_read",
    "read_documents",
    "read_file",
    "require_read",
    "with_imports",
]

_VERSION = b"5"
"""Part of every fingerprint: a file is read again when its reader has changed."""
_TOO_LARGE = f"it is larger than {LARGEST // MEGABYTE} MB; split it into smaller files"


def document_files(place: Path) -> dict[str, Path]:
    """The files at `place` (a file, or a folder with its subfolders) by name; hidden ones are not looked at."""
    if place.is_file():
        return {place.name: place}
    paths = (path for path in sorted(place.rglob("*")) if path.is_file() or path.is_symlink())
    named = ((path.relative_to(place).as_posix(), path) for path in paths)
    return {name: path for name, path in named if not any(part.startswith(".") for part in PurePosixPath(name).parts)}


def read_file(name: str, path: Path) -> bytes:
    """The bytes of a file that can be read. Raises UnreadableFile."""
    require_read(path.name)
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableFile(name, _TOO_LARGE)
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(name, f"the system says “{error.strerror or error}”") from error


def read_documents(name: str, content: bytes) -> list[Document]:
    """The documents in a file, at least one; `name` decides the format and their ids. Raises UnreadableFile.

    Blocks for at most `apart.limits.MOST_SECONDS` after the files that other threads gave before it.
    """
    if len(content) > LARGEST:
        raise UnreadableFile(name, _TOO_LARGE)
    reader = reader_for(name) if _needs_no_parser(name, content) else read_apart
    documents = reader(name, content)
    if not documents:
        raise UnreadableFile(name, "it has no text")
    return documents


def fingerprint(content: bytes) -> str:
    """Equal for equal bytes read by the same reader; 32 hexadecimal digits."""
    return blake2b(content, digest_size=16, key=_VERSION).hexdigest()


def _needs_no_parser(name: str, content: bytes) -> bool:
    """Plain text is decoded and JSON Lines are validated in one pass of compiled code, in time that grows with the
    file alone: a process of their own would protect nothing. Every other format has a parser that may meet its match.
    """
    suffix = suffix_of(name)
    return suffix == ".txt" or (suffix == ".jsonl" and holds_documents(content))
