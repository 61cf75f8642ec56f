"""Guilds that the bot has left: after a time of grace nothing of theirs is kept."""

import sqlite3
from functools import partial

from knowledge.keeping.ageing import Ageing
from knowledge.keeping.store import Store

_LEAVE = "INSERT OR IGNORE INTO departures (guild_id, left_at) VALUES (?, ?)"
_RETURN = "DELETE FROM departures WHERE guild_id = ?"
_LEFT = "SELECT guild_id FROM departures"
_GONE = "SELECT guild_id FROM departures WHERE left_at <= ? ORDER BY guild_id"
_KNOWN = """
    SELECT DISTINCT guild_id FROM (
        SELECT guild_id FROM documents UNION SELECT guild_id FROM questions
        UNION SELECT guild_id FROM settings UNION SELECT guild_id FROM golden UNION SELECT guild_id FROM sources
    ) WHERE guild_id <> 0
"""
_ERASE = tuple(f"DELETE FROM {table} WHERE guild_id = ?" for table in ("questions", "settings", "golden", "homes"))  # noqa: S608 all constants


class Departures:
    """Who left, and when."""

    def __init__(self, store: Store, ageing: Ageing) -> None:
        self._store = store
        self._ageing = ageing

    async def stays(self, present: set[int]) -> None:
        """The bot is in these guilds and in no other one: what it knows of others has been left."""
        known = {row[0] for row in await self._store.rows(_KNOWN)}
        await self._store.write(partial(_stay, present=present, gone=known - present, now=self._ageing.now()))

    async def leaves(self, guild_id: int) -> None:
        """The first time counts."""
        await self._store.change_beside(_LEAVE, guild_id, self._ageing.now())

    async def returns(self, guild_id: int) -> None:
        """As if it had never left."""
        await self._store.change_beside(_RETURN, guild_id)

    async def overdue(self, grace: int) -> list[int]:
        """The guilds that left `grace` seconds ago or more. A jump of the clock begins the grace anew."""
        if not self._ageing.has_passed(grace):
            return []
        return [row[0] for row in await self._store.rows(_GONE, self._ageing.now() - grace)]

    async def erase(self, guild_id: int) -> None:
        """All but the documents, which the library drops itself."""
        await self._store.write(partial(_erase, guild_id=guild_id))


def _stay(writer: sqlite3.Connection, present: set[int], gone: set[int], now: int) -> None:
    writer.executemany(_LEAVE, [(guild_id, now) for guild_id in gone])
    writer.executemany(_RETURN, [(guild_id,) for guild_id in present])


def _erase(writer: sqlite3.Connection, guild_id: int) -> None:
    for statement in (*_ERASE, _RETURN):
        writer.execute(statement, (guild_id,))
