"""One SQLite file: documents with their sources, questions, settings. The SQL of other tables stands beside the code
that runs it.
"""

from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, NamedTuple, Self

import aiosqlite

from knowledge.keeping.catalog import Catalog
from knowledge.keeping.database import Database, Value, finish
from knowledge.keeping.records import StoredDocument

__all__ = ["Question", "Store", "StoredDocument"]

_KEEP_QUESTION = """
    INSERT INTO questions (guild_id, asker, question, known, confidence, answered, asked_at, reply, author)
    SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 WHERE NOT EXISTS (SELECT 1 FROM opted_out WHERE person IN (?2, ?9))
    RETURNING number
"""
_QUESTION = "SELECT reply FROM questions WHERE guild_id = ? AND number = ?"
_FORGET_QUESTIONS = "DELETE FROM questions WHERE asked_at < ?"
_SETTING = "SELECT value FROM settings WHERE guild_id = ? AND key = ?"
_SETTINGS = "SELECT guild_id, value FROM settings WHERE key = ?"
_PUT_SETTING = "INSERT OR REPLACE INTO settings (guild_id, key, value) VALUES (?, ?, ?)"
_PUT_FIRST_SETTING = "INSERT OR IGNORE INTO settings (guild_id, key, value) VALUES (?, ?, ?)"


class Question(NamedTuple):
    """A question as it is kept; `asked_at` in seconds since 1970, `reply` as JSON.

    `author` wrote its words, if it was not the asker. People are pseudonyms (see Library.pseudonym).
    """

    guild_id: int
    asker: str | None
    question: str
    known: float
    confidence: float
    answered: bool
    asked_at: int
    reply: str
    author: str | None = None


class Store:
    """What Quoth remembers: the catalog of documents, the questions, the settings."""

    def __init__(self, database: Database, path: Path) -> None:
        self._database = database
        self.path = path
        self.catalog = Catalog(database)

    @classmethod
    async def open(cls, path: Path) -> Self:
        """Made when there is none, brought up to date when it is older. Raises UnusableDatabase."""
        return cls(await Database.open(path), path)

    async def close(self) -> None:
        """Waits for what is being written."""
        await self._database.close()

    async def keep_question(self, question: Question, forget_before: int) -> int:
        """Its number, 0 if the asker or the author opted out.

        Questions asked before `forget_before` (seconds since 1970) go.
        """
        return await finish(self._keep_question(question, forget_before))

    async def reply(self, guild_id: int, number: int) -> str | None:
        """What was answered to this guild's question with this number, as JSON."""
        reply: str | None = await self._database.value(_QUESTION, guild_id, number)
        return reply

    async def sweep(self, most: int | None = None) -> bool:
        """Leave nothing in the files of rows that are gone (see Database.sweep)."""
        return await finish(self._database.sweep(most))

    async def setting(self, guild_id: int, key: str) -> str | None:
        """None = never set."""
        value: str | None = await self._database.value(_SETTING, guild_id, key)
        return value

    async def settings_named(self, key: str) -> dict[int, str]:
        """Guild → value."""
        return {row[0]: row[1] for row in await self.rows(_SETTINGS, key)}

    async def set_setting(self, guild_id: int, key: str, value: str) -> None:
        """The last one set holds."""
        await finish(self._set(_PUT_SETTING, guild_id, key, value))

    async def set_first(self, guild_id: int, key: str, value: str) -> str:
        """The value that holds: this one, or the one that was set before."""
        await finish(self._set(_PUT_FIRST_SETTING, guild_id, key, value))
        return await self.setting(guild_id, key) or value

    async def rows(self, statement: str, *parameters: Value) -> list[Any]:
        """What a query finds, a tuple for each row."""
        return list(await self._database.rows(statement, parameters))

    async def change(self, statement: str, *parameters: Value) -> int:
        """One statement as a transaction of its own; how many rows it changed."""
        return await finish(self._change(statement, parameters))

    def transaction(self) -> AbstractAsyncContextManager[aiosqlite.Connection]:
        """All that is done within or nothing."""
        return self._database.transaction()

    async def _change(self, statement: str, parameters: tuple[Value, ...]) -> int:
        async with self._database.transaction() as connection:
            return (await connection.execute(statement, parameters)).rowcount

    async def _keep_question(self, question: Question, forget_before: int) -> int:
        async with self._database.transaction():
            await self._database.run(_FORGET_QUESTIONS, (forget_before,))
            rows = await self._database.rows(_KEEP_QUESTION, question)
        return rows[0][0] if rows else 0

    async def _set(self, statement: str, guild_id: int, key: str, value: str) -> None:
        async with self._database.transaction():
            await self._database.run(statement, (guild_id, key, value))
