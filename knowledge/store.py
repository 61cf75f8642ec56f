"""One SQLite file: documents, questions, settings. The SQL of other tables stands beside the code that runs it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple, Self

import aiosqlite

from knowledge.errors import UnusableDatabase
from knowledge.models import Document

_PRAGMAS = ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "busy_timeout = 5000")
_COLUMNS = "id, title, text, url, publisher, date, language"
_ALL_DOCUMENTS = f"SELECT guild_id, origin, fingerprint, {_COLUMNS} FROM documents ORDER BY guild_id, id"  # noqa: S608 all constants
_PUT_DOCUMENT = f"""
    INSERT OR REPLACE INTO documents (guild_id, origin, fingerprint, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""  # noqa: S608 all constants
_DROP_DOCUMENT = "DELETE FROM documents WHERE guild_id = ? AND id = ?"
_KEEP_QUESTION = """
    INSERT INTO questions (guild_id, asker, question, known, confidence, answered, asked_at, reply)
    SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE NOT EXISTS (SELECT 1 FROM opted_out WHERE person = ?2)
    RETURNING number
"""
_QUESTION = "SELECT reply FROM questions WHERE guild_id = ? AND number = ?"
_FORGET_QUESTIONS = "DELETE FROM questions WHERE asked_at < ?"
_SETTING = "SELECT value FROM settings WHERE guild_id = ? AND key = ?"
_SETTINGS = "SELECT guild_id, value FROM settings WHERE key = ?"
_PUT_SETTING = "INSERT OR REPLACE INTO settings (guild_id, key, value) VALUES (?, ?, ?)"
_PUT_FIRST_SETTING = "INSERT OR IGNORE INTO settings (guild_id, key, value) VALUES (?, ?, ?)"


class StoredDocument(NamedTuple):
    """A document as it is kept: the file it was read from (None = added by hand) and that file's fingerprint."""

    document: Document
    origin: str | None
    fingerprint: str


class Question(NamedTuple):
    """A question as it is kept; `asked_at` in seconds since 1970, `reply` as JSON."""

    guild_id: int
    asker: str | None
    question: str
    known: float
    confidence: float
    answered: bool
    asked_at: int
    reply: str


class Store:
    """An open database. Writes are one transaction each and wait for one another."""

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

    async def documents(self) -> list[tuple[int, StoredDocument]]:
        """All of them with their guild, in the order of guild and id."""
        rows = await self._connection.execute_fetchall(_ALL_DOCUMENTS)
        return [(row[0], StoredDocument(_document(*row[3:]), row[1], row[2])) for row in rows]

    async def change_documents(
        self, guild_id: int, put: Iterable[StoredDocument] = (), drop: Iterable[str] = ()
    ) -> None:
        """All of it or nothing: `put` some, `drop` some by id."""
        rows = [(guild_id, origin, fingerprint, *_columns(document)) for document, origin, fingerprint in put]
        async with self.transaction():
            await self._connection.executemany(_DROP_DOCUMENT, [(guild_id, document_id) for document_id in drop])
            await self._connection.executemany(_PUT_DOCUMENT, rows)

    async def keep_question(self, question: Question, forget_before: int) -> int:
        """Its number, 0 if the asker opted out. Questions asked before `forget_before` (seconds since 1970) go."""
        async with self.transaction():
            await self._connection.execute(_FORGET_QUESTIONS, (forget_before,))
            rows = list(await self._connection.execute_fetchall(_KEEP_QUESTION, question))
        return rows[0][0] if rows else 0

    async def forget_questions(self, before: int) -> None:
        """Erase those asked before this time (seconds since 1970)."""
        await self.change(_FORGET_QUESTIONS, before)

    async def reply(self, guild_id: int, number: int) -> str | None:
        """What was answered to this guild's question with this number, as JSON."""
        return await self._value(_QUESTION, guild_id, number)

    async def setting(self, guild_id: int, key: str) -> str | None:
        """None = never set."""
        return await self._value(_SETTING, guild_id, key)

    async def settings_named(self, key: str) -> dict[int, str]:
        """Guild → value."""
        return dict(await self.rows(_SETTINGS, key))

    async def set_setting(self, guild_id: int, key: str, value: str) -> None:
        """The last one set holds."""
        async with self.transaction():
            await self._connection.execute(_PUT_SETTING, (guild_id, key, value))

    async def set_first(self, guild_id: int, key: str, value: str) -> str:
        """The value that holds: this one, or the one that was set before."""
        async with self.transaction():
            await self._connection.execute(_PUT_FIRST_SETTING, (guild_id, key, value))
        return await self._value(_SETTING, guild_id, key) or value

    async def rows(self, statement: str, *parameters: int | str | None) -> list[Any]:
        """What a query finds, a tuple for each row."""
        return list(await self._connection.execute_fetchall(statement, parameters))

    async def change(self, statement: str, *parameters: int | str | None) -> int:
        """One statement as a transaction of its own; how many rows it changed."""
        async with self.transaction() as connection:
            cursor = await connection.execute(statement, parameters)
        return cursor.rowcount

    async def _value(self, statement: str, *parameters: int | str) -> str | None:
        rows = await self.rows(statement, *parameters)
        return rows[0][0] if rows else None

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[aiosqlite.Connection]:
        """All that is done within or nothing."""
        async with self._writing:
            await self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                await self._connection.execute("COMMIT")
            except BaseException:
                await self._connection.execute("ROLLBACK")
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


def _columns(document: Document) -> tuple[str | None, ...]:
    return (
        document.id,
        document.title,
        document.text,
        document.url,
        document.publisher,
        document.date,
        document.language,
    )


def _document(*columns: str | None) -> Document:
    return Document.model_validate(dict(zip(_COLUMNS.split(", "), columns, strict=True)))
