"""An open SQLite file: what is read never waits for what is written, and what is written is whole or not there."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Self, TypeVar

from knowledge.errors import NotKept, UnusableDatabase
from knowledge.store.connection import (
    Connection,
    Parameters,
    Value,
    Work,
    fetch,
    is_busy,
    read_each,
    transaction,
    understood,
)
from knowledge.store.opening import open_connections
from knowledge.store.outstanding import AGAIN, Outstanding

__all__ = ["Database", "Value", "finish"]

_log = logging.getLogger(__name__)
_SIZE = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
_SWEEPS = 10
"""Attempts to empty the log beside the file, while something is being read. Chosen by hand."""
_Result = TypeVar("_Result")
_Row = TypeVar("_Row")

_PATIENCE = 5.0
"""Seconds for which a write waits for another program; `quoth ingest` writes for a fraction of one. Chosen by hand."""
_GLANCE = 1.0
"""Seconds for which an answer waits for its bookkeeping: long enough for a disk that is busy. Chosen by hand."""
_BEGINS = "Nothing can be written to the database %s: %s. Answers go on; what belongs to them is kept later"
_ENDS = "The database %s can be written again; %d questions, votes and the like were too many to be kept"


class Database:
    """One connection writes and one reads. Only the bottom of `knowledge` sees this."""

    def __init__(self, path: Path, writer: Connection, reader: Connection) -> None:
        self.path = path
        self._writer = writer
        self._reader = reader
        self._writing = asyncio.Lock()
        self._outstanding = Outstanding(self._transaction)
        self._doing: asyncio.Task[None] | None = None
        self._trouble: str | None = None
        """Why nothing can be written now."""
        self._told: set[str] = set()
        """What else the log has told; once is enough, for it may come with every question."""
        self._closing = False

    @classmethod
    async def open(cls, path: Path) -> Self:
        """Made when there is none, brought up to date when it is older. Raises UnusableDatabase."""
        return cls(path, *await open_connections(path))

    async def close(self) -> None:
        """Waits for what is being written; what is outstanding gets one more attempt."""
        await finish(self._close())

    async def _close(self) -> None:
        self._closing = True
        if self._doing is not None:
            self._doing.cancel()
            await asyncio.wait([self._doing])
        async with self._writing:
            with suppress(NotKept):
                await self._do_outstanding()
            if self._outstanding:
                _log.warning("%d questions, votes and the like could not be kept", len(self._outstanding))
            await self._reader.close()
            await self._writer.close()

    async def rows(self, read: Callable[..., _Row], statement: str, *parameters: Value) -> list[_Row]:
        """What `read` makes of the columns of each row that a SELECT finds; rows that hold what is no text are left
        out. Raises UnusableDatabase.
        """
        return [read(*row) for row in await self._fetched(statement, parameters)]

    async def legible(self, what: str, read: Callable[..., _Row], statement: str, *parameters: Value) -> list[_Row]:
        """The same without rows that cannot be understood; the log says how many of `what` these are."""
        rows = await self._fetched(statement, parameters)
        return read_each(rows, lambda row: read(*row), what)

    async def rows_beside(self, read: Callable[..., _Row], statement: str, *parameters: Value) -> list[_Row]:
        """As `rows`, beside an answer, which can do without: nothing when it cannot be read."""
        try:
            return await self.rows(read, statement, *parameters)
        except UnusableDatabase:
            return []
        except sqlite3.Error as error:
            self._tell(error)
            return []

    async def first(self, read: Callable[..., _Row], statement: str, *parameters: Value) -> _Row | None:
        """The first of `rows`; None when there is none."""
        return next(iter(await self.rows(read, statement, *parameters)), None)

    async def _fetched(self, statement: str, parameters: Parameters) -> list[tuple[object, ...]]:
        try:
            rows, unreadable = await self._reader.work(partial(fetch, statement=statement, parameters=parameters))
        except sqlite3.Error as error:
            known = understood(error, self.path)
            self._tell(known)
            raise known or error from error
        if unreadable:
            self._tell(f"{unreadable} rows of the database {self.path} cannot be read and are left out")
        return rows

    async def write(self, work: Work[_Result]) -> _Result:
        """`work` as one transaction, after all that is outstanding. Raises UnusableDatabase.

        It is plain code, so nothing can come between its beginning and its end; whoever is cancelled has had it done
        whole or not at all.
        """
        async with self._writing:
            await self._do_outstanding()
            return await finish(self._transaction(work))

    async def sweep(self, most: int | None = None) -> bool:
        """Leave nothing in the files of rows that are gone. Returns whether that is done; if not, try again later.

        SQLite overwrites what is deleted, but not every copy that it made when it moved rows between pages (about one
        in two thousand was found again), so the file is written anew. That takes 11 ms a megabyte, in which nothing can
        be kept: a file of more than `most` bytes is not.
        """
        is_small = most is None or (await self.first(int, _SIZE) or 0) <= most
        for _ in range(_SWEEPS):
            try:
                async with self._writing:
                    is_empty = await finish(self._attempt(partial(_sweep, anew=is_small)))
            except NotKept as error:  # another program is using it, or the disk is full
                _log.warning("The database could not be swept yet: %s", error)
                return False
            if is_empty:
                return is_small
            await asyncio.sleep(AGAIN)
        return False

    def begin(self, work: Work[object]) -> asyncio.Future[Any]:
        """The same, without waiting for it. Its result is there once it is done; None if it cannot be."""
        done = self._outstanding.add(work)
        if self._doing is None or self._doing.done():
            self._doing = asyncio.create_task(self._keep_doing())
        return done

    async def write_beside(self, work: Work[_Result]) -> _Result | None:
        """The same beside an answer, which must not wait: None when it is done later, or cannot be done."""
        done = self.begin(work)
        await asyncio.wait([done], timeout=0 if self._outstanding.is_late else _GLANCE)
        if done.done():
            result: _Result | None = done.result()
            return result
        self._outstanding.is_late = True
        return None

    async def version(self) -> int:
        """Another number whenever another program has changed the database. Raises UnusableDatabase."""
        (row,) = await self._attempt(lambda writer: writer.execute("PRAGMA data_version").fetchall())
        return int(row[0])

    async def _keep_doing(self) -> None:
        while self._outstanding:
            try:
                async with self._writing:
                    await self._do_outstanding()
            except NotKept:
                await asyncio.sleep(AGAIN)

    async def _do_outstanding(self) -> None:
        while self._outstanding:
            await finish(self._outstanding.do_first())

    async def _transaction(self, work: Work[_Result]) -> _Result:
        result = await self._attempt(partial(transaction, work=work))
        if self._trouble is not None:
            self._trouble = None
            _log.warning(_ENDS, self.path, self._outstanding.lost())
        return result

    async def _attempt(self, work: Work[_Result]) -> _Result:
        """In steps, so that closing need not wait for another program."""
        until = asyncio.get_running_loop().time() + _PATIENCE
        while True:
            try:
                return await self._writer.work(work)
            except sqlite3.Error as error:
                if not is_busy(error) or self._closing or asyncio.get_running_loop().time() > until:
                    raise self._failed(error) from error

    def _failed(self, error: sqlite3.Error) -> Exception:
        known = understood(error, self.path)
        if not isinstance(known, NotKept):
            self._tell(known)
        elif self._trouble is None:
            self._trouble = known.reason
            _log.warning(_BEGINS, self.path, known.reason)
        return known or error

    def _tell(self, what: object) -> None:
        if what is not None and str(what) not in self._told:
            self._told.add(str(what))
            _log.error("%s", what)


async def finish(work: Coroutine[Any, Any, _Result]) -> _Result:
    """Run to the end, even if whoever waits for it is cancelled; they learn of it afterwards."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait([task])
        if not task.cancelled():
            task.exception()  # nobody is left to hear of it
        raise


def _sweep(writer: sqlite3.Connection, *, anew: bool) -> bool:
    """Whether the log beside the file is empty now."""
    if anew:
        writer.execute("VACUUM")
    busy, _, _ = writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
