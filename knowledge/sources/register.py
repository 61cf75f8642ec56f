"""Which sources there are, and how they stand."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from knowledge.base import KnowledgeBase
from knowledge.errors import DuplicateSource, SourceNotFound
from knowledge.keeping.catalog import Catalog
from knowledge.keeping.reading_rows import read_each
from knowledge.keeping.records import HOME, SHARED, StoredDocument, StoredSource
from knowledge.sources.changes import Changes, Failure
from knowledge.sources.reports import Kind, Quotas, Schedule, SourceStatus, Usage, size

Shelf = Mapping[str, StoredDocument]

_RETRY = 3600
"""Seconds until a run that failed is tried again, if its schedule is slower."""


class Register:
    """The rows of the catalog, held for those who look often."""

    def __init__(self, catalog: Catalog, quotas: Quotas) -> None:
        self._catalog = catalog
        self._quotas = quotas
        self._sources: dict[int, StoredSource] = {}
        self._failing: dict[int, tuple[Failure, ...]] = {}

    async def load(self) -> None:
        """What the catalog holds now."""
        sources = read_each(await self._catalog.sources(), _checked, "sources")
        self._sources = {source.number: source for source in sources}
        if HOME not in self._sources:
            self._sources[HOME] = await self._catalog.restore_home()
        failing: dict[int, list[Failure]] = {}
        for number, failure in read_each(await self._catalog.failing(), _failure, "failures"):
            failing.setdefault(number, []).append(failure)
        self._failing = {number: tuple(failures) for number, failures in failing.items()}

    def source(self, guild_id: int, number: int) -> StoredSource:
        """Raises SourceNotFound, also for one of another guild."""
        source = self._sources.get(number)
        if source is None or source.guild_id != guild_id:
            raise SourceNotFound(number)
        return source

    def of(self, guild_id: int) -> list[StoredSource]:
        """A guild's own, in the order of their numbers."""
        return [source for source in self._sources.values() if source.guild_id == guild_id]

    def find(self, guild_id: int, kind: Kind, address: str) -> StoredSource | None:
        """The source with this address."""
        return next((one for one in self.of(guild_id) if (one.kind, one.address) == (kind, address)), None)

    def due(self, now: int) -> list[StoredSource]:
        """Those whose time has come, the longest waiting first."""
        waiting = [one for one in self._sources.values() if one.next_run is not None and one.next_run <= now]
        return sorted(waiting, key=lambda one: one.next_run or 0)

    async def insert(self, source: StoredSource) -> StoredSource:
        """With its number. Raises DuplicateSource."""
        same = self.find(source.guild_id, Kind(source.kind), source.address)
        if same is not None:
            raise DuplicateSource(source.address, same.number)
        added = await self._catalog.add_source(source)
        self._sources[added.number] = added
        return added

    async def set(self, source: StoredSource) -> None:
        """Its address, options, schedule and times."""
        await self._catalog.set_source(source)
        self._sources[source.number] = source

    async def home_is(self, address: str) -> None:
        """The operator's folder may move; a source that was the same folder is that no more."""
        home = self._sources[HOME]
        if home.address != address:
            await self.set(home._replace(address=address))

    def read_soon(self, number: int) -> None:
        """Its time has come, until it has been read: what was read could not be kept."""
        if source := self._sources.get(number):
            self._sources[number] = source._replace(next_run=0)

    def failures(self, number: int) -> tuple[Failure, ...]:
        """What of a source cannot be read."""
        return self._failing.get(number, ())

    def usage(self, guild_id: int, shelf: Shelf) -> Usage:
        """What a guild holds of its quotas."""
        sites = sum(source.kind == Kind.SITE for source in self.of(guild_id))
        return Usage(documents=len(shelf), bytes=size(shelf.values()), sites=sites, quotas=self._quotas)

    def status(
        self, source: StoredSource, shelf: Shelf, base: KnowledgeBase | None, *, is_running: bool
    ) -> SourceStatus:
        """`shelf` holds the documents of its guild, `base` answers it; None = nothing is cut."""
        own = [key for key, stored in shelf.items() if stored.source == source.number]
        return SourceStatus(
            number=source.number,
            guild_id=source.guild_id,
            kind=Kind(source.kind),
            address=source.address,
            schedule=Schedule(source.schedule),
            documents=len(own),
            chunks=sum(map(base.chunks_of, own)) if base else 0,
            old=sum(shelf[key].document.old_since is not None for key in own),
            last_success=None if source.last_success is None else _utc(source.last_success),
            next_run=None if source.next_run is None else _utc(source.next_run),
            is_running=is_running,
            error=source.last_error,
            failures=self.failures(source.number),
        )


def succeeded(source: StoredSource, now: int) -> StoredSource:
    """After a run that went well."""
    return source._replace(last_success=now, next_run=next_run(source.schedule, now), last_error=None)


def failed(source: StoredSource, now: int, reason: str) -> StoredSource:
    """After one that changed nothing."""
    following = next_run(source.schedule, now)
    return source._replace(next_run=following and min(following, now + _RETRY), last_error=reason)


def next_run(schedule: str, now: int) -> int | None:
    """In seconds since 1970; None = never by itself."""
    seconds = Schedule(schedule).seconds
    return None if seconds is None else now + seconds


def without(changes: Changes, origins: set[str]) -> Changes:
    """The changes to all other items."""
    return changes._replace(
        put=[stored for stored in changes.put if stored.origin not in origins],
        items=[item for item in changes.items if item.origin not in origins],
        gone=[origin for origin in changes.gone if origin not in origins],
    )


def _checked(source: StoredSource) -> StoredSource:
    """Raises ValueError, TypeError or OverflowError if there can be no such source."""
    if source.number == HOME and (source.guild_id, source.kind) != (SHARED, Kind.FOLDER):
        raise ValueError(source)
    Kind(source.kind), Schedule(source.schedule), json.loads(source.options)
    _utc(source.last_success or 0), _utc(source.next_run or 0)
    return source


def _failure(row: tuple[int, str, str, int]) -> tuple[int, Failure]:
    number, origin, reason, since = row
    return number, Failure(name=origin, reason=reason, since=_utc(since))


def _utc(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
