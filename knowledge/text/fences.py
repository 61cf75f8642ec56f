"""Text → what stands between blank lines, and what stands between two fences, as Markdown has them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from knowledge.text.sentences import Span

_WORD = re.compile(r"\S")
_FENCE = re.compile(r"[ ]{0,3}(?P<marks>`{3,8}|~{3,8})")
_LANGUAGE = re.compile(r"(?:`+|~+)[ \t]*([\w+#.-]*)")
_BREAK = re.compile(r"\n(?=[^\S\n]*+\n|[ ]{0,3}(?:```|~~~))")
"""The end of a line before a blank one, or before a fence."""
_ENDS = {
    (mark, count): re.compile(rf"^[ ]{{0,3}}{mark}{{{count}}}[`~]*+[ \t]*+$", re.MULTILINE)
    for mark in "`~"
    for count in range(3, 9)
}
"""A line that ends what a fence of so many marks began; of a longer fence eight count."""


class Fenced(NamedTuple):
    """Code: the lines between its fences, and the language that is named above them; "" = none."""

    lines: Span
    language: str


class Area(NamedTuple):
    """A part of a text, from its first word to its last line's end; of code with the fences."""

    start: int
    end: int
    fenced: Fenced | None = None


def split_areas(text: str) -> Iterator[Area]:
    """In order. A fence that nothing closes is a line like others, though an area begins with it."""
    fences = _Fences(text)
    done = 0
    while word := _WORD.search(text, done):
        closing = fences.closing(text.rfind("\n", done, word.start()) + 1)
        if closing is None:
            end = _BREAK.search(text, word.start())
            done = end.start() if end else _end_of_words(text)
            yield Area(word.start(), done)
        else:
            done = closing.end()
            lines = text.index("\n", word.start()) + 1, closing.start()
            yield Area(word.start(), done, Fenced(lines, _language(text, word.start())))


def _end_of_words(text: str) -> int:
    """Of the last line with a word in it: the space below it is of no area."""
    line_end = text.find("\n", len(text.rstrip()))
    return line_end if line_end >= 0 else len(text)


def _language(text: str, fence: int) -> str:
    named = _LANGUAGE.match(text, fence)
    return named[1] if named else ""


class _Fences:
    """Where fences end; asked from the beginning of the text on, so that what was found once is not sought again."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._next: dict[tuple[str, int], re.Match[str] | None] = {}

    def closing(self, start: int) -> re.Match[str] | None:
        """The line that ends the code which begins at this line; None if none begins there.

        As many marks as there are may be needed to end it, or else fewer.
        """
        fence = _FENCE.match(self._text, start)
        begins = self._text.find("\n", fence.end()) + 1 if fence else 0
        if not fence or not begins:
            return None
        counts = range(len(fence["marks"]), 2, -1)
        return next(filter(None, (self._end((fence["marks"][0], count), begins) for count in counts)), None)

    def _end(self, kind: tuple[str, int], after: int) -> re.Match[str] | None:
        found = self._next.get(kind)
        if kind not in self._next or (found and found.start() < after):
            found = self._next[kind] = _ENDS[kind].search(self._text, after)
        return found
