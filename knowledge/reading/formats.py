"""Which module reads which kind of file. They are imported when the first file of their kind comes."""

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePosixPath
from typing import Final, cast

from knowledge.errors import UnreadableFile
from knowledge.models import Document

Reader = Callable[[str, bytes], list[Document]]
"""Name and content → documents, none if there is no text. Raises UnreadableFile."""

_MODULES: Final = {
    ".txt": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "markdown",
    ".rst": "restructured",
    ".html": "web",
    ".htm": "web",
    ".xhtml": "web",
    ".pdf": "pdf.document",
    ".docx": "docx",
    ".odt": "odt",
    ".epub": "epub",
    ".srt": "subtitles",
    ".vtt": "subtitles",
    ".csv": "separated",
    ".tsv": "separated",
    ".json": "structured",
    ".yaml": "structured",
    ".yml": "structured",
    ".jsonl": "jsonl",
}

SUFFIXES: Final = tuple(_MODULES)
"""The kinds of files that are read, in lower case."""


def suffix_of(name: str) -> str:
    """In lower case; "" where there is none."""
    return PurePosixPath(name).suffix.lower()


def reader_for(name: str) -> Reader:
    """Raises UnreadableFile for other kinds of files."""
    module = _MODULES.get(suffix_of(name))
    if module is None:
        raise UnreadableFile(name, f"this kind of file is not read; use {', '.join(SUFFIXES)}")
    return cast("Reader", import_module(f"knowledge.reading.{module}").read)
