"""Tables: their lines → rows of cells (https://docs.asciidoctor.org/asciidoc/latest/tables/build-a-basic-table/)."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

_COLUMNS = re.compile(r"cols=(?:\"(?P<quoted>[^\"]{1,500}+)\"|(?P<plain>[^\s,\]]{1,100}+))")
_REPEATED = re.compile(r"(?P<count>[0-9]{1,2})\*")
_BAR = {sign: re.compile(rf"(?<!\\)\{sign}") for sign in "|!"}
_BEFORE_BAR = re.compile(
    r"(?:(?P<repeated>[0-9]{1,2})\*|(?P<wide>[0-9]{1,2})?(?:\.(?P<tall>[0-9]{1,2}))?\+)?[<^>.]{0,4}[aehlmdsv]?"
)
"""What a cell is like, right before the bar that it begins with."""
_FORMAT = re.compile(r"(?:format|separator)=[\"']?(?P<said>csv|tsv|dsv|;|:|\\t)")
_SEPARATORS = {",": ",", ":": ":", "csv": ",", "tsv": "\t", "dsv": ":", ";": ";", "\\t": "\t"}
_MOST_COLUMNS = 200


class _Cell(NamedTuple):
    """What is written in it, and over how many columns and rows it goes."""

    text: str
    wide: int = 1
    tall: int = 1


def table_rows(
    lines: list[str], mark: str, style: str, shown: Callable[[str], str]
) -> tuple[list[list[str]], list[str] | None]:
    """The rows, and the header if there is one: the first row where a blank line follows it, or the style says so."""
    said = _FORMAT.search(style)
    separator = _SEPARATORS.get(said["said"] if said else mark)
    lines = lines[next((place for place, line in enumerate(lines) if line.strip()), 0) :]
    cells, first = (
        _separated(some, separator) if separator else list(_cells("\n".join(some), mark)) for some in (lines, lines[:1])
    )
    width = min(_stated_width(style) or sum(cell.wide for cell in first) or 1, _MOST_COLUMNS)
    rows = [[shown(cell) for cell in row] for row in _grid(cells, width)]
    apart = lines[1:2] == [""] and width > 1
    headed = ("header" in style or apart) and "noheader" not in style
    return (rows[1:], rows[0]) if headed and len(rows) > 1 else (rows, None)


def _stated_width(style: str) -> int:
    """Columns; 0 where the style does not say."""
    found = _COLUMNS.search(style)
    if found is None:
        return 0
    columns = (found["quoted"] or found["plain"]).replace(";", ",").split(",")
    if len(columns) == 1 and columns[0].isdecimal():
        return int(columns[0][:3])
    repeated = (_REPEATED.search(column) for column in columns)
    return sum(int(one["count"]) if one else 1 for one in repeated)


def _separated(lines: Iterable[str], separator: str) -> list[_Cell]:
    try:
        return [_Cell(cell) for row in csv.reader(lines, delimiter=separator) for cell in row]
    except csv.Error:  # a cell of more than 131,072 characters
        return []


def _cells(text: str, sign: str) -> Iterator[_Cell]:
    pieces = _BAR[sign].split(text)
    wide = tall = 1
    repeated = 0
    for place, piece in enumerate(pieces):
        like = _said_of_next(piece, place == 0) if place + 1 < len(pieces) else None
        if place:
            written = piece[: -len(like.group())] if like and like.group() else piece
            yield from [_Cell(written.replace("\\" + sign, sign).strip(), wide, tall)] * max(repeated, 1)
        wide, tall, repeated = (int(like[name] or 1) for name in ("wide", "tall", "repeated")) if like else (1, 1, 1)


def _said_of_next(piece: str, is_first: bool) -> re.Match[str] | None:
    """A word of its own, right before the bar."""
    word = "".join(piece.rsplit(maxsplit=1)[-1:])
    if not piece.endswith(word) or (word == piece and not is_first):
        return None
    return _BEFORE_BAR.fullmatch(word)


def _grid(cells: Iterable[_Cell], width: int) -> Iterator[list[str]]:
    """Rows of this width; a cell that goes over rows stands in each of them."""
    row: list[str] = []
    above: dict[int, tuple[str, int]] = {}
    for cell in cells:
        row += _from_above(above, len(row))
        if len(row) >= width:
            yield row[:width]
            row = [*_from_above(above, 0)]
        if cell.tall > 1:
            above[len(row)] = cell.text, cell.tall - 1
        row += [cell.text] + [""] * (cell.wide - 1)
        if len(row) >= width:
            yield row[:width]
            row = []
    if row:
        yield [*row, *_from_above(above, len(row))][:width]


def _from_above(above: dict[int, tuple[str, int]], column: int) -> Iterator[str]:
    """The texts of cells that go on from here."""
    while column in above:
        text, rows = above.pop(column)
        if rows > 1:
            above[column] = text, rows - 1
        yield text
        column += 1
