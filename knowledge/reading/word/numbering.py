"""The numbers that Word puts before headings, clauses and items by itself (ECMA-376, part 1, 17.9)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml.etree import SubElement, _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%(?P<level>[1-9])")
_PLAIN = re.compile(r"%[1-9][.)]")
_HEADING = re.compile(r"heading \d|title", re.IGNORECASE)
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_MOST = 100_000
_DEEPEST = 20
"""Styles that are based on styles."""


class _Level(NamedTuple):
    """How one level of a list is numbered."""

    start: int
    form: str
    text: str
    legal: bool
    style: str | None


class _Place(NamedTuple):
    """Where a paragraph stands in which list."""

    number: str
    level: int


class Numbering:
    """Counts the paragraphs of a document in their order."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        kinds = (
            {} if numbering is None else {_at(one, "abstractNumId"): one for one in numbering.iter(f"{W}abstractNum")}
        )
        numbers = [] if numbering is None else list(numbering.iter(f"{W}num"))
        self._kinds = {_at(one, "numId"): _value(one, "abstractNumId") for one in numbers}
        self._starts = {_at(one, "numId"): dict(_overrides(one)) for one in numbers}
        self._levels = {number: dict(_levels(kinds.get(kind))) for number, kind in self._kinds.items()}
        self._styles = {} if styles is None else {_at(one, "styleId"): one for one in styles.iter(f"{W}style")}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def write(self, document: _Element) -> dict[str, str]:
        """Put the numbers into the paragraphs that HTML would not number so; their texts by text with number."""
        texts: dict[str, str] = {}
        before: _Place | None = None
        shifted = False
        for paragraph in document.iter(f"{W}p"):
            place = self._place(paragraph)
            if place is not None:
                number, plain = self._next(place)
                if before is None or before.number != place.number:
                    shifted = plain and not number.startswith("1")
                heading = _HEADING.match(self._style_name(paragraph)) is not None
                if number and (heading or shifted or not plain):
                    text = "".join(one.text or "" for one in paragraph.iter(f"{W}t"))
                    texts[f"{number} {text}"] = text
                    _put(paragraph, f"{number} ")
            before = place
        return texts

    def _place(self, paragraph: _Element) -> _Place | None:
        """By the paragraph itself, else by its style, which a level of the list may name."""
        stated = paragraph.find(f"{W}pPr/{W}numPr")
        style = _style(paragraph)
        number, level = _value(stated, "numId"), _value(stated, "ilvl")
        for _ in range(_DEEPEST):
            if number or style not in self._styles:
                break
            of_style = self._styles[style].find(f"{W}pPr/{W}numPr")
            number, level = _value(of_style, "numId"), level or _value(of_style, "ilvl")
            style = _value(self._styles[style], "basedOn") if not number else style
        levels = self._levels.get(number, {})
        named = next((one for one, held in levels.items() if held.style == style and stated is None), None)
        at = named if named is not None else _whole(level, 0)
        return _Place(number, at) if at in levels else None

    def _next(self, place: _Place) -> tuple[str, bool]:
        """The number of the next paragraph there, and whether a list of HTML would show it, too."""
        levels = self._levels[place.number]
        counts = self._counts.setdefault(self._kinds[place.number], {})
        start = self._starts[place.number].get(place.level)
        if start is not None and place not in self._begun:
            self._begun.add(place)
            counts[place.level] = start
        else:
            counts[place.level] = counts.get(place.level, levels[place.level].start - 1) + 1
        for deeper in [one for one in counts if one > place.level]:
            del counts[deeper]
        own = levels[place.level]
        if own.form == "bullet":
            return "", True
        shown = _PLACE.sub(lambda one: self._shown(levels, counts, int(one["level"]) - 1, own.legal), own.text)
        return shown.strip(), own.form == "decimal" and _PLAIN.fullmatch(own.text) is not None

    def _shown(self, levels: dict[int, _Level], counts: dict[int, int], level: int, legal: bool) -> str:
        held = levels.get(level)
        if held is None:
            return ""
        count = counts.setdefault(level, held.start)
        return str(count) if legal else formed(count, held.form)

    def _style_name(self, paragraph: _Element) -> str:
        style = self._styles.get(_style(paragraph))
        return "" if style is None else _value(style, "name")


def formed(count: int, form: str) -> str:
    """A count as letters, Roman numerals or digits."""
    count = min(max(count, 0), _MOST)
    if form == "none":
        return ""
    if form in {"lowerLetter", "upperLetter"} and count:
        letters = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 9)
        return letters if form == "lowerLetter" else letters.upper()
    if form in {"lowerRoman", "upperRoman"} and 0 < count < 4000:
        return _roman(count) if form == "lowerRoman" else _roman(count).upper()
    return f"{count:02}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        text += sign * (count // value)
        count %= value
    return text + _ONES[count]


def _levels(kind: _Element | None) -> Iterator[tuple[int, _Level]]:
    for level in () if kind is None else kind.iter(f"{W}lvl"):
        yield (
            _whole(_at(level, "ilvl"), 0),
            _Level(
                start=_whole(_value(level, "start"), 1),
                form=_value(level, "numFmt") or "decimal",
                text=_value(level, "lvlText"),
                legal=level.find(f"{W}isLgl") is not None,
                style=_value(level, "pStyle") or None,
            ),
        )


def _overrides(number: _Element) -> Iterator[tuple[int, int]]:
    for one in number.iter(f"{W}lvlOverride"):
        start = _value(one, "startOverride")
        if start:
            yield _whole(_at(one, "ilvl"), 0), _whole(start, 1)


def _put(paragraph: _Element, number: str) -> None:
    """As the first words; it is no item of a list any more."""
    facts = paragraph.find(f"{W}pPr")
    if facts is None:
        facts = SubElement(paragraph, f"{W}pPr")
        paragraph.insert(0, facts)
    stated = facts.find(f"{W}numPr")
    if stated is None:
        stated = SubElement(facts, f"{W}numPr")
    for child in list(stated):
        stated.remove(child)
    SubElement(stated, f"{W}numId").set(f"{W}val", "0")
    run = SubElement(paragraph, f"{W}r")
    SubElement(run, f"{W}t").text = number
    paragraph.insert(paragraph.index(facts) + 1, run)


def _style(paragraph: _Element) -> str:
    return _value(paragraph.find(f"{W}pPr"), "pStyle")


def _value(element: _Element | None, name: str) -> str:
    """Of its child of this name; "" where there is none."""
    child = None if element is None else element.find(f"{W}{name}")
    return "" if child is None else _at(child, "val")


def _at(element: _Element, name: str) -> str:
    return element.get(f"{W}{name}") or ""


def _whole(text: str, otherwise: int) -> int:
    return min(int(text), _MOST) if text.isdecimal() and len(text) < 9 else otherwise
