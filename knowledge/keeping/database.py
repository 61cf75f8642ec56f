"""An open SQLite file: migrations, reading, and transactions that end once they have begun."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Coroutine, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from importlib.resources import files
from pathlib import Path
from typing import Any, Self, TypeVar

import aiosqlite

from knowledge.errors import UnusableDatabase

_log = logging.getLogger(__name__)

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = NORMAL",
    "foreign_keys = ON",
    "busy_timeout = 5000",
    "secure_delete = ON",
)
_SIZE = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
_Result = TypeVar("_Result")

Value = str | int | float | None
"""What a column may hold here."""


class Database:
    """Writes are one transaction each and wait for one another; only the bottom of `knowledge` sees this."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._writing = asyncio.Lock()

    @classmethod
    async def open(cls, path: Path) -> Self:
        """Made when there is none, brought up to date when it is older. Raises UnusableDatabase."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = await aiosqlite.connect(path, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise UnusableDatabase(path, str(error)) from error
        try:
            await _prepare(connection)
        except sqlite3.Error as error:
            await connection.close()
            raise UnusableDatabase(path, str(error)) from error
        return cls(connection)

    async def close(self) -> None:
        """Waits for what is being written."""
        async with self._writing:
            await self._connection.close()

    async def rows(self, statement: str, parameters: Iterable[Value] | Mapping[str, Value] = ()) -> list[sqlite3.Row]:
        """What a SELECT finds."""
        return list(await self._connection.execute_fetchall(statement, parameters))

    async def value(self, statement: str, *parameters: Value) -> Any:
        """The first column of the first row; None when there is no row."""
        rows = await self.rows(statement, parameters)
        return rows[0][0] if rows else None

    async def run(self, statement: str, parameters: Iterable[Value] | Mapping[str, Value] = ()) -> int:
        """One statement inside of a transaction; returns the number of the row that it inserted."""
        cursor = await self._connection.execute(statement, parameters)
        return cursor.lastrowid or 0

    async def run_each(self, statement: str, rows: Iterable[Iterable[Value] | Mapping[str, Value]]) -> None:
        """A statement inside of a transaction, for each of `rows`."""
        await self._connection.executemany(statement, rows)

    async def sweep(self, most: int | None = None) -> bool:
        """Leave nothing in the files of rows that are gone. Returns whether that is done; if not, try again later.

        SQLite overwrites what is deleted, but not every copy that it made when it moved rows between pages (about one
        in two thousand was found again), so the file is written anew. That takes 11 ms a megabyte, in which nothing can
        be read: a file of more than `most` bytes is not.
        """
        async with self._writing:
            is_small = most is None or await self.value(_SIZE) <= most
            try:
                if is_small:
                    await self._connection.execute("VACUUM")
                busy, _, _ = (await self.rows("PRAGMA wal_checkpoint(TRUNCATE)"))[0]
            except sqlite3.OperationalError as error:  # another program is using it, or the disk is full
                _log.warning("The database could not be swept yet: %s", error)
                return False
        return is_small and not busy

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[aiosqlite.Connection]:
        """All of it or nothing. Use it inside of `finish`: a cancelled one would end in the middle."""
        async with self._writing:
            await self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                await self._connection.execute("COMMIT")
            except BaseException:
                await self._connection.execute("ROLLBACK")
                raise


async def finish(work: Coroutine[Any, Any, _Result]) -> _Result:
    """Run to the end, even if whoever waits for it is cancelled; they learn of it afterwards."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait([task])
        raise


async def _prepare(connection: aiosqlite.Connection) -> None:
    """Pragmas, then the migrations that this file has not seen yet, each in one transaction."""
    for pragma in _PRAGMAS:
        await connection.execute(f"PRAGMA {pragma}")
    (row,) = await connection.execute_fetchall("PRAGMA user_version")
    migrations = sorted(path.name for path in files("knowledge").joinpath("migrations").iterdir())
    if row[0] > len(migrations):
        raise sqlite3.DatabaseError("it was written by a newer version of Quoth")
    for number, name in enumerate(migrations[row[0] :], row[0] + 1):
        script = files("knowledge").joinpath("migrations", name).read_text(encoding="utf-8")
        await connection.executescript(f"BEGIN IMMEDIATE; {script}; PRAGMA user_version = {number}; COMMIT;")
