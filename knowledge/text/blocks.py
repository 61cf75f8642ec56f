"""Document → its blocks, in pieces: headings, paragraphs, lists, steps, tables, code, each known for what it is."""

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from knowledge.models import Document
from knowledge.text.fences import Area, Fenced, split_areas
from knowledge.text.lines import UnitKind, indent_of, units_of
from knowledge.text.sentences import Span
from knowledge.text.spans import Spans

LONGEST_CHUNK = 1200
"""Characters: some texts have no blank lines, and a chunk is a passage, not a chapter."""

_LONGEST_HEADING = 300
"""Characters, as of titles: a longer line is a paragraph, for a heading counts in every passage below it."""

_LINE = re.compile(r"[^\n]+")
_MARKS = re.compile(r"[ \t]{0,3}(?P<marks>#{1,6})[ \t]+")
_NEVER_QUOTED = re.compile(
    r"\s*(?:source|quelle|fuente|fonte)s?\s*:\s*\S.{0,60}$"
    r"|.{0,60}\b(?:questions|comments|feedback|inquiries)\b.{0,40}\bto\s++\S[^\s@]*+@\S++\s*+$",
    re.IGNORECASE,
)
_LONG_LINE = 200
"""Characters: nobody wraps as late as this, so a longer line is a paragraph."""
_BAR = re.compile(r"[ \t]*\|")
_FEWEST_ROWS = 2
"""One line with a bar in it is a table only if it begins with the bar."""


class BlockKind(IntEnum):
    """What a block is. The numbers are kept on disk."""

    PARAGRAPH = 0
    HEADING = 1
    """Also the document's title where the text begins with it or repeats it."""
    LIST = 2
    STEPS = 3
    """A list with numbers."""
    TABLE = 4
    CODE = 5
    ASIDE = 6
    """A line that is never quoted: a source, whom to write to."""


_PARAGRAPH, _HEADING, _LIST, _STEPS, _TABLE, _CODE, _ASIDE = BlockKind
"""Looked up once: on Python 3.11 a member of an enumeration costs more than a small tuple."""
_WORDS, _ITEM, _, _ROW = UnitKind
_OF_NO_LIST, _OF_A_TABLE = (_PARAGRAPH, 0), (_TABLE, 0)


class Piece(NamedTuple):
    """What one paragraph of lines holds of one block; a list goes on across blank lines, and has several pieces."""

    kind: BlockKind
    block: int
    """The number of its block, from 0."""
    start: int
    end: int
    """With marks, and with the fences of code."""
    parts: Spans
    """What sentences are cut from, each on its own; those of code are whole."""
    opens: bool = True
    """Whether a chunk ends before it, for it begins a paragraph of lines."""
    name: str = ""
    """A heading's words, "" for the document's title; of code its language, "" = not named."""
    level: int = 0
    """Of a heading: 1 to 6; 0 for the document's title."""


def split_blocks(document: Document) -> Iterator[Piece]:
    """The pieces of a document's blocks, in order; nothing but space is in none of them."""
    text = document.text
    cutter, begins = _Cutter(document), len(text) - len(text.lstrip())
    for area in split_areas(text):
        if area.fenced is None:
            yield from cutter.lines(area, begins)
        else:
            yield cutter.code(area, area.fenced)


