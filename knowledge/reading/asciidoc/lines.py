"""The lines that are read: without those under a condition that surely does not hold, and with long values whole."""

import re
from collections.abc import Iterable, Iterator

_CONDITION = re.compile(r"(?P<kind>ifn?def|ifeval|endif)::(?P<names>[^\[\s]{0,300}+)\[(?P<shown>.*)\][ ]*$")
_VALUE = re.compile(r":(?P<name>[\w-]++)(?P<unset>!)?:(?:[ ]|$)")
_GOES_ON = re.compile(r"[ ]\\[ ]*$")
_BETWEEN = re.compile(r"[,+]")
_SHOWN_AS = "backend-html5"
_OF_OTHERS = ("env-", "backend-")
"""Attributes that a program sets: GitHub, an editor, one that makes PDF."""


def shown_lines(lines: Iterable[str]) -> Iterator[str]:
    """Of a whole file. What depends on anything that the file does not say is shown.

    https://docs.asciidoctor.org/asciidoc/latest/directives/conditionals/
    """
    return _whole_values(_under_conditions(lines))


def _under_conditions(lines: Iterable[str]) -> Iterator[str]:
    held: set[str] = set()
    shown: list[bool] = []
    hidden = 0
    for line in lines:
        condition, value = _CONDITION.match(line), _VALUE.match(line)
        if condition and condition["kind"] == "endif":
            hidden -= bool(shown) and not shown.pop()
        elif condition and condition["shown"] and condition["kind"] != "ifeval":
            if not hidden and _holds(condition, held):
                yield condition["shown"]
        elif condition:
            shown.append(_holds(condition, held))
            hidden += not shown[-1]
        elif not hidden:
            if value and not value["unset"]:
                held.add(value["name"])
            yield line


def _holds(condition: re.Match[str], held: set[str]) -> bool:
    """Unless it surely does not. Of names with commas one is enough, of those with "+" all must hold."""
    names = _BETWEEN.split(condition["names"])
    some = any if "," in condition["names"] else all
    if condition["kind"] == "ifdef":
        return some(name in held or not _is_of_others(name) for name in names)
    return condition["kind"] == "ifeval" or not some(name in held for name in names)


def _is_of_others(name: str) -> bool:
    return name.startswith(_OF_OTHERS) and name != _SHOWN_AS


def _whole_values(lines: Iterable[str]) -> Iterator[str]:
    """A value goes on in the next line where it ends with a backslash."""
    parts: list[str] = []
    for line in lines:
        if not parts and not _VALUE.match(line):
            yield line
            continue
        parts.append(line.strip() if parts else line)
        if _GOES_ON.search(line):
            parts[-1] = parts[-1].rstrip("\\ ")
        else:
            yield " ".join(parts)
            parts = []
    if parts:
        yield " ".join(parts)
