"""What a Markdown file states at its top, between lines of --- (YAML) or +++ (TOML)."""

import re
import tomllib
from collections.abc import Iterable
from typing import TypedDict

import yaml

from knowledge.errors import UnreadableFile
from knowledge.reading.formats import as_date, as_language, as_url

_MATTER = re.compile(r"\s*(?P<mark>---|\+\+\+)[ \t]*\n(?P<matter>.*?)(?:^|\n)(?P=mark)[ \t]*(?:\n|$)", re.DOTALL)
_FIELD = re.compile(r"(?P<key>[A-Za-z][\w-]{0,50}+)[ \t]*[:=][ \t]*(?P<value>(?!\{[{%])\S.*)?")
_LONGEST = 100_000
"""Characters; YAML is slow."""


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
    try:
        return tomllib.loads(matter["matter"]) if matter["mark"] == "+++" else yaml.safe_load(matter["matter"])
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError):
        fields = filter(None, map(_FIELD.fullmatch, lines))
        return {field["key"]: (field["value"] or "").strip(" \t\"'") for field in fields}


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
