"""Where code and paragraphs begin and end, in one walk through a text: each line is looked at a few times at most."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

_START = re.compile(r"(?m:^)[ ]{0,3}(?P<fence>`{3,}+|~{3,}+).*\n|\S")
_BREAK = re.compile(r"\n(?=[^\S\n]*+\n|[ ]{0,3}(?:`{3}|~{3}))")
"""Where a paragraph ends: before an empty line, or before a line that may begin code."""
_CLOSING = re.compile(r"^[ ]{0,3}(?P<fence>`{3,}+|~{3,}+)[`~]*+[ \t]*+$", re.MULTILINE)
_SHORTEST, _LONGEST = 3, 8
"""Marks of a fence that count."""


class Block(NamedTuple):
    """The lines between two fences, or a paragraph with the headings and lists in it."""

    start: int
    end: int
    is_code: bool


def split_blocks(text: str) -> Iterator[Block]:
    """In order; a fence that nothing closes is a line of a paragraph."""
    closings = _Closings(text)
    position = 0
    while begin := _START.search(text, position):
        fence = begin["fence"]
        closing = closings.after(begin.end(), fence) if fence else None
        if closing:
            yield Block(begin.end(), closing[0], is_code=True)
            position = closing[1]
            continue
        start = begin.start("fence") if fence else begin.start()
        stop = _BREAK.search(text, start)
        position = stop.start() if stop else len(text)
        yield Block(start, position, is_code=False)


class _Closings:
    """The lines that close code, found once."""

    def __init__(self, text: str) -> None:
        self._spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        """By the marks that they close."""
        for line in _CLOSING.finditer(text):
            for length in range(_SHORTEST, min(len(line["fence"]), _LONGEST) + 1):
                self._spans[line["fence"][:length]].append(line.span())

    def after(self, position: int, fence: str) -> tuple[int, int] | None:
        """The first line that closes this fence, or else a shorter beginning of it; None = it stays open."""
        for length in range(min(len(fence), _LONGEST), _SHORTEST - 1, -1):
            spans = self._spans.get(fence[:length], [])
            place = bisect_left(spans, (position, 0))
            if place < len(spans):
                return spans[place]
        return None
