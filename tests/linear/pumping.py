"""A pattern → texts that it nearly matches: each part that may repeat, repeated, behind what must stand before it."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from re import _constants as sre  # type: ignore[attr-defined]  # isort: skip  # the only way to a pattern's parts
from re import _parser as parser  # type: ignore[attr-defined]  # isort: skip

from tests.linear.shapes import Shape, repeated

_PROBES = 'a1 A\t\n.@"#-:[(<`|_。漢'
"""Characters of all the kinds that patterns tell apart."""
_MANY = 20
"""Times: what may repeat as often, or without end, is repeated here."""
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_AFTER = ("", "\0", "\0\n")
"""What follows, so that the pattern as a whole fails."""


def pumped(pattern: re.Pattern[Any]) -> Iterator[Shape]:
    """Shapes made for this pattern."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    units = dict.fromkeys(_units(parser.parse(source, pattern.flags & ~re.DEBUG), ""))
    for before, unit in units:
        for after in _AFTER:
            yield repeated(unit, before, after)
        if before:
            yield repeated(before + unit)


def _units(parts: Iterable[Any], before: str) -> Iterator[tuple[str, str]]:
    """(what stands before, what repeats)"""
    for kind, value in parts:
        if kind in _REPEATS and value[1] >= _MANY:
            yield from ((before, unit) for unit in _texts(value[2]) if unit)
        for inner in _inside(kind, value):
            yield from _units(inner, before)
        before += next(iter(_texts([(kind, value)])), "")


def _inside(kind: Any, value: Any) -> list[Any]:
    if kind in _REPEATS:
        return [value[2]]
    if kind is sre.SUBPATTERN:
        return [value[3]]
    if kind is sre.BRANCH:
        return list(value[1])
    if kind in (sre.ASSERT, sre.ASSERT_NOT):
        return [value[1]]
    return [value] if kind is sre.ATOMIC_GROUP else []


def _texts(parts: Iterable[Any]) -> list[str]:
    """Some of what these parts match."""
    found = [""]
    for kind, value in parts:
        found = [text + more for text in found for more in _of(kind, value)][:6]
    return found


def _of(kind: Any, value: Any) -> list[str]:
    if kind is sre.LITERAL:
        return [chr(value)]
    if kind in (sre.IN, sre.ANY, sre.NOT_LITERAL):
        alone = [character for character in _PROBES if _holds(kind, value, character)]
        return alone[:6] or [_first_of(value)]
    if kind in _REPEATS:
        return [text * max(value[0], 1) for text in _texts(value[2])] if value[0] else ["", *_texts(value[2])[:1]]
    if kind in (sre.ASSERT, sre.ASSERT_NOT):
        return [""]
    inner = _inside(kind, value)
    return [text for one in inner for text in _texts(one)[:3]] or [""]


def _holds(kind: Any, value: Any, character: str) -> bool:
    if kind is sre.ANY:
        return character != "\n"
    if kind is sre.NOT_LITERAL:
        return bool(ord(character) != value)
    negated = value[0][0] is sre.NEGATE
    return bool(negated != any(_is(one, character) for one in value if one[0] is not sre.NEGATE))


_CATEGORIES = {
    sre.CATEGORY_DIGIT: str.isdecimal,
    sre.CATEGORY_NOT_DIGIT: lambda character: not character.isdecimal(),
    sre.CATEGORY_SPACE: str.isspace,
    sre.CATEGORY_NOT_SPACE: lambda character: not character.isspace(),
    sre.CATEGORY_WORD: lambda character: character.isalnum() or character == "_",
    sre.CATEGORY_NOT_WORD: lambda character: not (character.isalnum() or character == "_"),
}


def _is(part: tuple[Any, Any], character: str) -> bool:
    kind, value = part
    if kind is sre.LITERAL:
        return bool(ord(character) == value)
    if kind is sre.RANGE:
        return bool(value[0] <= ord(character) <= value[1])
    category: Callable[[str], object] = _CATEGORIES[value]
    return bool(category(character))


def _first_of(value: Any) -> str:
    kind, first = value[0]
    return chr(first[0] if kind is sre.RANGE else first)
