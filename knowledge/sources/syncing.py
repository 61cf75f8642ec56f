"""Adding, running and removing sources: reading takes its time, what was read is committed at once."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager

from knowledge.errors import KnowledgeError, NoDocuments, QuotaExceeded, ReloadInProgress, SourceFailed
from knowledge.keeping.catalog import Catalog
from knowledge.keeping.database import finish
from knowledge.keeping.records import HOME, SHARED, Change, StoredDocument, StoredSource
from knowledge.sources.changes import Changes, Comparison, OnProgress, unseen
from knowledge.sources.channel import Thread, compare_thread
from knowledge.sources.kinds import GIVEN, USUAL, NewSource, NoOptions, Outside, read_source
from knowledge.sources.link import read_given
from knowledge.sources.register import Register, failed, next_run, succeeded, without
from knowledge.sources.reports import Added, Kind, Quotas, Reload, Schedule, Usage, reload_report

Held = Callable[[int], Awaitable[Mapping[str, StoredDocument]]]
"""The documents of a guild, by id."""
Commit = Callable[[int, Change], Awaitable[None]]
"""Makes a change, all of it or nothing."""

_CRASHED = 3600
"""Seconds after which a source whose first run never ended is read again."""


class Sources:
    """What can be done with sources. It has never heard of answers: `commit` is told what changed."""

    def __init__(self, catalog: Catalog, outside: Outside, quotas: Quotas, held: Held, commit: Commit) -> None:
        self.register = Register(catalog, quotas)
        self.outside = outside
        self._catalog = catalog
        self._held = held
        self._commit = commit
        self._running: set[int] = set()
        self._applying = asyncio.Lock()
        """What compares with what is held must be done before the next one looks."""
        self._overtaken: dict[int, set[str]] = {}
        """Threads that changed while their channel was being read."""

    async def load(self) -> None:
        """What the catalog holds; a file that was handed over and then lost by a crash is forgotten."""
        await self.register.load()
        lost = [one for one in await self._catalog.sources() if one.kind in GIVEN and one.last_success is None]
        for source in lost:
            await self._remove(source)

    def is_running(self, number: int) -> bool:
        """Whether it is being read now."""
        return number in self._running

    def due(self, now: int) -> list[StoredSource]:
        """Those whose time (seconds since 1970) has come and that are not being read, the longest waiting first."""
        return [source for source in self.register.due(now) if source.number not in self._running]

    async def add(self, guild_id: int, wanted: NewSource, on_progress: OnProgress = unseen) -> Added:
        """Add a source and read it. One that gives nothing at first is not added.

        Raises DuplicateSource, QuotaExceeded, SourceFailed, NoDocuments.
        """
        source = await self._insert(guild_id, wanted)
        try:
            report = await self.sync(guild_id, source.number, on_progress)
            _refuse_nothing(wanted, report)
        except BaseException:
            await finish(self._remove(source))
            raise
        return Added(number=source.number, reload=report)

    async def give(self, guild_id: int, kind: Kind, name: str, content: bytes, url: str | None = None) -> Added:
        """A file or text that somebody hands over; it replaces the one of that name.

        Raises QuotaExceeded, SourceFailed.
        """
        known = self.register.find(guild_id, kind, name)
        source = known or await self._insert(guild_id, NewSource(kind=kind, address=name))
        try:
            with self._running_alone(source.number):
                comparison = await self._comparison(source)
                changes = await asyncio.to_thread(read_given, name, content, url, comparison)
                report = await self._apply(source, changes)
        except BaseException:
            if known is None:
                await finish(self._remove(source))
            raise
        return Added(number=source.number, reload=report)

    async def sync(self, guild_id: int, number: int, on_progress: OnProgress = unseen) -> Reload:
        """Read a source again. Whatever fails as a whole changes nothing, and so does cancelling.

        Raises SourceNotFound, ReloadInProgress, SourceFailed, NoDocuments, QuotaExceeded.
        """
        source = self.register.source(guild_id, number)
        with self._running_alone(number):
            try:
                changes = await read_source(source, await self._comparison(source), self.outside, on_progress)
                async with self._applying:
                    return await self._apply(source, without(changes, self._overtaken.pop(number, set())))
            except (SourceFailed, NoDocuments, QuotaExceeded) as error:
                await self._note(source, error)
                raise

    async def remove(self, guild_id: int, number: int) -> None:
        """A source with all that was read from it. Raises SourceNotFound; SourceFailed for the operator's folder."""
        source = self.register.source(guild_id, number)
        if number == HOME:
            raise SourceFailed(source.address, "it is the folder of the settings; change it there")
        await self._remove(source)

    async def forget_given(self, guild_id: int, number: int) -> None:
        """A source that was handed over and holds nothing any more."""
        source = self.register.source(guild_id, number)
        if source.kind in GIVEN:
            await self._remove(source)

    async def schedule(self, guild_id: int, number: int, schedule: Schedule) -> None:
        """From now on. Raises SourceNotFound."""
        source = self.register.source(guild_id, number)
        await self.register.set(source._replace(schedule=schedule, next_run=next_run(schedule, int(time.time()))))

    async def put_thread(self, guild_id: int, number: int, thread: Thread) -> None:
        """A thread as it is now: it answers so at once. Raises SourceNotFound, QuotaExceeded."""
        await self._change_thread(guild_id, number, thread.id, lambda comparison: compare_thread(thread, comparison))

    async def drop_thread(self, guild_id: int, number: int, thread_id: str) -> None:
        """A thread that was deleted. Raises SourceNotFound."""
        await self._change_thread(guild_id, number, thread_id, lambda comparison: comparison.remove(thread_id))

    async def usage(self, guild_id: int, shelf: Mapping[str, StoredDocument] | None = None) -> Usage:
        """What a guild holds of its quotas, or would with these documents."""
        counted = await self._held(guild_id) if shelf is None else shelf
        return await asyncio.to_thread(self.register.usage, guild_id, counted)

    async def _change_thread(
        self, guild_id: int, number: int, thread_id: str, compare: Callable[[Comparison], None]
    ) -> None:
        source = self.register.source(guild_id, number)
        if number in self._running:
            self._overtaken.setdefault(number, set()).add(thread_id)
        async with self._applying:
            comparison = await self._comparison(source)
            compare(comparison)
            await self._apply(source, comparison.result(), is_run=False)

    async def _insert(self, guild_id: int, wanted: NewSource) -> StoredSource:
        usage = await self.usage(guild_id)
        if guild_id != SHARED:
            usage.model_copy(update={"sites": usage.sites + (wanted.kind == Kind.SITE)}).check()
        options, now = (wanted.options or NoOptions()).model_dump_json(), int(time.time())
        schedule = wanted.schedule or USUAL[wanted.kind]
        row = StoredSource(0, guild_id, wanted.kind, wanted.address, options, schedule, next_run=now + _CRASHED)
        return await self.register.insert(row)

    async def _comparison(self, source: StoredSource) -> Comparison:
        shelf = await self._held(source.guild_id)
        held = [stored for stored in shelf.values() if stored.source == source.number]
        return Comparison(held, await self._catalog.items(source.number), source.number)

    async def _apply(self, source: StoredSource, changes: Changes, *, is_run: bool = True) -> Reload:
        held = dict(await self._held(source.guild_id))
        after = {**held, **{stored.document.id: stored for stored in changes.put}}
        if source.guild_id != SHARED:
            (await self.usage(source.guild_id, {key: after[key] for key in after.keys() - changes.drop})).check()
        current = self.register.source(source.guild_id, source.number)
        state = succeeded(current, int(time.time())) if is_run else current
        change = Change(changes.put, changes.drop, state, changes.items, changes.gone)
        await self._commit(source.guild_id, change)
        await self.register.renew(source.number)
        return reload_report(held, changes)

    async def _note(self, source: StoredSource, error: KnowledgeError) -> None:
        """Why it failed; what was read before answers on, marked as old."""
        comparison = await self._comparison(source)
        for origin in comparison.origins:
            comparison.fail(origin, "")
        reason = getattr(error, "reason", str(error))
        change = Change(put=comparison.result().put, source=failed(source, int(time.time()), reason))
        await self._commit(source.guild_id, change)
        await self.register.renew(source.number)

    async def _remove(self, source: StoredSource) -> None:
        shelf = await self._held(source.guild_id)
        own = [key for key, stored in shelf.items() if stored.source == source.number]
        await self._commit(source.guild_id, Change(drop=own, removed=source.number))
        await self.register.renew(source.number)

    @contextmanager
    def _running_alone(self, number: int) -> Iterator[None]:
        if number in self._running:
            raise ReloadInProgress
        self._running.add(number)
        try:
            yield
        finally:
            self._running.discard(number)
            self._overtaken.pop(number, None)


def _refuse_nothing(wanted: NewSource, report: Reload) -> None:
    """A channel or folder may fill later."""
    if wanted.kind in {Kind.SITE, Kind.LINK} and not report.added:
        reason = report.failed[0].reason if report.failed else "there is no text to read"
        raise SourceFailed(wanted.address, reason)
