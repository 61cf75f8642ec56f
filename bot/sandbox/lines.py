"""A line typed into the sandbox → who does what."""

from __future__ import annotations

import re
from typing import NamedTuple

_LINE = re.compile(r"@(?P<who>\w+)\s+(?P<what>.+)", re.DOTALL)


class Says(NamedTuple):
    who: str
    text: str


class Uses(NamedTuple):
    who: str
    typed: str
    """All after the slash: the command's name, then `option: value` as often as needed."""


class Presses(NamedTuple):
    who: str
    number: int


class GoesTo(NamedTuple):
    channel: str


def read_line(line: str) -> Says | Uses | Presses | GoesTo | None:
    """`#help` goes to a channel, `@mia hello` says, `@mia /ask question: …` uses, `@mia 2` presses; None = neither."""
    line = line.strip()
    if line.startswith("#"):
        return GoesTo(line[1:].strip())
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    who, what = found["who"].lower(), found["what"]
    if what.startswith("/"):
        return Uses(who, what[1:])
    return Presses(who, int(what)) if what.isdigit() else Says(who, what)


def split_command(typed: str, options: list[str]) -> tuple[str, dict[str, str]]:
    """`ask question: who? document: X` → the name and the options' texts, given the names that there are."""
    names = "|".join(map(re.escape, options)) or r"(?!)"
    name, *rest = re.split(rf"(?:^|\s)({names}):\s*", typed)
    return name.strip(), {key: value.strip() for key, value in zip(rest[::2], rest[1::2], strict=True)}
