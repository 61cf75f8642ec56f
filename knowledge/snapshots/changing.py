"""Changing what answers: built beside it, tried, written, and then swapped."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from knowledge.index.prepared import Prepare, taken_from
from knowledge.snapshots.holding import Holding
from knowledge.snapshots.snapshots import Snapshots
from knowledge.store.database import finish
from knowledge.store.documents import Catalog
from knowledge.store.goldens import Trial
from knowledge.store.records import Change

_Result = TypeVar("_Result")


class Changing:
    """One change at a time. `prepare` is for documents that a change does not bring along prepared."""

    def __init__(self, catalog: Catalog, holding: Holding, prepare: Prepare, swapped: Callable[[], None]) -> None:
        """`swapped` is called whenever something else answers."""
        self._catalog = catalog
        self._holding = holding
        self._prepare = prepare
        self._swapped = swapped
        self._builder = ThreadPoolExecutor(1, "building")
        self._alone = asyncio.Lock()

    async def change(self, guild_id: int, change: Change, trial: Trial | None = None) -> None:
        """Build the next snapshots, try them, write, swap: a failure before the swap changes nothing."""
        async with self._alone:
            prepared = taken_from(change.prepared, self._prepare)
            judged = guild_id if trial is None else trial.guild_id
            before = await self._holding.of(guild_id, judged)
            following = await self.build(before.changed, guild_id, change.put, change.drop, prepared)
            if trial is not None:
                await self.build(trial.judge, before.base(judged), following.base(judged))
            await finish(self._write_and_swap(guild_id, change, following))

    async def build(self, work: Callable[..., _Result], *arguments: object) -> _Result:
        """On a thread of its own: what takes long there keeps no question waiting."""
        return await asyncio.get_running_loop().run_in_executor(self._builder, partial(work, *arguments))

    async def refresh(self) -> None:
        """Take up what another program has changed."""
        async with self._alone:
            await self._holding.refresh()
            self._swapped()

    async def close(self) -> None:
        """Waits for a change that is being written."""
        async with self._alone:
            self._builder.shutdown(wait=False)

    async def _write_and_swap(self, guild_id: int, change: Change, following: Snapshots) -> None:
        await self._catalog.change(guild_id, change)
        self._holding.swap(following)
        self._swapped()
