"""Paragraphs → text: how lines are joined, with their hyphens and in languages without spaces."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from knowledge.models import Place
from knowledge.reading.pdf.layout import Row
from knowledge.reading.pdf.letters import HYPHEN
from knowledge.reading.pdf.paragraphs import Paragraph, Typography, row_text
from knowledge.reading.writing import TextWriter, tidy

_HYPHENATED = re.compile(rf"(?<!\w)(?P<before>\w++)[-‐{HYPHEN}]$")
_HYPHEN_INSIDE = re.compile(r"(?<!\w)\w++-[^\W\d_]+")
_LONGEST_WORD = 60
_WORD = re.compile(r"[^\W\d_]+")
_JOINED_BY = {"and", "or", "und", "oder", "bzw", "et", "ou", "y", "o", "e", "en", "of", "och", "eller", "og", "i"}
""" "pre- and post-war": the hyphen stays, and a space follows."""
_CJK = r"[\u2e80-\u312f\u31a0-\u9fff\uf900-\ufaff\uff00-\uffef]"
"""Chinese and Japanese letters and their punctuation, which have no spaces between them."""
_IS_CJK = re.compile(_CJK)
_IS_KOREAN = re.compile(r"[\u1100-\u11ff\uac00-\ud7a3]")
_TOUCHING = re.compile(rf"{_CJK}[A-Za-z0-9]|[A-Za-z0-9]{_CJK}")
_SPACED = re.compile(rf"{_CJK} [A-Za-z0-9]|[A-Za-z0-9] {_CJK}")
_MARKED = 0.3
"""Of the Korean lines of a document end with a space if those that end without one end inside a word."""
_BULLET = re.compile(r"[-–•‣◦▪●○*]\s+")


class _Habits(NamedTuple):
    """What the document does within its lines."""

    hyphenated: set[str]
    """Words that have a hyphen there, so that they keep it at the end of one."""
    touching: bool
    """Whether Chinese or Japanese stands beside other letters without a space."""
    marked: bool
    """Whether Korean lines end with a space unless they end inside a word."""

    @classmethod
    def of(cls, paragraphs: list[Paragraph]) -> "_Habits":
        """Of all the lines."""
        rows = [row for paragraph in paragraphs for _, row in paragraph.lines]
        texts = [row_text(row) for row in rows]
        words = {word.lower() for text in texts for word in _HYPHEN_INSIDE.findall(text)}
        touching, spaced = (sum(len(kind.findall(text)) for text in texts) for kind in (_TOUCHING, _SPACED))
        ends = [row.runs[-1].spaced for row, text in zip(rows, texts, strict=True) if _IS_KOREAN.match(text[-1:])]
        return cls(words, touching > spaced, sum(ends) > _MARKED * len(ends))


def write_paragraphs(writer: TextWriter, paragraphs: Iterable[Paragraph], typography: Typography) -> None:
    """The first text of each page becomes its place."""
    found = list(paragraphs)
    habits = _Habits.of(found)
    page = -1
    for paragraph in found:
        text, offsets = _text(paragraph, habits, typography)
        if not text.strip():
            continue
        start = writer.block(paragraph.kind, text)
        for number, offset in offsets:
            if number > page:
                page = number
                writer.places.append(Place(start=start + offset, label=f"p. {page + 1}", anchor=f"page={page + 1}"))


def _text(paragraph: Paragraph, habits: _Habits, typography: Typography) -> tuple[str, list[tuple[int, int]]]:
    """The paragraph's text, and at which offset each page begins in it."""
    if paragraph.kind == "code":
        return _code(paragraph), [(paragraph.lines[0][0], 0)]
    parts = [_opening(paragraph, typography)]
    offsets: list[tuple[int, int]] = []
    length, tail, spaced = len(parts[0]), parts[0], False
    for page, row in paragraph.lines:
        line = tidy(row_text(row).replace(HYPHEN, "-" if row_text(row).endswith(HYPHEN) else ""))
        if paragraph.kind == "item" and not offsets:
            line = _BULLET.sub("- ", line, count=1)
        between, without_hyphen = _between(tail, line, habits, spaced) if offsets else ("", False)
        if without_hyphen:
            parts[-1] = parts[-1][:-1]
        length += len(between) - without_hyphen
        if not offsets or offsets[-1][0] != page:
            offsets.append((page, length if offsets else 0))
        parts.append(between + line)
        length += len(line)
        tail = (tail[: -1 if without_hyphen else None] + parts[-1])[-_LONGEST_WORD:]
        spaced = row.runs[-1].spaced
    return "".join(parts), offsets


def _opening(paragraph: Paragraph, typography: Typography) -> str:
    if paragraph.kind != "heading":
        return ""
    sizes = [*typography.headings, 0.0]
    level = next(level for level, size in enumerate(sizes, 1) if paragraph.row.first.size >= size)
    return f"{'#' * min(level, 6)} "


def _between(tail: str, line: str, habits: _Habits, spaced: bool) -> tuple[str, bool]:
    """What comes between the text, of which this is the end, and the line; and whether the text loses its hyphen.
    `spaced`: whether the text ended with a space."""
    word = _HYPHENATED.search(tail[-_LONGEST_WORD:])
    after = _WORD.match(line)
    if word is None or after is None or not (line[0].islower() or (word["before"] + after.group()).isupper()):
        return "" if _are_one(tail[-1:], line[:1], habits, spaced) else " ", False
    if after.group() in _JOINED_BY:
        return " ", False
    return "", f"{word['before']}-{after.group()}".lower() not in habits.hyphenated


def _are_one(last: str, first: str, habits: _Habits, spaced: bool) -> bool:
    """Whether no space comes between the last letter of a line and the first of the next."""
    if _IS_KOREAN.match(last) and _IS_KOREAN.match(first):
        return habits.marked and not spaced
    without = [bool(_IS_CJK.match(letter)) for letter in (last, first)]
    if all(without):
        return True
    other = first if without[0] else last
    return any(without) and habits.touching and other.isascii() and other.isalnum()


def _code(paragraph: Paragraph) -> str:
    """Lines as they are, indented as far as they are set in."""
    rows = [row for _, row in paragraph.lines]
    left = min(row.left for row in rows)
    lines = [" " * round((row.left - left) / _letter_width(row)) + _cells(row) for row in rows]
    return "```\n" + "\n".join(lines) + "\n```"


def _cells(row: Row) -> str:
    return "  ".join(run.text for run in row.runs).replace(HYPHEN, "-").replace("```", "'''")


def _letter_width(row: Row) -> float:
    first = row.runs[0]
    return max((first.right - first.left) / len(first.text), 1.0)
