"""One SQLite connection on a thread of its own, and what its errors mean."""

import logging
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Self, TypeVar

import aiosqlite

from knowledge.errors import DamagedDatabase, NotKept, UnusableDatabase

_log = logging.getLogger(__name__)
_Row = TypeVar("_Row")
_Read = TypeVar("_Read")


def read_each(rows: Iterable[_Row], read: Callable[[_Row], _Read], what: str) -> list[_Read]:
    """Those that cannot be understood are left out, and the log says how many of `what` these are."""
    found: list[_Read] = []
    dropped = 0
    for row in rows:
        try:
            found.append(read(row))
        except (ValueError, TypeError, ArithmeticError, LookupError, OSError):  # OSError: a date beyond the calendar
            dropped += 1
    if dropped:
        _log.warning("%d %s in the database cannot be understood and are left out", dropped, what)
    return found


_Result = TypeVar("_Result")

Value = str | int | float | None
"""What a column may hold here."""
Parameters = Sequence[Value] | Mapping[str, Value]
Work = Callable[[sqlite3.Connection], _Result]
"""Plain code that runs whole on a connection's thread."""

STEP = 0.5
"""Seconds that a thread waits at a time for another program to end its writing. Chosen by hand."""
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_PASSING = {
    sqlite3.SQLITE_BUSY: "another program is using it",
    sqlite3.SQLITE_LOCKED: "another program is using it",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk fails or is full (disk I/O error)",
    sqlite3.SQLITE_READONLY: "it may only be read",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; is its folder there, and may it be written?",
    sqlite3.SQLITE_PERM: "it may not be used by this account",
    sqlite3.SQLITE_NOMEM: "the memory is full",
    sqlite3.SQLITE_PROTOCOL: "another program keeps it busy",
}
"""What may go well a little later (https://www.sqlite.org/rescode.html), each as a clause."""
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_TOOBIG}
"""TOOBIG: a row says that it is longer than any row may be."""


class Connection(aiosqlite.Connection):
    """Works are done one after the other. Whoever is cancelled while one waits or runs does not stop it."""

    @classmethod
    async def open(cls, path: Path) -> Self:
        """Raises sqlite3.Error."""

        def connect() -> sqlite3.Connection:
            return sqlite3.connect(path, isolation_level=None, timeout=STEP)

        connection = cls(connect, 64)
        await connection
        return connection

    async def work(self, work: Work[_Result]) -> _Result:
        """What `work` returns. Raises what it raises."""
        try:
            result: _Result = await self._execute(work, self._conn)  # type: ignore[no-untyped-call]
        except UnicodeDecodeError as error:
            raise _unspeakable() from error
        return result


def transaction(connection: sqlite3.Connection, work: Work[_Result]) -> _Result:
    """All that `work` does or nothing."""
    if connection.in_transaction:  # the last one could not even be taken back: a disk that fails
        connection.execute("ROLLBACK")
    connection.execute("BEGIN IMMEDIATE")
    try:
        result = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite itself takes it back when the disk is full
            connection.execute("ROLLBACK")
        raise
    return result


def fetch(
    connection: sqlite3.Connection, statement: str, parameters: Parameters
) -> tuple[list[tuple[object, ...]], int]:
    """The rows that a SELECT finds, and how many there are besides that hold what is no text."""
    try:
        return connection.execute(statement, parameters).fetchall(), 0
    except sqlite3.OperationalError as error:
        if not _is_no_text(error):
            raise
    connection.text_factory = bytes
    try:
        raw = connection.execute(statement, parameters).fetchall()
    finally:
        connection.text_factory = str
    rows = [row for each in raw if (row := _decoded(each)) is not None]
    return rows, len(raw) - len(rows)


def _decoded(row: tuple[object, ...]) -> tuple[object, ...] | None:
    try:
        return tuple(value.decode() if isinstance(value, bytes) else value for value in row)
    except UnicodeDecodeError:
        return None


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another program holds what was asked for."""
    return _code(error) in _BUSY


def understood(error: sqlite3.Error, path: Path) -> UnusableDatabase | None:
    """What has happened to the database; None for what no disk and no other program is to blame for."""
    code = _code(error)
    if code in _DAMAGED or _is_no_text(error):
        return DamagedDatabase(path, str(error))
    return NotKept(path, _PASSING[code]) if code in _PASSING else None


def _is_no_text(error: sqlite3.Error) -> bool:
    """Python's own complaint about a column; SQLite's code is of no use for it."""
    return str(error).startswith("Could not decode")


def _unspeakable() -> sqlite3.Error:
    """Instead of an error whose message Python cannot read, for it quotes what is damaged."""
    error = sqlite3.DatabaseError("its tables are described in what is no text")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def _code(error: sqlite3.Error) -> int:
    """Without what SQLite adds to some in the higher bits. Errors of Python's own have none."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
