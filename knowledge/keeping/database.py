"""An open SQLite file: migrations, reading, and transactions that end once they have begun."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Coroutine, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from importlib.resources import files
from pathlib import Path
from typing import Any, Self, TypeVar

import aiosqlite

from knowledge.errors import UnusableDatabase

_PRAGMAS = ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "busy_timeout = 5000")
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
