"""The numbers that Word puts before headings, clauses and items by itself (ECMA-376, part 1, 17.9)."""

import re
from typing import NamedTuple

from lxml.etree import SubElement, _Element

from knowledge.reading.counts import formed
from knowledge.reading.word.levels import Level, W, at, read_lists, value, whole

_PLACE = re.compile(r"%(?P<level>[1-9])")
_PLAIN = re.compile(r"%[1-9][.)]")
_HEADING = re.compile(r"heading \d|title", re.IGNORECASE)
_DEEPEST = 20
"""Styles that are based on styles."""


class _Place(NamedTuple):
    """Where a paragraph stands in which list."""

    number: str
    level: int


class _Listed:
    """What a list of HTML would count."""

    def __init__(self) -> None:
        self._list = ""
        self._counts: dict[int, int] = {}

    def shows(self, place: _Place | None, number: str | None) -> bool:
        """Whether it would show this plain number, or "" of a bullet, at this place; None is of no such list."""
        if place is None or number is None:
            self.end()
            return False
        if place.number != self._list:
            self.end()
        self._list = place.number
        counted = self._counts.get(place.level, 0) + 1
        self._counts = {level: count for level, count in self._counts.items() if level < place.level}
        self._counts[place.level] = counted
        return number[:-1] in {"", str(counted)}

    def end(self) -> None:
        """A paragraph is not of the list."""
        self._list, self._counts = "", {}


class Numbering:
    """Counts the paragraphs of a document in their order."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._lists = read_lists(numbering)
        self._styles = {} if styles is None else {at(one, "styleId"): one for one in styles.iter(f"{W}style")}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[_Place] = set()

    def write(self, document: _Element) -> dict[str, str]:
        """Put the numbers into the paragraphs that HTML would not number so; their texts by text with number."""
        texts: dict[str, str] = {}
        listed = _Listed()
        for paragraph in document.iter(f"{W}p"):
            if _is_joined(paragraph):
                continue
            place = self._place(paragraph)
            number, plain = ("", False) if place is None else self._next(place)
            heading = _HEADING.match(self._style_name(paragraph)) is not None
            text = "".join(one.text or "" for one in paragraph.iter(f"{W}t"))
            if listed.shows(place, number if plain and not heading else None) or not number or not text.strip():
                continue
            listed.end()
            texts[f"{number} {text}"] = text
            _put(paragraph, f"{number} ")
        return texts

    def _place(self, paragraph: _Element) -> _Place | None:
        """By the paragraph itself, else by its style, which a level of the list may name."""
        stated = paragraph.find(f"{W}pPr/{W}numPr")
        style = _style(paragraph)
        number, level = value(stated, "numId"), value(stated, "ilvl")
        for _ in range(_DEEPEST):
            if number or style not in self._styles:
                break
            of_style = self._styles[style].find(f"{W}pPr/{W}numPr")
            number, level = value(of_style, "numId"), level or value(of_style, "ilvl")
            style = value(self._styles[style], "basedOn") if not number else style
        levels = self._lists[number].levels if number in self._lists else {}
        named = next((one for one, held in levels.items() if held.style == style and stated is None), None)
        place = _Place(number, named if named is not None else whole(level, 0))
        return place if place.level in levels else None

    def _next(self, place: _Place) -> tuple[str, bool]:
        """The number of the next paragraph there, and whether a list of HTML would show it, too."""
        kind, levels, starts = self._lists[place.number]
        counts = self._counts.setdefault(kind, {})
        if place.level in starts and place not in self._begun:
            self._begun.add(place)
            counts[place.level] = starts[place.level]
        else:
            counts[place.level] = counts.get(place.level, levels[place.level].start - 1) + 1
        for deeper in [one for one in counts if one > place.level and _begins_anew(levels.get(one), place.level)]:
            del counts[deeper]
        own = levels[place.level]
        if own.form == "bullet":
            return "", True
        shown = _PLACE.sub(lambda one: self._shown(levels, counts, int(one["level"]) - 1, own.legal), own.text)
        return shown.strip(), own.form == "decimal" and _PLAIN.fullmatch(own.text) is not None

    def _shown(self, levels: dict[int, Level], counts: dict[int, int], level: int, legal: bool) -> str:
        held = levels.get(level)
        if held is None:
            return ""
        count = counts.setdefault(level, held.start)
        return str(count) if legal else formed(count, held.form)

    def _style_name(self, paragraph: _Element) -> str:
        style = self._styles.get(_style(paragraph))
        return "" if style is None else value(style, "name")


def _begins_anew(deeper: Level | None, level: int) -> bool:
    return deeper is None or level < deeper.restart


def _is_joined(paragraph: _Element) -> bool:
    """Whether its end is deleted or moved away: what is left of it belongs to the next one."""
    ends = paragraph.find(f"{W}pPr/{W}rPr")
    return ends is not None and (ends.find(f"{W}del") is not None or ends.find(f"{W}moveFrom") is not None)


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
    for name in ("ilvl", "numId"):  # with both, no style can make it an item again
        SubElement(stated, f"{W}{name}").set(f"{W}val", "0")
    run = SubElement(paragraph, f"{W}r")
    SubElement(run, f"{W}t").text = number
    paragraph.insert(paragraph.index(facts) + 1, run)


def _style(paragraph: _Element) -> str:
    return value(paragraph.find(f"{W}pPr"), "pStyle")
