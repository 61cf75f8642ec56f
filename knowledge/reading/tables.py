"""HTML tables → rows of cells; tables that only lay out a page are told apart."""

from collections.abc import Callable

from lxml.html import HtmlElement

_LONGEST_CELL = 400
"""Characters: longer cells are paragraphs side by side, not a table."""
_WIDEST_SPAN = 50
_MOST_COLUMNS = 200


def is_grid(table: HtmlElement) -> bool:
    """Whether its cells belong together row by row."""
    if (
        table.get("role") == "presentation"
        or next(table.iterdescendants("table", "pre", "h1", "h2", "h3"), None) is not None
    ):
        return False
    rows = [[cell for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr")]
    if max(map(len, rows), default=0) < 2:
        return False
    return all(len("".join(cell.itertext())) <= _LONGEST_CELL for row in rows for cell in row)


def cells(table: HtmlElement, text_of: Callable[[HtmlElement], str]) -> tuple[list[list[str]], list[str] | None]:
    """The rows, and the header if there is one; a cell that spans rows or columns stands in each of its rows."""
    rows: list[list[str]] = []
    header: list[str] | None = None
    below: dict[int, tuple[str, int]] = {}
    for row in table.iter("tr"):
        line, below = _line(row, below, text_of)
        if not line:
            continue
        if header is None and not rows and _is_header(row):
            header = line
        else:
            rows.append(line)
    return rows, header


def _line(
    row: HtmlElement, above: dict[int, tuple[str, int]], text_of: Callable[[HtmlElement], str]
) -> tuple[list[str], dict[int, tuple[str, int]]]:
    """The cells of a row, and which of them go on in the next: by column, the text and for how many rows."""
    line: list[str] = []
    below = {column: (text, rows - 1) for column, (text, rows) in above.items() if rows > 1}
    for cell in (one for one in row if one.tag in {"td", "th"}):
        while len(line) in above:
            line.append(above[len(line)][0])
        if len(line) >= _MOST_COLUMNS:
            break
        text, tall = text_of(cell), _span(cell, "rowspan")
        if tall > 1:
            below[len(line)] = (text, tall - 1)
        line += [text] + [""] * (_span(cell, "colspan") - 1)
    while len(line) in above:
        line.append(above[len(line)][0])
    return line, below


def _is_header(row: HtmlElement) -> bool:
    """By its tags, or because all of it is bold: office programs rarely say what is a header."""
    titles = [cell for cell in row if cell.tag in {"td", "th"}]
    parent = row.getparent()
    if {cell.tag for cell in titles} == {"th"} or (parent is not None and parent.tag == "thead"):
        return True
    return all(_is_bold(cell) for cell in titles)


def _is_bold(cell: HtmlElement) -> bool:
    text = "".join(cell.itertext()).strip()
    return bool(text) and text == "".join("".join(bold.itertext()) for bold in cell.iter("b", "strong")).strip()


def _span(cell: HtmlElement, name: str) -> int:
    written = cell.get(name) or "1"
    return min(max(int(written), 1), _WIDEST_SPAN) if written.isdecimal() and len(written) < 6 else 1
