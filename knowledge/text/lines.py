"""Lines of a paragraph → lines that belong together, and what they are: words, an item of a list, a row of a table."""

import re
from collections.abc import Iterator
from enum import IntEnum

from knowledge.text.sentences import Span
from knowledge.text.spans import Spans

_MARKER = re.compile(r"[ \t]*(?:(?P<bullet>[-*+•‣◦])|\d{1,3}[.)])[ \t]+(?=\S)")
_BARS = re.compile(r"[ \t]*\||[^|\n]+ \| ")
_LINE_ENDS = re.compile(r"[.!?…。！？؟۔।:;][\"'”’»)\]」』*_]*\s*$")
_SHORT_LINE = 60
"""Characters: a shorter line without an end mark is a line of its own, a longer one was wrapped."""
_INDENT = re.compile(r"[ \t]*")
_TAB = 4


class UnitKind(IntEnum):
    """What some lines are, by how the first of them begins."""

    WORDS, ITEM, STEP, ROW = range(4)


_WORDS, _ITEM, _STEP, _ROW = UnitKind
"""Looked up once: on Python 3.11 a member of an enumeration costs more than a small tuple."""

Unit = tuple[UnitKind, int, int, int]
"""A line, and those after it where it was only wrapped: its start, where its words begin behind an item's marker, and
its end."""


def units_of(text: str, lines: Spans) -> Iterator[Unit]:
    """In order; every line is in one of them, and there must be one."""
    for start, end in _joined(text, lines):
        marker = _MARKER.match(text, start, end)
        if marker:
            yield _ITEM if marker["bullet"] else _STEP, start, marker.end(), end
        else:
            is_row = "|" in text[start:end] and _BARS.match(text, start, end)
            yield _ROW if is_row else _WORDS, start, start, end


def indent_of(text: str, start: int) -> int:
    """How far the first word of the line is moved in, on which nothing but space stands before `start`."""
    space = _INDENT.match(text, text.rfind("\n", 0, start) + 1)
    return len(space.group().expandtabs(_TAB)) if space else 0


def _joined(text: str, lines: Spans) -> Iterator[Span]:
    """Lines that were only wrapped, as one span; list items, table rows and short lines stay alone."""
    spans = iter(lines)
    start, end = next(spans)
    for next_start, next_end in spans:
        if _stands_alone(text, (start, end), (next_start, next_end)):
            yield start, end
            start = next_start
        end = next_end
    yield start, end


def _stands_alone(text: str, before: Span, line: Span) -> bool:
    last_start = text.rfind("\n", before[0], before[1]) + 1 or before[0]
    last = text[max(last_start, before[0]) : before[1]]
    if _MARKER.match(text, *line) or _BARS.match(text, *line) or _LINE_ENDS.search(last):
        return True
    return len(last.strip()) < _SHORT_LINE and not text[line[0] : line[1]].lstrip()[:1].islower()
