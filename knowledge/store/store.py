"""One SQLite file: documents with their sources, questions, settings. The SQL of other tables stands beside the code
that runs it.
"""

import sqlite3
from functools import partial
from pathlib import Path
from typing import NamedTuple

from knowledge.store.connection import Connection
from knowledge.store.database import Database, Value
from knowledge.store.documents import Catalog
from knowledge.store.records import StoredDocument

__all__ = ["Question", "Store", "StoredDocument"]


_KEEP_QUESTION = """
    INSERT INTO questions (guild_id, asker, question, known, confidence, answered, asked_at, reply, author, follows)
    SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, iif(gone, json_set(?8, '$.earlier', json('[]')), ?8), ?9, iif(gone, NULL, ?10)
    FROM (
        SELECT EXISTS (
            SELECT 1 FROM json_each(?8, '$.earlier') AS said
            WHERE NOT EXISTS (SELECT 1 FROM questions WHERE guild_id = ?1 AND question = said.value)
        ) AS gone
    )
    WHERE NOT EXISTS (SELECT 1 FROM opted_out WHERE person IN (?2, ?9))
    RETURNING number
"""
"""The words of earlier questions are kept only while these are: one may have been erased since it was read."""
_QUESTION = "SELECT reply FROM questions WHERE guild_id = ? AND number = ?"
_FORGET_QUESTIONS = "DELETE FROM questions WHERE asked_at < ?"
_SETTING = "SELECT value FROM settings WHERE guild_id = ? AND key = ?"
_ALL_SETTINGS = "SELECT guild_id, key, value FROM settings"
_PUT_SETTING = "INSERT OR REPLACE INTO settings (guild_id, key, value) VALUES (?, ?, ?)"
_PUT_FIRST_SETTING = "INSERT OR IGNORE INTO settings (guild_id, key, value) VALUES (?, ?, ?)"


class Question(NamedTuple):
    """A question as it is kept; `asked_at` in seconds since 1970, `reply` as JSON.

    `author` wrote its words, if it was not the asker; `follows` is the question that it carried on. People are
    pseudonyms (see Library.pseudonym).
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
    follows: int | None = None


class _Setting(NamedTuple):
    guild_id: int
    key: str
    value: str


class Store(Database):
    """What Quoth remembers: the catalog of documents, the questions, the settings."""

    def __init__(self, path: Path, writer: Connection, reader: Connection) -> None:
        super().__init__(path, writer, reader)
        self.catalog = Catalog(self)

    async def keep_question(self, question: Question, forget_before: int) -> int:
        """Its number; 0 if the asker or the author opted out, or if it is kept later. It takes a moment at most.

        Questions asked before `forget_before` (seconds since 1970) go.
        """
        return await self.write_beside(partial(_keep_question, question=question, forget_before=forget_before)) or 0

    async def reply(self, guild_id: int, number: int) -> str | None:
        """What was answered to this guild's question with this number, as JSON."""
        return await self.first(str, _QUESTION, guild_id, number)

    async def setting(self, guild_id: int, key: str) -> str | None:
        """None = never set."""
        return await self.first(str, _SETTING, guild_id, key)

    async def settings(self) -> dict[tuple[int, str], str]:
        """All of them, by guild and key."""
        return {(each.guild_id, each.key): each.value for each in await self.rows(_Setting, _ALL_SETTINGS)}

    async def set_setting(self, guild_id: int, key: str, value: str) -> None:
        """The last one set holds. Raises UnusableDatabase."""
        await self.change(_PUT_SETTING, guild_id, key, value)

    async def set_first(self, guild_id: int, key: str, value: str) -> str:
        """The value that holds: the one that was set before, or else this one. Raises UnusableDatabase."""
        held = await self.setting(guild_id, key)
        if held is None:
            await self.change(_PUT_FIRST_SETTING, guild_id, key, value)
            held = await self.setting(guild_id, key)
        return held or value

    async def change(self, statement: str, *parameters: Value) -> int:
        """One statement as a transaction of its own; how many rows it changed. Raises UnusableDatabase."""
        return await self.write(lambda writer: writer.execute(statement, parameters).rowcount)

    async def change_beside(self, statement: str, *parameters: Value) -> int | None:
        """As `change`, beside an answer."""
        return await self.write_beside(lambda writer: writer.execute(statement, parameters).rowcount)


def _keep_question(writer: sqlite3.Connection, question: Question, forget_before: int) -> int:
    writer.execute(_FORGET_QUESTIONS, (forget_before,))
    row = writer.execute(_KEEP_QUESTION, question).fetchone()
    return int(row[0]) if row else 0
