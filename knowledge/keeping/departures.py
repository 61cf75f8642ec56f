"""Guilds that the bot has left: after a time of grace nothing of theirs is kept."""

import time

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

    def __init__(self, store: Store) -> None:
        self._store = store

    async def stays(self, present: set[int]) -> None:
        """The bot is in these guilds and in no other one: what it knows of others has been left."""
        known = {row[0] for row in await self._store.rows(_KNOWN)}
        for guild_id in known - present:
            await self.leaves(guild_id)
        left = {row[0] for row in await self._store.rows(_LEFT)}
        for guild_id in left & present:
            await self.returns(guild_id)

    async def leaves(self, guild_id: int) -> None:
        """The first time counts."""
        await self._store.change(_LEAVE, guild_id, int(time.time()))

    async def returns(self, guild_id: int) -> None:
        """As if it had never left."""
        await self._store.change(_RETURN, guild_id)

    async def overdue(self, grace: int) -> list[int]:
        """The guilds that left `grace` seconds ago or more."""
        return [row[0] for row in await self._store.rows(_GONE, int(time.time()) - grace)]

    async def erase(self, guild_id: int) -> None:
        """All but the documents, which the library drops itself."""
        async with self._store.transaction() as connection:
            for statement in _ERASE:
                await connection.execute(statement, (guild_id,))
            await connection.execute(_RETURN, (guild_id,))
