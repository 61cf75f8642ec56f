"""Values of JSON and YAML → the text that they hold, with numbers and dates as they are written: 1.50 and 8:30."""

import json
import re
from collections.abc import Mapping
from typing import Final

import yaml

_SAFE: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where it is there, because it is ten times as fast."""

_TEXTS = ("text", "rendered", "value", "html", "markdown", "content")
"""Fields of a mapping that stands for a text: of schema.org, WordPress, chats and lists for training."""
_MOST_NESTING = 4
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?")


def from_json(text: str) -> object:
    """Raises ValueError; RecursionError for what is nested too deeply."""
    value: object = json.loads(text, parse_int=str, parse_float=str)
    return value


class YamlLoader(_SAFE):  # type: ignore[misc,valid-type]
    """Knows texts, lists, mappings and nothing else: `8:30` is no number, and `no` is not false."""


YamlLoader.yaml_implicit_resolvers = {
    first: kept
    for first, known in _SAFE.yaml_implicit_resolvers.items()
    if (kept := [(tag, form) for tag, form in known if tag in {"tag:yaml.org,2002:null", "tag:yaml.org,2002:merge"}])
}


def by_language(value: object) -> Mapping[object, object]:
    """The texts of {"en": "…", "de": "…"}; none of other values."""
    if not isinstance(value, dict) or not all(isinstance(key, str) and _LANGUAGE.fullmatch(key) for key in value):
        return {}
    return value


def joined(value: object, separator: str, depth: int = 0) -> str:
    """Texts, yes and no, mappings that hold a text, and lists of them as text; "" for others."""
    if isinstance(value, str | bool):
        return str(value) if isinstance(value, str) else str(value).lower()
    if depth == _MOST_NESTING:
        return ""
    if isinstance(value, dict):
        held = next((value[key] for key in _TEXTS if value.get(key)), None)
        return joined(held, separator, depth + 1)
    if isinstance(value, list):
        return separator.join(filter(None, (joined(one, separator, depth + 1) for one in value)))
    return ""
