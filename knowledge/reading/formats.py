"""Which module reads which kind of file, within which limits, and what it calls titles, addresses and dates."""

import re
from collections.abc import Callable
from datetime import date, datetime
from importlib import import_module
from pathlib import PurePosixPath
from typing import Final, cast
from urllib.parse import urlsplit

from knowledge.errors import UnreadableFile
from knowledge.models import Document
from knowledge.reading.unread import reason_for

Reader = Callable[[str, bytes], list[Document]]
"""Name and content → documents, none if there is no text. Raises UnreadableFile."""

_MODULES: Final = {
    ".txt": "plain",
    ".text": "plain",
    ".log": "plain",
    ".md": "markdown.document",
    ".markdown": "markdown.document",
    ".mdx": "markdown.document",
    ".rst": "restructured.document",
    ".adoc": "asciidoc.document",
    ".asciidoc": "asciidoc.document",
    ".org": "org",
    ".ipynb": "notebook",
    ".html": "web.document",
    ".htm": "web.document",
    ".xhtml": "web.document",
    ".pdf": "pdf.document",
    ".docx": "word.document",
    ".odt": "odt.document",
    ".xlsx": "tables.xlsx",
    ".xlsm": "tables.xlsx",
    ".pptx": "pptx",
    ".epub": "epub",
    ".srt": "speech.subtitles",
    ".vtt": "speech.subtitles",
    ".csv": "tables.separated",
    ".tsv": "tables.separated",
    ".json": "questions.structured",
    ".yaml": "questions.structured",
    ".yml": "questions.structured",
    ".jsonl": "questions.jsonl",
}

SUFFIXES: Final = tuple(_MODULES)
"""The kinds of files that are read, in lower case."""


def suffix_of(name: str) -> str:
    """In lower case; "" where there is none."""
    return PurePosixPath(name).suffix.lower()


def is_read(name: str) -> bool:
    """Whether files of this kind are."""
    return suffix_of(name) in _MODULES


def require_read(name: str) -> None:
    """Raises UnreadableFile for other kinds of files. No reader is imported."""
    if not is_read(name):
        raise UnreadableFile(name, reason_for(name))


def reader_for(name: str) -> Reader:
    """Raises UnreadableFile for other kinds of files."""
    require_read(name)
    return cast("Reader", import_module(f"knowledge.reading.{_MODULES[suffix_of(name)]}").read)


MEGABYTE = 1_000_000

LARGEST = 20 * MEGABYTE
"""Bytes of one file."""
MOST_TEXT = 20 * MEGABYTE
"""Characters read from one file: its documents' texts together."""
MOST_EXPANDED = 200 * MEGABYTE
"""Bytes in an archive (DOCX, XLSX, PPTX, ODT, EPUB), unpacked."""
MOST_PARTS = 5_000
"""Files in an archive."""
MOST_PAGES = 2_000
"""Pages of a PDF."""
MOST_PAGE_CHARACTERS = 100_000
"""Characters on one page of a PDF: a page of a newspaper has 20,000."""


UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\u2060\ufeff\ufffe\uffff]")
"""Control characters, soft hyphens and spaces without width: nobody sees them and no word should hold them."""
_DATE = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:\D|$)")
_LANGUAGE = re.compile(r"(?P<code>[A-Za-z]{2})(?:[-_].*)?$")
_NOT_IN_URLS = re.compile(r"[\s<>\"]")


QUESTION_MARKS: Final = ("?", "？", "؟")
"""With which questions end."""


def title_from_name(name: str) -> str:
    """ "notes/club_rules-2024.txt" → "Club rules 2024"."""
    stem = PurePosixPath(name).stem.replace("-", " ").replace("_", " ").strip()
    return stem[:1].upper() + stem[1:] or name


def as_url(value: object) -> str | None:
    """An address that a browser can open; None for others."""
    if not isinstance(value, str) or _NOT_IN_URLS.search(value.strip()):
        return None
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return None
    return value.strip() if parts.scheme in {"http", "https"} and parts.hostname else None


def as_date(value: object) -> str | None:
    """YYYY-MM-DD; None for what is not a date."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    found = _DATE.match(value.strip()) if isinstance(value, str) else None
    try:
        return date(*map(int, found.groups())).isoformat() if found else None
    except ValueError:
        return None


def as_language(value: object) -> str | None:
    """ISO 639-1; "de-AT" → "de"."""
    found = _LANGUAGE.match(value.strip()) if isinstance(value, str) else None
    return found["code"].lower() if found else None
