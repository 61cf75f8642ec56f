"""A path → an open database: made when there is none, brought up to date when it is older, refused when it is none."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from importlib.resources import files
from pathlib import Path

from knowledge.errors import DamagedDatabase, UnusableDatabase
from knowledge.store.connection import Connection, Work, is_busy, transaction, understood

_PATIENCE = 3.0
"""Seconds for which opening waits for another program. Chosen by hand."""
_SHARED, _ALONE = "locking_mode = NORMAL", "locking_mode = EXCLUSIVE"
_PRAGMAS = ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "secure_delete = ON")
_CACHE = "PRAGMA cache_size = -500"
"""Kilobytes of pages for each connection, a fourth of SQLite's own: the system keeps the file in memory as well."""
_VERSION = "PRAGMA user_version"
_COLUMNS = """
    SELECT owner.name || '.' || part.name FROM sqlite_schema AS owner, pragma_table_info(owner.name) AS part
    WHERE owner.type = 'table'
"""


async def open_connections(path: Path) -> tuple[Connection, Connection]:
    """One that writes and one that reads. Raises UnusableDatabase.

    They are the same where the disk is too full for the file that two of them share
    (https://www.sqlite.org/wal.html#use_of_wal_without_shared_memory).
    """
    await asyncio.to_thread(_check_place, path)
    try:
        writer = await _opened(path, partial(_prepare, path=path, mode=_SHARED))
    except UnusableDatabase as error:
        if not _may_be_full(error):
            raise
        writer = await _opened(path, partial(_prepare, path=path, mode=_ALONE))
        return writer, writer
    try:
        return writer, await _opened(path, _only_read)
    except BaseException:
        await writer.close()
        raise


def _check_place(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        is_folder = path.is_dir()
    except OSError as error:
        raise UnusableDatabase(path, str(error)) from error
    if is_folder:
        raise UnusableDatabase(path, "it is a folder; name the file that the database is to be")


def _may_be_full(error: UnusableDatabase) -> bool:
    cause = error.__cause__
    return isinstance(cause, sqlite3.OperationalError) and not is_busy(cause)


async def _opened(path: Path, prepare: Work[None]) -> Connection:
    try:
        connection = await Connection.open(path)
        try:
            await _in_time(connection, prepare)
        except BaseException:
            await connection.close()
            raise
    except sqlite3.Error as error:
        raise understood(error, path) or UnusableDatabase(path, str(error)) from error
    return connection


async def _in_time(connection: Connection, prepare: Work[None]) -> None:
    until = asyncio.get_running_loop().time() + _PATIENCE
    while True:
        try:
            return await connection.work(prepare)
        except sqlite3.Error as error:
            if not is_busy(error) or asyncio.get_running_loop().time() > until:
                raise


def _only_read(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA query_only = ON")
    connection.execute(_CACHE)


def _prepare(connection: sqlite3.Connection, path: Path, mode: str) -> None:
    for pragma in (mode, *_PRAGMAS):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.execute(_CACHE)
    migrate(connection, path)
    missing = _expected_columns() - columns(connection)
    if missing:
        raise DamagedDatabase(path, f"{min(missing)} is missing")


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """The migrations that this file has not seen yet, each in one transaction. Raises UnusableDatabase."""
    scripts = _scripts()
    version = _version(connection)
    if is_newer(connection):
        raise UnusableDatabase(path, "it was written by a newer version of Quoth")
    if version == 0 and columns(connection):
        raise UnusableDatabase(path, "it is the database of another program")
    for number in range(version + 1, len(scripts) + 1):
        transaction(connection, partial(_migrate, number=number, script=scripts[number - 1]))


def is_newer(connection: sqlite3.Connection) -> bool:
    """Whether a version of this package that we do not know has written it."""
    return _version(connection) > len(_scripts())


def columns(connection: sqlite3.Connection) -> set[str]:
    """Of all tables, as "table.column"."""
    return {name for (name,) in connection.execute(_COLUMNS)}


def _migrate(connection: sqlite3.Connection, number: int, script: str) -> None:
    if _version(connection) >= number:  # another program was faster
        return
    for statement in _statements(script):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {number}")


def _statements(script: str) -> Iterator[str]:
    """`executescript` would end the transaction that it is in."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute(_VERSION).fetchone()[0])


def _scripts() -> list[str]:
    found = sorted(files("knowledge").joinpath("migrations").iterdir(), key=lambda path: path.name)
    return [path.read_text(encoding="utf-8") for path in found]


def _expected_columns() -> set[str]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrate(fresh, Path(":memory:"))
        return columns(fresh)
