"""Blocks → the text of a document and its places; every format that is not plain text is written by this."""

import re
from collections.abc import Callable
from itertools import zip_longest
from typing import Literal

from lxml.html import HtmlElement

from knowledge.models import Document, Place
from knowledge.reading.formats import UNSEEN, title_from_name

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
        elif header is None and _is_fact(row, line):
            rows.append([_named(*line)])
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


def _is_fact(row: HtmlElement, line: list[str]) -> bool:
    """Whether its first cell says what the second is."""
    return [cell.tag for cell in row] == ["th", "td"] and len(line) == 2 and len(line[0].strip()) <= _LONGEST_NAME


def _is_bold(cell: HtmlElement) -> bool:
    text = "".join(cell.itertext()).strip()
    return bool(text) and text == "".join("".join(bold.itertext()) for bold in cell.iter("b", "strong")).strip()


def _span(cell: HtmlElement, name: str) -> int:
    written = cell.get(name) or "1"
    return min(max(int(written), 1), _WIDEST_SPAN) if written.isdecimal() and len(written) < 6 else 1


Kind = Literal["heading", "paragraph", "item", "row", "code"]

_TIGHT: frozenset[tuple[Kind, Kind]] = frozenset({("item", "item"), ("row", "row")})
"""Kinds that follow each other line by line; all others have a blank line between them."""
_SPACE = re.compile(r"[^\S\n]+")
_LONGEST_NAME = 200
"""Characters of a column's name: a longer one is a text, and is not repeated in every row."""
_FENCES = re.compile(r"^[ ]*+(`{3,})", re.MULTILINE)
_NO_TITLE = re.compile(
    r"(?:untitled|new|word|unbenannt\w*+|ohne titel|sans titre|sin título|sem título|без имени|без названия|无标题)?"
    r"\s*+(?:document|presentation|spreadsheet|workbook|slide|dokument|documento|документ|文档|文書|title)?[\s\d()-]*+"
    r"|powerpoint\W.*|.*\.(?:docx?|pptx?|tex|dvi|indd|od[tpgs]|pdf|xlsx?|graffle|eps|psd|qx[dp]|rtf|vsdx?)",
    re.IGNORECASE,
)
_PROGRAM = re.compile(r"^Microsoft (?:Word|PowerPoint) - ")
"""What office programs write before the name of the file that they print."""
_MOST_BEFORE_TITLE = 100
"""Characters, such as those of a badge or a date."""
_LONGEST_TITLE = 300


class TextWriter:
    """Collects blocks; `text` and `places` are the result."""

    def __init__(self) -> None:
        self.places: list[Place] = []
        self.headings: list[tuple[int, str, int]] = []
        """Level, title, and the offset where it starts."""
        self.length = 0
        """Of the text so far."""
        self._parts: list[str] = []
        self._last: Kind | None = None
        self._label: str | None = None

    @property
    def text(self) -> str:
        """Everything so far."""
        return "".join(self._parts)

    def begin_place(self, label: str) -> None:
        """What is written next has this label, such as a slide."""
        self._label = label

    def heading(self, level: int, title: str, anchor: str | None = None) -> None:
        """A "# …" line; an anchor is where a link to the document can point."""
        title = tidy(title).replace("\n", " ")
        if title:
            start = self.block("heading", f"{'#' * min(max(level, 1), 6)} {title}")
            if anchor:
                self.places.append(Place(start=start, anchor=anchor))

    def paragraph(self, text: str) -> None:
        """Its line breaks stay."""
        text = tidy(text)
        if text:
            self.block("paragraph", text)

    def item(self, text: str, marker: str = "- ", depth: int = 0) -> None:
        """A line of a list."""
        text = tidy(text)
        if text:
            indent = "  " * depth
            self.block("item", indent + marker + text.replace("\n", "\n" + indent + " " * len(marker)))

    def row(self, text: str) -> None:
        """A line of a table."""
        text = tidy(text).replace("\n", " ")
        if text:
            self.block("row", text)

    def code(self, code: str, language: str = "") -> None:
        """A fenced block; the fence is longer than any in the code."""
        code = UNSEEN.sub("", code.expandtabs(4)).strip("\n").rstrip()
        if code:
            fence = "`" * max([3, *(len(found) + 1 for found in _FENCES.findall(code))])
            self.block("code", f"{fence}{language}\n{code}\n{fence}")

    def block(self, kind: Kind, text: str) -> int:
        """The offset where it starts."""
        if self._last is not None:
            self._add("\n" if (self._last, kind) in _TIGHT else "\n\n")
        start = self.length
        if kind == "heading":
            marks, _, title = text.partition(" ")
            self.headings.append((len(marks), title, start))
        if self._label:
            self.places.append(Place(start=start, label=self._label))
            self._label = None
        self._add(text)
        self._last = kind
        return start

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)


def written_document(name: str, writer: TextWriter, title: str | None = None, **facts: str | None) -> list[Document]:
    """One document of what was written, or none if there is no text.

    Its title is the one that is given, else its only heading of the first level, else the heading that it begins with
    if no other is as high; else the name of the file. A heading below prose is that of a section.
    """
    if not writer.text.strip():
        return []
    title = stated_title(title) or _heading_of_all(writer)[:_LONGEST_TITLE] or title_from_name(name)
    return [Document(id=name, title=title, text=writer.text, places=tuple(writer.places), **facts)]


def stated_title(title: str | None) -> str:
    """Without what programs put there by themselves; "" where nothing is left."""
    said = _PROGRAM.sub("", tidy(title or "").replace("\n", " "))
    return "" if _NO_TITLE.fullmatch(said) else said[:_LONGEST_TITLE]


def _heading_of_all(writer: TextWriter) -> str:
    highest = min((level for level, *_ in writer.headings), default=0)
    found = [(title, start) for level, title, start in writer.headings if level == highest]
    before = _MOST_BEFORE_TITLE if highest == 1 else 0
    if len(found) != 1 or found[0][1] > before or writer.headings[0][0] != highest:
        return ""
    return found[0][0]


def tidy(text: str) -> str:
    """Runs of spaces as one, no unseen characters, no outer space on any line."""
    text = _SPACE.sub(" ", UNSEEN.sub("", text))
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def write_rows(writer: TextWriter, rows: list[list[str]], header: list[str] | None) -> None:
    """A table row by row; with a header each cell says what it is: "Plan: Pro | Price: 12 €"."""
    if header is not None and not rows:
        rows, header = [header], None
    for row in rows:
        named = (
            row
            if header is None
            else [_named(title, cell) for title, cell in zip_longest(header[: len(row)], row, fillvalue="")]
        )
        writer.row(" | ".join(tidy(cell) for cell in named if cell.strip()))


def _named(title: str, cell: str) -> str:
    title = title.strip().rstrip(":")
    return f"{title}: {cell}" if 0 < len(title) <= _LONGEST_NAME and cell.strip() else cell
