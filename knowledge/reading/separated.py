"""CSV and TSV: lists of questions with answers, else tables whose rows are quoted with the names of their columns."""

import csv
from collections import Counter
from io import StringIO

from knowledge.errors import UnreadableFile
from knowledge.models import Document
from knowledge.reading.faq import question_columns, write_entry
from knowledge.reading.formats import suffix_of, title_from_name
from knowledge.reading.plain import decode
from knowledge.reading.writing import TextWriter, write_rows, written_document

_SEPARATORS = ",;\t|"
_SAMPLE = 20
"""Rows that are enough to see what separates the columns."""
_MOST_COLUMNS = 200
_LONGEST_CELL = 1_000_000


def read(name: str, content: bytes) -> list[Document]:
    """One document. Raises UnreadableFile."""
    text = decode(name, content)
    rows = _rows(name, text, "\t" if suffix_of(name) == ".tsv" else _separator(text))
    if not rows:
        return []
    header = rows.pop(0)
    columns = question_columns(header)
    writer = TextWriter()
    writer.heading(1, title_from_name(name))
    if columns is None:
        write_rows(writer, rows, header)
        return written_document(name, writer)
    question, answer = columns
    written = sum(write_entry(writer, *_pair(row, question, answer)) for row in rows)
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


def _pair(row: list[str], *columns: int) -> tuple[str, str]:
    question, answer = (row[column] if column < len(row) else "" for column in columns)
    return question, answer
