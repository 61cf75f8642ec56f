"""Rows → paragraphs, headings, list items, table rows and code, by how they are set."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from statistics import median
from typing import NamedTuple

from knowledge.reading.pdf.layout import Row, may_go_on
from knowledge.reading.writing import Kind

_LARGER = 1.12
"""Times the size of the text: what is at least as large is a heading."""
_HEADING_PITCH = 1.4
"""Sizes between the lines of one heading."""
_LONGEST_HEADING = 200
_LONGEST_BOLD_HEADING = 90
_SENTENCE_END = re.compile(r"[.!?…。！？؟।:;][\"'”’»)\]]*$")
_MARKER = re.compile(r"(?:[-–•‣◦▪●○*]|\d{1,3}[.)]|[a-z][.)])(?:\s+|$)")
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
            and may_go_on(row_text(row)[:1])
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
