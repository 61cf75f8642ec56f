"""What is kept of a guild: what was chosen there, and when the bot left it."""

import asyncio
import sqlite3
from collections.abc import Callable
from functools import partial

from knowledge.store.ageing import Ageing
from knowledge.store.database import finish
from knowledge.store.store import Store

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
        known = set(await self._store.rows(int, _KNOWN))
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
        return await self._store.rows(int, _GONE, self._ageing.now() - grace)

    async def erase(self, guild_id: int) -> None:
        """All but the documents, which the library drops itself."""
        await self._store.write(partial(_erase, guild_id=guild_id))


def _stay(writer: sqlite3.Connection, present: set[int], gone: set[int], now: int) -> None:
    writer.executemany(_LEAVE, [(guild_id, now) for guild_id in gone])
    writer.executemany(_RETURN, [(guild_id,) for guild_id in present])


def _erase(writer: sqlite3.Connection, guild_id: int) -> None:
    for statement in (*_ERASE, _RETURN):
        writer.execute(statement, (guild_id,))


class KeptSettings:
    """All are in memory, for many are needed for every message."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._values: dict[tuple[int, str], str] = {}
        self._choosing = asyncio.Lock()

    async def load(self) -> None:
        """What the store holds."""
        self._values = await self._store.settings()

    def get(self, guild_id: int, key: str) -> str | None:
        """None = never set."""
        return self._values.get((guild_id, key))

    async def put(self, guild_id: int, key: str, value: str) -> None:
        """The last one put holds. Raises UnusableDatabase."""
        await finish(self._put(guild_id, key, value))

    async def change(self, guild_id: int, key: str, change: Callable[[str | None], str]) -> str:
        """What `change` makes of the value (None = never set); nobody else changes it in between."""
        async with self._choosing:
            value = change(self.get(guild_id, key))
            await self.put(guild_id, key, value)
        return value

    def forget(self, guild_id: int) -> None:
        """Of a guild that is gone, whose rows the store has forgotten."""
        self._values = {key: value for key, value in self._values.items() if key[0] != guild_id}

    async def _put(self, guild_id: int, key: str, value: str) -> None:
        await self._store.set_setting(guild_id, key, value)
        self._values[guild_id, key] = value
