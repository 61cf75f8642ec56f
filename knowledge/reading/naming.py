"""Titles, addresses, dates and languages as files write them → as Document keeps them."""

import re
from datetime import date, datetime
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from knowledge.models import Document
from knowledge.reading.writing import TextWriter

_DATE = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:\D|$)")
_LANGUAGE = re.compile(r"(?P<code>[A-Za-z]{2})(?:[-_].*)?$")
_HEADING = re.compile(r"(?P<marks>#{1,6}) (?P<title>.+)$", re.MULTILINE)
_NOT_IN_URLS = re.compile(r"[\s<>\"]")
_LONGEST_TITLE = 300


def title_from_name(name: str) -> str:
    """ "notes/club_rules-2024.txt" → "Club rules 2024"."""
    stem = PurePosixPath(name).stem.replace("-", " ").replace("_", " ").strip()
    return stem[:1].upper() + stem[1:] or name


def written_document(name: str, writer: TextWriter, title: str | None = None, **facts: str | None) -> list[Document]:
    """One document of what was written, or none if there is no text; without a title its first heading is it."""
    if not writer.text.strip():
        return []
    heading = _HEADING.match(writer.text)
    title = " ".join((title or (heading["title"] if heading else "")).split())[:_LONGEST_TITLE]
    title = title or title_from_name(name)
    return [Document(id=name, title=title, text=writer.text, places=tuple(writer.places), **facts)]


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
