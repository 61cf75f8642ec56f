"""Which documents are in memory: the shared ones, and those of a guild once somebody asks for them."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from knowledge.index.prepared import Prepare
from knowledge.snapshots.archiving import Archivist
from knowledge.snapshots.snapshots import Snapshots
from knowledge.store.documents import Catalog
from knowledge.store.records import SHARED

_AT_ONCE = 2
"""Guilds whose documents are made ready at the same time."""


class Holding:
    """The snapshots that answer now, with what belongs to them on disk."""

    def __init__(self, catalog: Catalog, archivist: Archivist, prepared: Prepare) -> None:
        """`prepared` is for documents whose analysis is not on disk."""
        self._catalog = catalog
        self._archivist = archivist
        self._prepared = prepared
        self._threads = ThreadPoolExecutor(_AT_ONCE, "holding")
        self._now = Snapshots.empty()
        self._taking: dict[int, asyncio.Task[None]] = {}

    @property
    def guilds(self) -> frozenset[int]:
        """All that have documents of their own, in memory or not."""
        return self._now.guilds

    async def load(self) -> None:
        """The shared documents, and which guilds have some."""
        self._now = Snapshots.empty(await self._catalog.guilds(), await self._archivist.vectors())
        documents = await self._catalog.documents(SHARED)
        self.swap(await self._work(self._archivist.restore, self._now, SHARED, documents, self._prepared))

    async def of(self, *guild_ids: int) -> Snapshots:
        """The snapshots, which hold these guilds. What is not in memory is fetched and made in a worker."""
        while missing := [guild_id for guild_id in guild_ids if not self._now.holds(guild_id)]:
            await asyncio.shield(self._take(missing[0]))
        return self._now

    def swap(self, following: Snapshots) -> None:
        """These answer from now on, and guilds that came into memory meanwhile."""
        self._now = following.beside(self._now)
        self._archivist.note(self._now)

    async def refresh(self) -> None:
        """What is held, as the database has it now. No change may be under way."""
        before, guilds = self._now, await self._catalog.guilds()
        documents = {guild: await self._catalog.documents(guild) for guild in before.held}
        self.swap(await self._work(before.replaced, documents, guilds, self._prepared))

    async def close(self) -> None:
        """Waits for what is being fetched, and writes what is outstanding."""
        await asyncio.gather(*self._taking.values(), return_exceptions=True)
        self._threads.shutdown(wait=False)
        await self._archivist.close()

    async def _work(self, work: Callable[..., Snapshots], *arguments: object) -> Snapshots:
        """On threads of their own: making a guild's snapshot keeps no question of another one waiting."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, partial(work, *arguments))

    def _take(self, guild_id: int) -> asyncio.Task[None]:
        """Once for all who ask at the same time, also if the first of them goes away."""
        if guild_id not in self._taking:
            task = self._taking[guild_id] = asyncio.create_task(self._fetch(guild_id))
            task.add_done_callback(lambda _: self._taking.pop(guild_id, None))
        return self._taking[guild_id]

    async def _fetch(self, guild_id: int) -> None:
        """For nothing if the shared documents change meanwhile: then whoever asks begins again."""
        before = self._now
        documents = await self._catalog.documents(guild_id)
        found = await self._work(self._archivist.restore, before, guild_id, documents, self._prepared)
        if documents:
            self.swap(self._now.beside(found))
        elif found.shelf(SHARED) is self._now.shelf(SHARED):
            self.swap(self._now.without(guild_id))
