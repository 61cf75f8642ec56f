"""A quoted table → columns with their names, and columns → lines of equal width. Pure, and for every medium."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple
from unicodedata import combining, east_asian_width

from bot.replies.names import closing
from knowledge import ShownBlock, Span

_NAMED = re.compile(r"([^:\n]{1,200}): (?=\S)")
_FEWEST_ROWS = 2
_GAP, _ARROW, _NO_ARROW = "  ", "▸ ", "  "


class Columns(NamedTuple):
    """A table, cell by cell, each word for word."""

    header: tuple[str, ...]
    """The names of the columns; () = they have none."""
    rows: tuple[tuple[str, ...], ...]
    spans: tuple[Span, ...]
    """Where in the text each row stands."""


def columns_of(text: str, table: ShownBlock, rows: Sequence[int]) -> Columns:
    """With these of its rows. Cells that all say what they are ("Plan: Pro | Price: 12 €") stand below their names."""
    rows = [row for row in rows if row or not table.has_header]
    cells = tuple(_texts(text, table.cells[row]) for row in rows)
    spans = tuple(table.words[row] for row in rows)
    if table.has_header:
        return Columns(_texts(text, table.cells[0]), cells, spans)
    header = _names(cells)
    return Columns(header, tuple(_below(header, row) for row in cells) if header else cells, spans)


def _texts(text: str, cells: Iterable[Span]) -> tuple[str, ...]:
    return tuple(text[slice(*cell)] for cell in cells)


def _names(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Of columns, where each cell of two rows or more says what it is; the first of each row need not, then it is "".

    Empty cells are not written, so that a row may have fewer.
    """
    named = [[_parted(cell)[0] for cell in row] for row in rows]
    most = max(map(len, named), default=0)
    names = tuple(next((row for row in named if len(row) == most), ()))
    if len(rows) < _FEWEST_ROWS or len(names) < 2 or "" in names[1:] or len(set(names)) < len(names):
        return ()
    alike = all(row == [name for name in names if name in row] and ("" in row or names[0]) for row in named)
    return names if alike else ()


def _below(header: Sequence[str], row: Sequence[str]) -> tuple[str, ...]:
    values = dict(map(_parted, row))
    return tuple(values.get(name, "") for name in header)


def _parted(cell: str) -> tuple[str, str]:
    """A cell's name, "" if it has none, and what it says."""
    name = _NAMED.match(cell)
    return (name[1], cell[name.end() :]) if name else ("", cell)


def aligned(columns: Columns, marked: Sequence[bool], widest: int) -> str | None:
    """Lines of equal columns, the marked rows with an arrow before them; None if they are wider than `widest`."""
    lines = [columns.header, *columns.rows] if columns.header else [*columns.rows]
    widths = [max(map(_width, column)) for column in zip_longest(*lines, fillvalue="")]
    margins = [""] * len(lines)
    if any(marked) and not all(marked):
        margins = [*[_NO_ARROW] * bool(columns.header), *(_ARROW if mark else _NO_ARROW for mark in marked)]
    if len(margins[0]) + sum(widths) + len(_GAP) * (len(widths) - 1) > widest:
        return None
    shown = [f"{margin}{_line(line, widths)}".rstrip() for margin, line in zip(margins, lines, strict=True)]
    if columns.header:
        shown.insert(1, "─" * max(map(_width, shown)))
    return "\n".join(shown)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = zip(cells, widths, strict=False)
    return _GAP.join(f"{cell}{closing(cell)}{' ' * (width - _width(cell))}" for cell, width in padded)


def pairs(columns: Columns, row: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The cells of a row that say something, each with the name of its column."""
    return ((name, cell) for name, cell in zip_longest(columns.header, row, fillvalue="") if cell)


def _width(text: str) -> int:
    """In letters of equal width, of which some take two."""
    return sum(0 if combining(char) else 1 + (east_asian_width(char) in "WF") for char in text)
