"""A sheet of a table → questions with their answers, or its rows with the names of their columns."""

from collections.abc import Iterator

from knowledge.reading.formats import QUESTION_MARKS
from knowledge.reading.questions.columns import category_column, question_columns
from knowledge.reading.questions.faq import write_entry
from knowledge.reading.writing import TextWriter, write_rows

_HEADER_ROWS = 10
"""Rows among which the header is looked for: titles and notes stand above it."""
_SAMPLE = 50
"""Rows that tell which column asks."""
_ASKING = 0.6
"""Of a column's cells that end like a question, so that others are none; chosen by hand."""

Rows = list[list[str]]


def write_sheet(writer: TextWriter, rows: Rows, level: int = 2) -> int:
    """How many rows were written, none of which is empty; `level` is that of questions, below their category."""
    found = _with_header(rows) or _without_header(rows)
    if found is None:
        return _write_table(writer, rows)
    return sum(_write_questions(writer, *found, level))


class _Columns:
    """Where in a row the question, its answer and its category are."""

    def __init__(self, question: int, answer: int, category: int | None = None) -> None:
        self.question = question
        self.answer = answer
        self.category = category


def _with_header(rows: Rows) -> tuple[Rows, _Columns] | None:
    for number, row in enumerate(rows[:_HEADER_ROWS]):
        columns = question_columns(row)
        if columns:
            return rows[number + 1 :], _Columns(*columns, category_column(row))
    return None


def _without_header(rows: Rows) -> tuple[Rows, _Columns] | None:
    """Where one column asks and the next one tells."""
    sample = rows[:_SAMPLE]
    for column in range(max(map(len, sample), default=0) - 1):
        asking = [row for row in sample if _cell(row, column).endswith(QUESTION_MARKS) and _cell(row, column + 1)]
        below = rows if rows[0] in asking else rows[1:]
        if asking and len(asking) > _ASKING * min(len(below), _SAMPLE):
            return below, _Columns(column, column + 1)
    return None


def _write_questions(writer: TextWriter, rows: Rows, columns: _Columns, level: int) -> Iterator[int]:
    for category, group in _grouped(rows, columns).items():
        if category:
            writer.heading(level - 1, category)
        for row in group:
            yield write_entry(writer, _cell(row, columns.question), _cell(row, columns.answer), level)


def _grouped(rows: Rows, columns: _Columns) -> dict[str, Rows]:
    """The rows of each category: it stands beside each question, beside its first, or alone in a row above them."""
    answered = [row for row in rows if _cell(row, columns.answer)]
    asking = [row for row in answered if _cell(row, columns.question).endswith(QUESTION_MARKS)]
    may_stand_alone = columns.category is None and len(asking) > _ASKING * len(answered)
    groups: dict[str, Rows] = {}
    category = ""
    for row in rows:
        said = [cell.strip() for cell in row if _says(cell)]
        if may_stand_alone and len(said) == 1 and not said[0].endswith(QUESTION_MARKS):
            category = said[0]
        else:
            category = _cell(row, columns.category) or category
            groups.setdefault(category, []).append(row)
    return groups


def _write_table(writer: TextWriter, rows: Rows) -> int:
    """What stands alone in its row above the header is a paragraph."""
    widest = max((sum(map(bool, row)) for row in rows), default=0)
    first = next((number for number, row in enumerate(rows) if widest < 2 or sum(map(bool, row)) > 1), 0)
    for row in rows[:first]:
        writer.paragraph(" ".join(filter(None, row)))
    write_rows(writer, rows[first + 1 :], rows[first] if rows else None)
    return len(rows)


def _says(cell: str) -> bool:
    return bool(cell.strip())


def _cell(row: list[str], column: int | None) -> str:
    return row[column].strip() if column is not None and column < len(row) else ""
