"""Rows → paragraphs, headings, list items, table rows and code, by how they are set."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from statistics import median
from typing import NamedTuple

from knowledge.models import Place
from knowledge.reading.pdf.layout import Row
from knowledge.reading.pdf.letters import HYPHEN
from knowledge.reading.writing import Kind, TextWriter, tidy

_LARGER = 1.12
"""Times the size of the text: what is at least as large is a heading."""
_HEADING_PITCH = 1.4
"""Sizes between the lines of one heading."""
_LONGEST_HEADING = 200
_LONGEST_BOLD_HEADING = 90
_SENTENCE_END = re.compile(r"[.!?…。！？؟।:;][\"'”’»)\]]*$")
_MARKER = re.compile(r"(?:[-–•‣◦▪●○*]|\d{1,3}[.)]|[a-z][.)])(?:\s+|$)")
_CONTENTS = re.compile(r"(?:\.\s?){5}\s*+\d{1,4}$")
_LABEL = re.compile(r"[\d.]{1,8}|\W")
_PITCH = 1.35
"""Times the usual distance between lines: a larger one separates paragraphs."""

_USUAL_PITCH = 1.25
_ENOUGH = 10
"""Distances between lines that tell what is usual in a document."""
_CODE_PITCH = 2.5
"""The same for code, which has empty lines."""


class Typography(NamedTuple):
    """How a document is set."""

    size: float
    """Of the letters of most of its text, in points."""
    pitch: float
    """From line to line, in sizes."""
    headings: tuple[float, ...]
    """The sizes of headings, largest first."""

    @classmethod
    def of(cls, rows: Iterable[Row]) -> "Typography":
        """Of all rows of the document, those of a column one after the other."""
        letters: Counter[float] = Counter()
        pitches: list[float] = []
        before: Row | None = None
        for row in rows:
            letters[row.first.size] += len(row.first.text)
            if before and before.first.size == row.first.size and 0 < before.bottom - row.bottom < 3 * row.first.height:
                pitches.append((before.bottom - row.bottom) / max(row.first.size, 1))
            before = row
        size = letters.most_common(1)[0][0] if letters else 10.0
        larger = sorted((other for other in letters if other >= _LARGER * size), reverse=True)
        return cls(size, median(pitches) if len(pitches) >= _ENOUGH else _USUAL_PITCH, tuple(larger))


class Paragraph:
    """Lines of one kind that belong together, each with the number of its page, counted from 0."""

    def __init__(self, kind: Kind, row: Row, page: int) -> None:
        self.kind = kind
        self.row = row
        self.lines = [(page, row)]

    @property
    def last(self) -> Row:
        """The row that a next one would follow."""
        return self.lines[-1][1]


def paragraphs(pages: list[list[list[Row]]], typography: Typography) -> Iterator[Paragraph]:
    """Pages of columns of rows → paragraphs, which may go on in the next column or page."""
    open_one: Paragraph | None = None
    for number, page in enumerate(pages):
        for column in page:
            right = max(row.right for row in column)
            for index, row in enumerate(column):
                if _CONTENTS.search(row_text(row)):
                    continue
                kind = _kind(row, typography)
                if open_one and _goes_on(open_one, row, kind, typography, right if index else None):
                    open_one.lines.append((number, row))
                    continue
                if open_one:
                    yield open_one
                open_one = Paragraph(kind, row, number)
    if open_one:
        yield open_one


def row_text(row: Row) -> str:
    """Cells are separated by bars; a marker or a number before a heading is no cell."""
    first, *rest = (run.text for run in row.runs)
    if rest and (_MARKER.fullmatch(first) or _LABEL.fullmatch(first)):
        return f"{first} {' | '.join(rest)}"
    return " | ".join((first, *rest))


def _kind(row: Row, typography: Typography) -> Kind:
    text, looks = row_text(row), row.first
    if looks.mono:
        return "code"
    if any(char.isalpha() for char in text):
        if looks.size >= _LARGER * typography.size and len(text) <= _LONGEST_HEADING:
            return "heading"
        if all(run.bold for run in row.runs) and len(text) <= _LONGEST_BOLD_HEADING and not _SENTENCE_END.search(text):
            return "row" if " | " in text else "heading"
    if _MARKER.match(text):
        return "item"
    return "row" if " | " in text else "paragraph"


def _goes_on(paragraph: Paragraph, row: Row, kind: Kind, typography: Typography, right: float | None) -> bool:
    """Whether the row belongs to the paragraph; `right` is the column's edge, None where a new column begins."""
    last = paragraph.last
    if right is None:
        unfinished = not _SENTENCE_END.search(row_text(last))
        return (
            paragraph.kind in {"paragraph", "item"}
            and kind == "paragraph"
            and unfinished
            and row_text(row)[:1].islower()
        )
    widest = _CODE_PITCH if kind == "code" else _PITCH
    if last.bottom - row.bottom > widest * typography.pitch * max(row.first.size, last.first.size):
        return False
    if kind != paragraph.kind:
        return paragraph.kind == "item" and kind == "paragraph" and row.left > paragraph.row.left + 1
    if kind in {"item", "row"}:
        return False
    if kind == "heading":
        near = last.bottom - row.bottom < _HEADING_PITCH * row.first.size
        return near and abs(row.first.size - last.first.size) < 0.5
    return kind == "code" or not _begins(row, last, right)


