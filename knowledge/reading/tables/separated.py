"""CSV and TSV: lists of questions with answers, else tables whose rows are quoted with the names of their columns."""

import csv
import re
from collections import Counter
from io import StringIO

from knowledge.errors import UnreadableFile
from knowledge.models import Document
from knowledge.reading.formats import suffix_of, title_from_name
from knowledge.reading.plain import decode
from knowledge.reading.tables.sheets import write_sheet
from knowledge.reading.writing import TextWriter, written_document

_SEPARATORS = ",;\t|"
_STATED = re.compile(r"sep=(?P<separator>[,;\t|])[ ]*(?:\n|$)")
"""How Excel says it in the first line."""
_SAMPLE = 20
"""Rows that are enough to see what separates the columns."""
_MOST_COLUMNS = 200
_LONGEST_CELL = 1_000_000


def read(name: str, content: bytes) -> list[Document]:
    """One document. Raises UnreadableFile."""
    text = decode(name, content)
    stated = _STATED.match(text)
    separator = stated["separator"] if stated else "\t" if suffix_of(name) == ".tsv" else _separator(text)
    writer = TextWriter()
    writer.heading(1, title_from_name(name))
    written = write_sheet(writer, _rows(name, text[stated.end() :] if stated else text, separator))
    return written_document(name, writer) if written else []


def _rows(name: str, text: str, separator: str) -> list[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    try:
        rows = [row for row in csv.reader(StringIO(text), delimiter=separator) if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise UnreadableFile(name, f"it is not a table ({error}); save it again as CSV") from None
    if max(map(len, rows), default=0) > _MOST_COLUMNS:
        raise UnreadableFile(name, f"it has more than {_MOST_COLUMNS} columns; keep those that people ask about")
    return rows


def _separator(text: str) -> str:
    """The one that gives most rows the same number of columns, more than one."""
    return max(_SEPARATORS, key=lambda separator: _agreement(text, separator))


def _agreement(text: str, separator: str) -> tuple[int, int]:
    widths: Counter[int] = Counter()
    try:
        for row in csv.reader(StringIO(text), delimiter=separator):
            if row:
                widths[len(row)] += len(row) > 1
            if widths.total() >= _SAMPLE:
                break
    except csv.Error:
        return 0, 0
    (width, count), *_ = widths.most_common(1) or [(0, 0)]
    return count, width
