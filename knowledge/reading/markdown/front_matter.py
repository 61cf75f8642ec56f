"""What a Markdown file states at its top, between lines of --- (YAML) or +++ (TOML)."""

import re
import tomllib
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import TypedDict

import yaml

from knowledge.errors import UnreadableFile
from knowledge.reading.formats import as_date, as_language, as_url

_MATTER = re.compile(r"\s*(?P<mark>---|\+\+\+)[ \t]*\n(?P<matter>.*?)(?:^|\n)(?P=mark)[ \t]*(?:\n|$)", re.DOTALL)
_FIELD = re.compile(r"(?P<key>[A-Za-z][\w-]{0,50}+)[ \t]*[:=][ \t]*(?P<value>(?!\{[{%])\S.*)?")
_LONGEST = 100_000
"""Characters; YAML is slow."""
_MOST_FIELDS = 200
"""Read one by one; chosen by hand."""
_NOT_VALID = (yaml.YAMLError, ValueError, RecursionError)


class Facts(TypedDict):
    """Fields of Document."""

    title: str | None
    url: str | None
    publisher: str | None
    date: str | None
    language: str | None


def split_front_matter(name: str, text: str) -> tuple[Facts, str]:
    """What it states, and the text below; lines that cannot be understood are left out. Raises UnreadableFile."""
    matter = _MATTER.match(text)
    stated = _load(name, matter) if matter else None
    if matter is None or not isinstance(stated, dict):
        return _facts({}), text
    return _facts({str(key).lower(): value for key, value in stated.items()}), text[matter.end() :]


def _load(name: str, matter: re.Match[str]) -> object:
    if len(matter["matter"]) > _LONGEST:
        raise UnreadableFile(name, "its front matter is longer than a page; shorten it")
    lines = matter["matter"].split("\n")
    if not lines[0].strip() or not any(map(_FIELD.match, lines)):
        return None  # a line, some text and another line
    understand = tomllib.loads if matter["mark"] == "+++" else yaml.safe_load
    try:
        return understand(matter["matter"])
    except _NOT_VALID:
        return _field_by_field(lines, understand)


def _field_by_field(lines: list[str], understand: Callable[[str], object]) -> dict[str, object]:
    """Each field with the lines that are set in below it; one that is not valid is the text behind its colon."""
    starts = [place for place, line in enumerate(lines) if _FIELD.match(line)]
    stated: dict[str, object] = {}
    for start, end in pairwise([*starts[:_MOST_FIELDS], len(lines)]):
        try:
            found = understand("\n".join(lines[start:end]))
        except _NOT_VALID:
            field = _FIELD.fullmatch(lines[start])
            found = {field["key"]: (field["value"] or "").strip(" \t\"'")} if field else None
        stated |= found if isinstance(found, dict) else {}
    return stated


def _facts(stated: dict[str, object]) -> Facts:
    return Facts(
        title=_first(stated, ("title",)),
        url=as_url(_first(stated, ("url", "canonical_url", "canonical", "link", "permalink"))),
        publisher=_first(stated, ("publisher", "source", "site", "site_name")),
        date=next(
            filter(None, (as_date(stated.get(key)) for key in ("updated", "last_updated", "lastmod", "date"))), None
        ),
        language=as_language(_first(stated, ("language", "lang", "locale"))),
    )


def _first(stated: dict[str, object], keys: Iterable[str]) -> str | None:
    found = (stated.get(key) for key in keys)
    return next(
        (" ".join(str(value).split()) for value in found if isinstance(value, str | int | float) and value), None
    )
