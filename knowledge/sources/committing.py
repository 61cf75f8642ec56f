"""What was read from a source → what is kept of it and answers, within what a guild may hold."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Protocol

from knowledge.errors import KnowledgeError
from knowledge.sources.comparison import Changes, Comparison
from knowledge.sources.models import Kind, Reload, Usage, reload_report
from knowledge.sources.register import Register, failed, succeeded
from knowledge.sources.threads import heed
from knowledge.store.documents import Catalog
from knowledge.store.goldens import Trial
from knowledge.store.records import SHARED, Change, StoredDocument, StoredSource

HeldDocuments = Callable[[int], Awaitable[Mapping[str, StoredDocument]]]
"""The documents of a guild, by id."""


class Commit(Protocol):
    """Makes a change, all of it or nothing; what it leads to must stand the trial, if there is one."""

    def __call__(self, guild_id: int, change: Change, trial: Trial | None = None, /) -> Awaitable[None]: ...


class Committing:
    """Of all sources. It has never heard of answers: `commit` is told what changed."""

    def __init__(self, catalog: Catalog, register: Register, held: HeldDocuments, commit: Commit) -> None:
        self._catalog = catalog
        self._register = register
        self._held = held
        self._commit = commit
        self.alone: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        """By source: what compares with what is held must be done before the next one looks."""

    async def leave_out(self, people: Collection[str]) -> set[int]:
        """Take the words of these people (pseudonyms) out of all threads. Returns the guilds whose threads changed."""
        changed: set[int] = set()
        for source in self._register.all_of_kind(Kind.CHANNEL):
            async with self.alone[source.number]:
                if await self._leave_out(source, people):
                    changed.add(source.guild_id)
        return changed

    async def _leave_out(self, source: StoredSource, people: Collection[str]) -> bool:
        """Threads of which nobody knows who wrote them are read again as soon as there is time."""
        held = await self._held(source.guild_id)
        own = [stored for stored in held.values() if stored.source == source.number]
        items = list((await self._catalog.items(source.number)).values())
        changes = heed(Changes(own, [], 0, (), items, []), held, people)
        if not changes.put and not changes.drop:
            return False
        unknown = any(not held[document_id].bylines for document_id in changes.drop)
        current = self._register.source(source.guild_id, source.number)
        state = current._replace(next_run=int(time.time())) if unknown else current
        await self._commit(source.guild_id, Change(changes.put, changes.drop, state, changes.items))
        await self._register.renew(source.number)
        return True

    async def usage(self, guild_id: int, shelf: Mapping[str, StoredDocument] | None = None) -> Usage:
        """What a guild holds of its quotas, or would with these documents."""
        counted = await self._held(guild_id) if shelf is None else shelf
        return await asyncio.to_thread(self._register.usage, guild_id, counted)

    async def comparison(self, source: StoredSource, *, retries: bool = True) -> Comparison:
        """What a source holds, to be compared with what is read of it now."""
        shelf = await self._held(source.guild_id)
        held = [stored for stored in shelf.values() if stored.source == source.number]
        return Comparison(held, await self._catalog.items(source.number), source.number, retries=retries)

    async def apply(
        self, source: StoredSource, changes: Changes, trial: Trial | None = None, *, is_run: bool = True
    ) -> Reload:
        """What was read is kept, and answers; `is_run`: the whole source was. Raises QuotaExceeded, ReloadRefused."""
        held = dict(await self._held(source.guild_id))
        if source.kind == Kind.CHANNEL:
            changes = heed(changes, held, await self._catalog.opted_out())
        after = {**held, **{stored.document.id: stored for stored in changes.put}}
        if source.guild_id != SHARED:
            (await self.usage(source.guild_id, {key: after[key] for key in after.keys() - changes.drop})).check()
        current = self._register.source(source.guild_id, source.number)
        state = succeeded(current, int(time.time())) if is_run else current
        change = Change(changes.put, changes.drop, state, changes.items, changes.gone, prepared=changes.prepared)
        await self._commit(source.guild_id, change, trial)
        await self._register.renew(source.number)
        return reload_report(held, changes)

    async def note_failure(self, source: StoredSource, error: KnowledgeError) -> None:
        """Why it failed; what was read before answers on, marked as old."""
        async with self.alone[source.number]:
            comparison = await self.comparison(source)
            for origin in comparison.origins:
                comparison.age(origin)
            change = Change(put=comparison.result().put, source=failed(source, int(time.time()), error))
            await self._commit(source.guild_id, change)
            await self._register.renew(source.number)

    async def remove(self, source: StoredSource) -> None:
        """A source with all that was read from it."""
        shelf = await self._held(source.guild_id)
        own = [key for key, stored in shelf.items() if stored.source == source.number]
        await self._commit(source.guild_id, Change(drop=own, removed=source.number))
        await self._register.renew(source.number)
