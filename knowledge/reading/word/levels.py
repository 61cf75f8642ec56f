"""The lists of a DOCX: how each of their levels is numbered (ECMA-376, part 1, 17.9)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NUMBER = re.compile(r"-?\d{1,8}")
_MOST = 100_000


class Level(NamedTuple):
    """How one level of a list is numbered."""

    start: int
    form: str
    text: str
    legal: bool
    style: str
    restart: int
    """It begins anew after each paragraph of one of so many higher levels; after none if 0."""


class List(NamedTuple):
    """What paragraphs refer to by a number; lists of one kind count on together."""

    kind: str
    levels: dict[int, Level]
    starts: dict[int, int]
    """By level: where this list begins, unlike others of its kind."""


def read_lists(numbering: _Element | None) -> dict[str, List]:
    """The lists in word/numbering.xml by their numbers."""
    if numbering is None:
        return {}
    kinds = {at(one, "abstractNumId"): one for one in numbering.iter(f"{W}abstractNum")}
    by_style = {value(one, "styleLink"): kind for kind, one in kinds.items() if value(one, "styleLink")}
    levels = {kind: dict(_levels(one)) for kind, one in kinds.items()}
    lists = {}
    for number in numbering.iter(f"{W}num"):
        kind = value(number, "abstractNumId")
        if kind in kinds:
            kind = by_style.get(value(kinds[kind], "numStyleLink"), kind)
            lists[at(number, "numId")] = _list(number, kind, levels[kind])
    return lists


def _list(number: _Element, kind: str, levels: dict[int, Level]) -> List:
    """A level that the list states itself is instead of that of its kind."""
    starts: dict[int, int] = {}
    own: dict[int, Level] = {}
    for override in number.iterchildren(f"{W}lvlOverride"):
        level = whole(at(override, "ilvl"), 0)
        start = value(override, "startOverride")
        if start:
            starts[level] = whole(start, 1)
        own |= dict(_levels(override))
    return List(kind, levels | own if own else levels, starts)


def _levels(parent: _Element) -> Iterator[tuple[int, Level]]:
    for level in parent.iterchildren(f"{W}lvl"):
        index = whole(at(level, "ilvl"), 0)
        yield (
            index,
            Level(
                start=whole(value(level, "start"), 1),
                form=value(level, "numFmt") or "decimal",
                text=value(level, "lvlText"),
                legal=level.find(f"{W}isLgl") is not None,
                style=value(level, "pStyle"),
                restart=whole(value(level, "lvlRestart"), index),
            ),
        )


def value(element: _Element | None, name: str) -> str:
    """Of its child of this name; "" where there is none."""
    child = None if element is None else element.find(f"{W}{name}")
    return "" if child is None else at(child, "val")


def at(element: _Element, name: str) -> str:
    """Its attribute of this name; "" where there is none."""
    return element.get(f"{W}{name}") or ""


def whole(text: str, otherwise: int) -> int:
    """The number that is written there, up to 100,000; 0 for those below."""
    return min(max(int(text), 0), _MOST) if _NUMBER.fullmatch(text) else otherwise
