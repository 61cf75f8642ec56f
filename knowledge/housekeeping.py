"""What is done with all that is kept of a guild: counted, handed out, and erased when its time has come."""

import asyncio
from typing import Protocol

from knowledge.models import Document
from knowledge.snapshots.answering import GuildAnswering
from knowledge.sources.syncing import Sources
from knowledge.store import guilds
from knowledge.store.ageing import Ageing
from knowledge.store.guilds import Departures
from knowledge.store.people import Privacy
from knowledge.store.records import SHARED, Change, Statistics
from knowledge.store.statistics import statistics_of
from knowledge.store.store import Store


class Kept(Protocol):
    """What of a library it needs."""

    ageing: Ageing
    answering: GuildAnswering
    privacy: Privacy
    departures: Departures
    sources: Sources

    @property
    def retention_days(self) -> int: ...

    async def own_documents(self, guild_id: int) -> dict[str, Document]: ...

    async def drop(self, guild_id: int, change: Change) -> None: ...

    def pseudonym(self, user_id: int) -> str: ...


class Housekeeping:
    """Of a library."""

    def __init__(self, library: Kept, store: Store) -> None:
        self._library = library
        self._store = store

    async def statistics(self, guild_id: int, days: int) -> Statistics:
        """Of the last `days` days, as far back as questions are kept."""
        return await statistics_of(self._store, guild_id, await self._library.answering.base(guild_id), days)

    async def export(self, guild_id: int) -> bytes:
        """A zip of all that is kept of this guild; of the shared documents nothing."""
        rows = await guilds.tables(self._store, guild_id, self._library.pseudonym)
        own = list((await self._library.own_documents(guild_id)).values()) if guild_id != SHARED else []
        return await asyncio.to_thread(guilds.packed, own, rows)

    async def tidy(self, grace: int) -> list[int]:
        """Erase questions that are too old, and all that is kept of guilds that the bot left `grace` seconds ago.

        Not at once if the clock has jumped: see `ageing`. Returns those guilds.
        """
        await self._library.ageing.forget_questions(self._library.retention_days * 24 * 60 * 60)
        await self._library.ageing.mend()
        await self._library.privacy.go_on()
        overdue = await self._library.departures.overdue(grace)
        for guild_id in overdue:
            await self._erase(guild_id)
        return overdue

    async def _erase(self, guild_id: int) -> None:
        """Sources first, so that none of them reads its documents again."""
        for source in self._library.sources.register.of(guild_id):
            await self._library.sources.remove(guild_id, source.number)
        await self._library.drop(guild_id, Change(drop=list(await self._library.own_documents(guild_id))))
        await self._library.departures.erase(guild_id)
