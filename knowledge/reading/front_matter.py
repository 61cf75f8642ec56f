"""Front matter: the facts that Markdown files state above their text, as YAML or TOML."""

import re
import tomllib
from collections.abc import Iterable
from typing import Any, TypedDict

import yaml

from knowledge.errors import UnreadableFile
from knowledge.reading.naming import as_date, as_language, as_url

_MATTER = re.compile(r"\s*(?P<mark>---|\+\+\+)[ \t]*\n(?P<matter>.*?)(?:^|\n)(?P=mark)[ \t]*(?:\n|$)", re.DOTALL)
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
    """What it states, and the text below. Raises UnreadableFile where it can not be understood."""
    matter = _MATTER.match(text)
    stated = _load(name, matter) if matter else None
    if matter is None or not isinstance(stated, dict):
        return _facts({}), text
    return _facts({str(key).lower(): value for key, value in stated.items()}), text[matter.end() :]


def _load(name: str, matter: re.Match[str]) -> Any:
    if len(matter["matter"]) > _LONGEST:
        raise UnreadableFile(name, "its front matter is longer than a page; shorten it")
    try:
        return tomllib.loads(matter["matter"]) if matter["mark"] == "+++" else yaml.safe_load(matter["matter"])
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError) as error:
        if ":" not in matter["matter"] and "=" not in matter["matter"]:
            return None  # a line, some text and another line
        mark = getattr(error, "problem_mark", None)
        place = f" (line {mark.line + 2})" if mark else ""
        raise UnreadableFile(name, f"its front matter is not valid{place}; correct it, or take it out") from None


def _facts(stated: dict[str, Any]) -> Facts:
    return Facts(
        title=_first(stated, ("title",)),
        url=as_url(_first(stated, ("url", "canonical_url", "canonical", "link", "permalink"))),
        publisher=_first(stated, ("publisher", "source", "site", "site_name")),
        date=next(
            filter(None, (as_date(stated.get(key)) for key in ("updated", "last_updated", "lastmod", "date"))), None
        ),
        language=as_language(_first(stated, ("language", "lang", "locale"))),
    )


def _first(stated: dict[str, Any], keys: Iterable[str]) -> str | None:
    found = (stated.get(key) for key in keys)
    return next(
        (" ".join(str(value).split()) for value in found if isinstance(value, str | int | float) and value), None
    )
