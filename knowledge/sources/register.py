"""Which sources there are, and how they stand."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from knowledge.base import KnowledgeBase
from knowledge.errors import DuplicateSource, KnowledgeError, SourceNotFound, SourceStopped
from knowledge.snapshots.snapshots import Shelf
from knowledge.sources.comparison import Changes, Failure
from knowledge.sources.models import Kind, Quotas, Schedule, SourceStatus, Usage, size
from knowledge.store.connection import read_each
from knowledge.store.documents import Catalog, FailingRow
from knowledge.store.records import HOME, SHARED, StoredDocument, StoredSource

_LEFT_ALONE = "until then it is only read when somebody asks for it"
_RETRY = 3600
"""Seconds until a run that failed is tried again, if its schedule is slower."""


class Register:
    """The rows of the catalog, held for those who look often."""

    def __init__(self, catalog: Catalog, quotas: Quotas) -> None:
        self._catalog = catalog
        self._quotas = quotas
        self._sources: dict[int, StoredSource] = {}
        self._of: defaultdict[int, dict[int, StoredSource]] = defaultdict(dict)
        """The same, by guild."""
        self._failing: dict[int, tuple[Failure, ...]] = {}

    async def load(self) -> None:
        """What the catalog holds now."""
        sources = read_each(await self._catalog.sources(), _checked, "sources")
        failing = _failures(await self._catalog.failing())
        self._sources, self._failing = {}, failing
        self._of.clear()
        for source in sources:
            self._hold(source)
        if HOME not in self._sources:
            self._hold(await self._catalog.restore_home())

    async def renew(self, number: int) -> None:
        """What the catalog holds now of one source, which may be gone."""
        source = await self._catalog.source(number)
        failing = _failures(await self._catalog.failing_of(number))
        before = self._sources.pop(number, None)
        self._failing.pop(number, None)
        if before is not None:
            self._of[before.guild_id].pop(number, None)
        if source is not None:
            self._hold(source)
            self._failing |= failing

    def source(self, guild_id: int, number: int) -> StoredSource:
        """Raises SourceNotFound, also for one of another guild."""
        source = self._sources.get(number)
        if source is None or source.guild_id != guild_id:
            raise SourceNotFound(number)
        return source

    def of(self, guild_id: int) -> list[StoredSource]:
        """A guild's own, in the order of their numbers."""
        held = self._of.get(guild_id, {})
        return [held[number] for number in sorted(held)]

    def all_of_kind(self, kind: Kind) -> list[StoredSource]:
        """Of every guild."""
        return [source for source in self._sources.values() if source.kind == kind]

    def find(self, guild_id: int, kind: Kind, address: str) -> StoredSource | None:
        """The source with this address."""
        return next((one for one in self.of(guild_id) if (one.kind, one.address) == (kind, address)), None)

    def due(self, now: int) -> list[StoredSource]:
        """Those whose time has come, the longest waiting first."""
        waiting = [one for one in self._sources.values() if _is_due(one, now)]
        return sorted(waiting, key=lambda one: one.next_run or 0)

    async def insert(self, source: StoredSource) -> StoredSource:
        """With its number. Raises DuplicateSource."""
        same = self.find(source.guild_id, Kind(source.kind), source.address)
        if same is not None:
            raise DuplicateSource(source.address, same.number)
        added = await self._catalog.add_source(source)
        self._hold(added)
        return added

    async def set(self, source: StoredSource) -> None:
        """Its address, options, schedule and times."""
        await self._catalog.set_source(source)
        self._hold(source)

    async def home_is(self, address: str) -> None:
        """The operator's folder may move; a source that was the same folder is that no more."""
        home = self._sources[HOME]
        if home.address != address:
            await self.set(home._replace(address=address))

    def read_soon(self, number: int) -> None:
        """Its time has come, until it has been read: what was read could not be kept."""
        if source := self._sources.get(number):
            self._hold(source._replace(next_run=0))

    def failures(self, number: int) -> tuple[Failure, ...]:
        """What of a source cannot be read."""
        return self._failing.get(number, ())

    def usage(self, guild_id: int, shelf: Shelf) -> Usage:
        """What a guild holds of its quotas."""
        sites = sum(source.kind == Kind.SITE for source in self.of(guild_id))
        return Usage(documents=len(shelf), bytes=size(shelf.values()), sites=sites, quotas=self._quotas)

    def status(
        self, source: StoredSource, own: Sequence[StoredDocument], base: KnowledgeBase | None, *, is_running: bool
    ) -> SourceStatus:
        """`own` are its documents, `base` answers its guild; None = nothing is cut."""
        return SourceStatus(
            number=source.number,
            guild_id=source.guild_id,
            kind=Kind(source.kind),
            address=source.address,
            schedule=Schedule(source.schedule),
            documents=len(own),
            chunks=sum(base.chunks_of(stored.document.id) for stored in own) if base else 0,
            old=sum(stored.document.old_since is not None for stored in own),
            last_success=None if source.last_success is None else _utc(source.last_success),
            next_run=None if source.next_run is None else _utc(source.next_run),
            is_running=is_running,
            error=source.last_error,
            failures=self.failures(source.number),
        )

    def _hold(self, source: StoredSource) -> None:
        self._sources[source.number] = self._of[source.guild_id][source.number] = source


def by_source(shelf: Shelf) -> defaultdict[int | None, list[StoredDocument]]:
    """The documents of each source, by its number; none for one that has none."""
    found: defaultdict[int | None, list[StoredDocument]] = defaultdict(list)
    for stored in shelf.values():
        found[stored.source].append(stored)
    return found


def succeeded(source: StoredSource, now: int) -> StoredSource:
    """After a run that went well."""
    return source._replace(last_success=now, next_run=next_run(source.schedule, now), last_error=None)


def failed(source: StoredSource, now: int, error: KnowledgeError) -> StoredSource:
    """After one that changed nothing. What stopped the reading is not read again by itself."""
    reason = getattr(error, "reason", str(error))
    if isinstance(error, SourceStopped):
        return source._replace(next_run=None, last_error=f"{reason}; {_LEFT_ALONE}")
    following = next_run(source.schedule, now)
    return source._replace(next_run=following and min(following, now + _RETRY), last_error=reason)


def next_run(schedule: str, now: int) -> int | None:
    """In seconds since 1970; None = never by itself."""
    seconds = Schedule(schedule).seconds
    return None if seconds is None else now + seconds


def _is_due(source: StoredSource, now: int) -> bool:
    """Also when its time is further away than it ever is: a clock that had jumped told that."""
    if source.next_run is None:
        return False
    return source.next_run <= now or source.next_run > now + (Schedule(source.schedule).seconds or _RETRY)


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


def _failures(rows: Iterable[FailingRow]) -> dict[int, tuple[Failure, ...]]:
    """By the number of the source."""
    failing: dict[int, list[Failure]] = {}
    for number, failure in read_each(rows, _failure, "failures"):
        failing.setdefault(number, []).append(failure)
    return {number: tuple(failures) for number, failures in failing.items()}


def _failure(row: FailingRow) -> tuple[int, Failure]:
    return row.source, Failure(name=row.origin, reason=row.reason, since=_utc(row.since))


def _utc(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
