"""Adding, running and removing sources: reading takes its time, what was read is committed at once."""

import time
from collections.abc import Callable
from functools import partial

from knowledge.apart.process import APART
from knowledge.errors import (
    NoDocuments,
    QuotaExceeded,
    SourceFailed,
)
from knowledge.sources.committing import Commit, Committing, HeldDocuments
from knowledge.sources.comparison import Comparison, OnProgress, Progress, unseen
from knowledge.sources.kinds import GIVEN, USUAL, NewSource, NoOptions, Outside, read_source
from knowledge.sources.models import Added, Kind, Quotas, Reload, Schedule
from knowledge.sources.queueing import InTurn, ReadingQueue, Running
from knowledge.sources.register import Register, next_run, without
from knowledge.sources.threads import Thread, compare_thread
from knowledge.sources.web.pages import read_given
from knowledge.store.database import finish
from knowledge.store.documents import Catalog
from knowledge.store.goldens import Trial
from knowledge.store.records import HOME, SHARED, StoredSource

_CRASHED = 3600
"""Seconds after which a source whose first run never ended is read again."""


class Sources:
    """What can be done with sources."""

    def __init__(self, catalog: Catalog, outside: Outside, quotas: Quotas, held: HeldDocuments, commit: Commit) -> None:
        self.register = Register(catalog, quotas)
        self._queue = ReadingQueue(APART.interrupt)
        self.outside = outside
        self._catalog = catalog
        self.kept = Committing(catalog, self.register, held, commit)
        self._running = Running()
        self._overtaken: dict[int, set[str]] = {}
        """Threads that changed while their channel was being read."""

    async def load(self) -> None:
        """What the catalog holds; a file that was handed over and then lost by a crash is forgotten."""
        await self.register.load()
        lost = [one for one in await self._catalog.sources() if one.kind in GIVEN and one.last_success is None]
        for source in lost:
            await self.kept.remove(source)

    def close(self) -> None:
        """Nothing is read any more, and what is being read is given up."""
        self._queue.close()

    def is_running(self, number: int) -> bool:
        """Whether it is being read now."""
        return number in self._running

    def due(self, now: int) -> list[StoredSource]:
        """Those whose time (seconds since 1970) has come and that are not being read, the longest waiting first."""
        return [source for source in self.register.due(now) if source.number not in self._running]

    async def add(self, guild_id: int, wanted: NewSource, on_progress: OnProgress = unseen) -> Added:
        """Add a source and read it. One that gives nothing at first is not added.

        Raises DuplicateSource, QuotaExceeded, TooManyReadings, SourceFailed, NoDocuments.
        """
        with self._running.asked(guild_id):
            source = await self._insert(guild_id, wanted)
            try:
                report = await self._sync(source, on_progress)
                _refuse_nothing(wanted, report)
            except BaseException:
                await finish(self.kept.remove(source))
                raise
            return Added(number=source.number, reload=report)

    async def give(  # noqa: PLR0913, PLR0917 what a file has, and who watches
        self,
        guild_id: int,
        kind: Kind,
        name: str,
        content: bytes,
        url: str | None = None,
        on_progress: OnProgress = unseen,
    ) -> Added:
        """A file or text that somebody hands over; it replaces the one of that name.

        Raises QuotaExceeded, TooManyReadings, SourceFailed.
        """
        with self._running.asked(guild_id):
            known = self.register.find(guild_id, kind, name)
            source = known or await self._insert(guild_id, NewSource(kind=kind, address=name))
            try:
                with self._running.alone(source.number):
                    read = partial(read_given, name, content, url, await self.kept.comparison(source))
                    report = await self.kept.apply(source, await self._in_turn(guild_id, on_progress)(read))
            except BaseException:
                if known is None:
                    await finish(self.kept.remove(source))
                raise
            return Added(number=source.number, reload=report)

    async def sync(
        self,
        guild_id: int,
        number: int,
        on_progress: OnProgress = unseen,
        trial: Trial | None = None,
        *,
        by_itself: bool = False,
    ) -> Reload:
        """Read a source again. Whatever fails as a whole changes nothing, and so does cancelling.

        `by_itself`: nobody has asked for it, so what stopped the reading before is left alone.
        Raises SourceNotFound, ReloadInProgress, TooManyReadings, SourceFailed, NoDocuments, QuotaExceeded, and
        ReloadRefused by the trial.
        """
        source = self.register.source(guild_id, number)
        if by_itself:
            return await self._sync(source, on_progress, trial, retries=False)
        with self._running.asked(guild_id):
            return await self._sync(source, on_progress, trial)

    async def _sync(
        self, source: StoredSource, on_progress: OnProgress, trial: Trial | None = None, *, retries: bool = True
    ) -> Reload:
        number = source.number
        with self._running.alone(number):
            self._overtaken.pop(number, None)
            try:
                await self._begin(source)
                comparison = await self.kept.comparison(source, retries=retries)
                in_turn = self._in_turn(source.guild_id, on_progress)
                changes = await read_source(source, comparison, self.outside, in_turn, on_progress)
                async with self.kept.alone[number]:
                    return await self.kept.apply(source, without(changes, self._overtaken.pop(number, set())), trial)
            except (SourceFailed, NoDocuments, QuotaExceeded) as error:
                await self.kept.note_failure(source, error)
                raise

    async def remove(self, guild_id: int, number: int) -> None:
        """A source with all that was read from it. Raises SourceNotFound; SourceFailed for the operator's folder."""
        source = self.register.source(guild_id, number)
        if number == HOME:
            raise SourceFailed(source.address, "it is the folder of the settings; change it there")
        await self.kept.remove(source)

    async def forget_given(self, guild_id: int, number: int) -> None:
        """A source that was handed over and holds nothing any more."""
        source = self.register.source(guild_id, number)
        if source.kind in GIVEN:
            await self.kept.remove(source)

    async def schedule(self, guild_id: int, number: int, schedule: Schedule) -> None:
        """From now on. Raises SourceNotFound."""
        source = self.register.source(guild_id, number)
        await self.register.set(source._replace(schedule=schedule, next_run=next_run(schedule, int(time.time()))))

    async def put_thread(self, guild_id: int, number: int, thread: Thread) -> None:
        """A thread as it is now: it answers so at once. Raises SourceNotFound, QuotaExceeded."""
        await self._change_thread(guild_id, number, thread.id, partial(compare_thread, thread))

    async def drop_thread(self, guild_id: int, number: int, thread_id: str) -> None:
        """A thread that was deleted. Raises SourceNotFound."""
        await self._change_thread(guild_id, number, thread_id, lambda comparison: comparison.remove(thread_id))

    async def _change_thread(
        self, guild_id: int, number: int, thread_id: str, compare: Callable[[Comparison], None]
    ) -> None:
        source = self.register.source(guild_id, number)
        if number in self._running:
            self._overtaken.setdefault(number, set()).add(thread_id)
        async with self.kept.alone[number]:
            comparison = await self.kept.comparison(source)
            await self._in_turn(guild_id, unseen)(partial(compare, comparison))
            await self.kept.apply(source, comparison.result(), is_run=False)

    async def _insert(self, guild_id: int, wanted: NewSource) -> StoredSource:
        usage = await self.kept.usage(guild_id)
        if guild_id != SHARED:
            usage.model_copy(update={"sites": usage.sites + (wanted.kind == Kind.SITE)}).check()
        options, now = (wanted.options or NoOptions()).model_dump_json(), int(time.time())
        schedule = wanted.schedule or USUAL[wanted.kind]
        row = StoredSource(0, guild_id, wanted.kind, wanted.address, options, schedule, next_run=now + _CRASHED)
        return await self.register.insert(row)

    async def _begin(self, source: StoredSource) -> None:
        """A source whose first reading ended with the process gets one more by itself; if that does, too, no other."""
        due = source.next_run is not None and source.next_run <= int(time.time())
        if source.last_success is None and due and source.number != HOME:
            await self.register.set(source._replace(next_run=None))

    def _in_turn(self, guild_id: int, on_progress: OnProgress) -> InTurn:
        """Waiting is told as progress."""
        return self._queue.of(guild_id, lambda ahead: on_progress(Progress(done=0, total=0, name="", ahead=ahead)))


def _refuse_nothing(wanted: NewSource, report: Reload) -> None:
    """A channel or folder may fill later."""
    if wanted.kind in {Kind.SITE, Kind.LINK} and not report.added:
        reason = report.failed[0].reason if report.failed else "there is no text to read"
        raise SourceFailed(wanted.address, reason)
