"""What is kept of a person, and how it is erased. People are pseudonyms here (see Library.pseudonym)."""

import sqlite3
import time
from functools import partial
from typing import NamedTuple

from knowledge.keeping.store import Store

_HELD = """
    SELECT (SELECT count(*) FROM questions WHERE asker = ?1), (SELECT count(*) FROM votes WHERE voter = ?1),
           (SELECT count(*) FROM tellings WHERE user_id = ?2)
"""
_FORGET = (
    "DELETE FROM votes WHERE voter = :person",
    "DELETE FROM tellings WHERE user_id = :user_id",
    "DELETE FROM homes WHERE person = :person",
    "DELETE FROM questions WHERE asker = :person",
)
_IS_OUT = "SELECT 1 FROM opted_out WHERE person = ?"
_OUT = "INSERT OR IGNORE INTO opted_out (person, since) VALUES (?, ?)"
_IN = "DELETE FROM opted_out WHERE person = ?"
_HOME = "SELECT guild_id FROM homes WHERE person = ?"
_SET_HOME = "INSERT OR REPLACE INTO homes (person, guild_id) VALUES (?, ?)"


class Held(NamedTuple):
    """How much is kept of somebody; `waiting` = answers of which they want to be told."""

    questions: int
    votes: int
    waiting: int


class Privacy:
    """Of all guilds together: a person decides once."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def held(self, person: str, user_id: int) -> Held:
        """The user's id is kept only of those who wait to be told."""
        return Held(*(await self._store.rows(_HELD, person, user_id))[0])

    async def forget(self, person: str, user_id: int) -> None:
        """Erase all of it, in one go. Whoever opted out stays so: that is kept to be heeded."""
        await self._store.write(partial(_forget, person=person, user_id=user_id))

    async def opted_out(self, person: str) -> bool:
        """Whether nothing may be kept of this person."""
        return bool(await self._store.rows(_IS_OUT, person))

    async def opt_out(self, person: str, user_id: int) -> None:
        """From now on nothing is kept, and what was kept is erased. The database itself refuses it."""
        await self._store.change(_OUT, person, int(time.time()))
        await self.forget(person, user_id)

    async def opt_in(self, person: str) -> None:
        """As it was before."""
        await self._store.change(_IN, person)

    async def home(self, person: str) -> int | None:
        """The guild that this person chose to be answered from in direct messages."""
        rows = await self._store.rows_beside(_HOME, person)
        return rows[0][0] if rows else None

    async def set_home(self, person: str, guild_id: int) -> None:
        """Nothing happens for those who opted out."""
        await self._store.change(_SET_HOME, person, guild_id)


def _forget(writer: sqlite3.Connection, person: str, user_id: int) -> None:
    for statement in _FORGET:
        writer.execute(statement, {"person": person, "user_id": user_id})
