"""What can still be read of the tables of a damaged database. SQLite fails at a page; what lies around it is whole."""

import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

_LOW, _HIGH = -(2**63), 2**63 - 1
_MOST = 5_000
"""Attempts for one table: a thousand damaged places, some tenths of a second each at worst. Chosen by hand."""

FAILURES = (sqlite3.Error, UnicodeDecodeError)
"""UnicodeDecodeError: a message of SQLite's that quotes what is damaged."""
Row = tuple[Any, ...]


class Table(NamedTuple):
    """Of which columns of it are wanted."""

    name: str
    columns: tuple[str, ...]

    @property
    def statement(self) -> str:
        """All rows; what follows it narrows that down."""
        columns = ", ".join(f'"{column}"' for column in self.columns)
        return f'SELECT {columns} FROM "{self.name}"'  # noqa: S608 names of our own tables


def salvage(damaged: sqlite3.Connection, table: Table) -> Iterator[Row]:
    """Every row that can be read, texts as bytes. Nothing if the table itself is lost."""
    damaged.text_factory = bytes
    try:
        damaged.execute(f'SELECT rowid FROM "{table.name}" LIMIT 0')  # noqa: S608 as above
    except FAILURES:
        yield from _from_both_ends(damaged, table)
    else:
        yield from _by_halves(damaged, table)


def _by_halves(damaged: sqlite3.Connection, table: Table) -> Iterator[Row]:
    """Upwards to the damage and downwards to it; then the same with each half of what lies between."""
    ranges = [(_LOW, _HIGH)]
    for _ in range(_MOST):
        if not ranges:
            return
        low, high = ranges.pop()
        for number, *row in _until_damage(damaged, table, low, high, "ASC"):
            yield tuple(row)
            low = number + 1
        if low > high or _is_read(damaged, table, low, high):
            continue
        for number, *row in _until_damage(damaged, table, low, high, "DESC"):
            yield tuple(row)
            high = number - 1
        if low < high:
            middle = (low + high) // 2
            ranges += [(middle + 1, high), (low, middle)]


def _until_damage(damaged: sqlite3.Connection, table: Table, low: int, high: int, order: str) -> Iterator[Row]:
    statement = table.statement.replace("SELECT ", "SELECT rowid, ", 1)
    statement = f"{statement} WHERE rowid BETWEEN ? AND ? ORDER BY rowid {order}"
    yield from _readable(damaged, statement, (low, high))


def _is_read(damaged: sqlite3.Connection, table: Table, low: int, high: int) -> bool:
    """Whether there is nothing (more) in a range, and nothing damaged either."""
    statement = f'SELECT 1 FROM "{table.name}" WHERE rowid BETWEEN ? AND ? LIMIT 1'  # noqa: S608 as above
    try:
        return damaged.execute(statement, (low, high)).fetchone() is None
    except FAILURES:
        return False


def _from_both_ends(damaged: sqlite3.Connection, table: Table) -> Iterator[Row]:
    """Of a table whose rows have no numbers. What was read from one end is met again from the other."""
    met: set[Row] = set()
    for order in ("ASC", "DESC"):
        keys = ", ".join(f'"{column}" {order}' for column in _key(damaged, table))
        rows = _readable(damaged, f"{table.statement} ORDER BY {keys}" if keys else table.statement, ())
        for row in rows:
            if row not in met:
                met.add(row)
                yield row


def _key(damaged: sqlite3.Connection, table: Table) -> list[str]:
    try:
        found = damaged.execute("SELECT name FROM pragma_table_info(?) WHERE pk ORDER BY pk", (table.name,)).fetchall()
    except FAILURES:
        return []
    return [bytes(name).decode() for (name,) in found]


def _readable(damaged: sqlite3.Connection, statement: str, parameters: tuple[int, ...]) -> Iterator[Row]:
    """Until the first that is not."""
    try:
        yield from damaged.execute(statement, parameters)
    except FAILURES:
        return