def _begins(row: Row, last: Row, right: float) -> bool:
    """Whether a row of text begins a paragraph: it is indented, or the one before ends early with a sentence."""
    size = max(row.first.size, 1)
    if row.left > last.left + 0.8 * size or abs(row.first.size - last.first.size) > 0.15 * size:
        return True
    early = last.right < right - 0.2 * (right - last.left)
    return early and bool(_SENTENCE_END.search(row_text(last)))


_HYPHENATED = re.compile(rf"(?<!\w)(?P<before>\w++)[-‐{HYPHEN}]$")
_HYPHEN_INSIDE = re.compile(r"(?<!\w)\w++-[^\W\d_]+")
_LONGEST_WORD = 60
_WORD = re.compile(r"[^\W\d_]+")
_JOINED_BY = {"and", "or", "und", "oder", "bzw", "et", "ou", "y", "o", "e", "en", "of", "och", "eller", "og", "i"}
""" "pre- and post-war": the hyphen stays, and a space follows."""
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_BULLET = re.compile(r"[-–•‣◦▪●○*]\s+")


def write_paragraphs(writer: TextWriter, paragraphs: Iterable[Paragraph], typography: Typography) -> None:
    """The first text of each page becomes its place."""
    found = list(paragraphs)
    hyphenated = _hyphenated_words(found)
    page = -1
    for paragraph in found:
        text, offsets = _text(paragraph, hyphenated, typography)
        if not text.strip():
            continue
        start = writer.block(paragraph.kind, text)
        for number, offset in offsets:
            if number > page:
                page = number
                writer.places.append(Place(start=start + offset, label=f"p. {page + 1}", anchor=f"page={page + 1}"))


def _text(paragraph: Paragraph, hyphenated: set[str], typography: Typography) -> tuple[str, list[tuple[int, int]]]:
    """The paragraph's text, and at which offset each page begins in it."""
    if paragraph.kind == "code":
        return _code(paragraph), [(paragraph.lines[0][0], 0)]
    parts = [_opening(paragraph, typography)]
    offsets: list[tuple[int, int]] = []
    length, tail = len(parts[0]), parts[0]
    for page, row in paragraph.lines:
        line = tidy(row_text(row).replace(HYPHEN, "-" if row_text(row).endswith(HYPHEN) else ""))
        if paragraph.kind == "item" and not offsets:
            line = _BULLET.sub("- ", line, count=1)
        between, without_hyphen = _between(tail, line, hyphenated) if offsets else ("", False)
        if without_hyphen:
            parts[-1] = parts[-1][:-1]
        length += len(between) - without_hyphen
        if not offsets or offsets[-1][0] != page:
            offsets.append((page, length if offsets else 0))
        parts.append(between + line)
        length += len(line)
        tail = (tail[: -1 if without_hyphen else None] + parts[-1])[-_LONGEST_WORD:]
    return "".join(parts), offsets


def _opening(paragraph: Paragraph, typography: Typography) -> str:
    if paragraph.kind != "heading":
        return ""
    sizes = [*typography.headings, 0.0]
    level = next(level for level, size in enumerate(sizes, 1) if paragraph.row.first.size >= size)
    return f"{'#' * min(level, 6)} "


def _between(tail: str, line: str, hyphenated: set[str]) -> tuple[str, bool]:
    """What comes between the text, of which this is the end, and the line; and whether the text loses its hyphen."""
    word = _HYPHENATED.search(tail[-_LONGEST_WORD:])
    after = _WORD.match(line)
    if word is None or after is None or not (line[0].islower() or (word["before"] + after.group()).isupper()):
        return "" if _CJK.match(tail[-1:]) and _CJK.match(line[:1]) else " ", False
    if after.group() in _JOINED_BY:
        return " ", False
    return "", f"{word['before']}-{after.group()}".lower() not in hyphenated


def _hyphenated_words(paragraphs: list[Paragraph]) -> set[str]:
    """Words that have a hyphen within a line, so that they keep it at the end of one."""
    rows = (row_text(row) for paragraph in paragraphs for _, row in paragraph.lines)
    return {word.lower() for row in rows for word in _HYPHEN_INSIDE.findall(row)}


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