class _Cutter:
    """Numbers blocks as they come, and knows which list the next item goes on with."""

    def __init__(self, document: Document) -> None:
        self._text, self._title = document.text, document.title
        self._lists = _Lists(document.text)
        self._number = -1
        self._last: tuple[BlockKind, int] | None = None

    def code(self, area: Area, fenced: Fenced) -> Piece:
        """A fenced block."""
        self._lists.end()
        lines = Spans(_whole(self._text, *fenced.lines))
        return Piece(_CODE, self._numbered(_CODE), area.start, area.end, lines, name=fenced.language)

    def lines(self, area: Area, begins: int) -> Iterator[Piece]:
        """`begins`: where the first word of the document is."""
        lines = Spans()
        for line in _LINE.finditer(self._text, area.start, area.end):
            apart = self._apart(line, is_first=line.start() <= begins)
            if apart is None:
                lines.append(line.span())
                if len(line.group()) < _LONG_LINE:
                    continue
            if lines:
                yield from self._paragraph(lines)
                lines = Spans()
            if apart is not None:
                self._lists.end()
                kind, name, level = apart
                yield Piece(kind, self._numbered(kind), *line.span(), Spans(), name=name, level=level)
        if lines:
            yield from self._paragraph(lines)

    def _apart(self, line: re.Match[str], *, is_first: bool) -> tuple[BlockKind, str, int] | None:
        """The kind, name and level of a line that is a block of its own; None for other lines.

        `is_first`: whether nothing but space stands before it.
        """
        written = line.group()
        if is_first and written.strip() == self._title:
            return _HEADING, "", 0
        mark = _MARKS.match(written)
        name = written[mark.end() :].rstrip(" \t#") if mark else ""
        if mark and len(name) <= _LONGEST_HEADING:
            is_title = name in ("", self._title)
            return _HEADING, "" if is_title else name, 0 if is_title else len(mark["marks"])
        return (_ASIDE, "", 0) if _NEVER_QUOTED.match(written) else None

    def _paragraph(self, lines: Spans) -> Iterator[Piece]:
        own, start, end, parts, opens = None, 0, 0, Spans(), True
        for kind, first, begin, last in units_of(self._text, lines):
            of = self._lists.of(kind, first)
            if of != own:
                if own is not None:
                    yield self._run(*own, (start, end), parts, opens=opens)
                    parts, opens = Spans(), False
                own, start = of, first
            parts.append((begin, last))
            end = last
        if own is not None:
            yield self._run(*own, (start, end), parts, opens=opens)

    def _run(self, kind: BlockKind, which: int, span: Span, parts: Spans, *, opens: bool) -> Piece:
        """Units of one kind, one after the other. `which`: the number of their list; 0 = they are of none."""
        if kind is _TABLE and len(parts) < _FEWEST_ROWS and not _BAR.match(self._text, span[0]):
            kind = _PARAGRAPH
        return Piece(kind, self._numbered(kind, which, goes_on=bool(which) or not opens), *span, parts, opens)

    def _numbered(self, kind: BlockKind, which: int = 0, *, goes_on: bool = False) -> int:
        """The number of the block; `goes_on`: that is the last one's, if it is of the same kind and list."""
        if not (goes_on and (kind, which) == self._last):
            self._number += 1
        self._last = kind, which
        return self._number


class _Lists:
    """Which list an item is of: it goes on across blank lines, until something else comes."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._kind: BlockKind | None = None
        self._indent = self._count = 0

    def end(self) -> None:
        """What comes next is of another list."""
        self._kind = None

    def of(self, kind: UnitKind, start: int) -> tuple[BlockKind, int]:
        """The kind of the block that a unit is in, and the number of its list; 0 = it is of none.

        Items that are moved in belong to those above them, whatever their marks, and so do words that are moved in.
        """
        if kind is _ROW:
            self._kind = None
            return _OF_A_TABLE
        if kind is _WORDS:
            if self._kind is not None and indent_of(self._text, start) <= self._indent + 1:
                self._kind = None
            return _OF_NO_LIST if self._kind is None else (self._kind, self._count)
        marked, indent = _LIST if kind is _ITEM else _STEPS, indent_of(self._text, start)
        if self._kind is None or (indent <= self._indent and self._kind is not marked):
            self._kind, self._indent, self._count = marked, indent, self._count + 1
        return self._kind, self._count


def _whole(text: str, start: int, end: int) -> Iterator[Span]:
    """Code is quoted whole, from its first line's indentation on; only a very long one is cut between its lines."""
    begin = start
    for line in _LINE.finditer(text, start, end):
        if line.end() - begin > LONGEST_CHUNK:
            yield from _stripped(text, begin, line.start())
            begin = line.start()
    yield from _stripped(text, begin, end)


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    """Without empty lines around it."""
    code = text[start:end]
    first = start + len(code) - len(code.lstrip("\n"))
    last = start + len(code.rstrip())
    if code.strip():
        yield first, last
