"""Settings: one value for each key of a guild. Guild 0 holds the bot's own."""

import asyncio
from collections.abc import Callable

from knowledge.keeping.database import finish
from knowledge.keeping.store import Store


class GuildSettings:
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

    def named(self, key: str) -> dict[int, str]:
        """Guild → value."""
        return {guild_id: value for (guild_id, name), value in self._values.items() if name == key}

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
