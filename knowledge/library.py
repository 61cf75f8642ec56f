"""Library: one KnowledgeBase per guild over the store. Guild 0 is the operator's, which every guild sees."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Self

from knowledge.asking import find
from knowledge.base import KnowledgeBase
from knowledge.errors import DocumentNotFound, NoDocuments, ReloadInProgress
from knowledge.keeping.archiving import Archivist
from knowledge.keeping.asked import Asked, Memory, Status
from knowledge.keeping.curation import Curation, team_answers
from knowledge.keeping.database import finish
from knowledge.keeping.departures import Departures
from knowledge.keeping.golden import Goldens, Trial
from knowledge.keeping.holding import Holding
from knowledge.keeping.housekeeping import Housekeeping
from knowledge.keeping.privacy import Privacy
from knowledge.keeping.records import HOME, SHARED, Change
from knowledge.keeping.snapshots import Shelf, Snapshots
from knowledge.keeping.store import Store, StoredDocument
from knowledge.keeping.turns import Turns
from knowledge.keeping.votes import Votes
from knowledge.models import Document, Gain, Summary
from knowledge.sources.changes import Failure, OnProgress, unseen
from knowledge.sources.fetching import Fetcher
from knowledge.sources.kinds import Outside, ReadThreads
from knowledge.sources.register import by_source
from knowledge.sources.reports import Quotas, Reload, SourceStatus
from knowledge.sources.syncing import Sources

__all__ = ["SHARED", "Asked", "Library", "Reload", "Status"]

_log = logging.getLogger(__name__)


class Library:
    """The knowledge of all guilds. Open it with `async with await Library.open(…)`."""

    def __init__(self, store: Store, folder: Path, retention_days: int, fetcher: Fetcher, quotas: Quotas) -> None:
        self._store = store
        self.votes = Votes(store)
        self.turns = Turns(store, retention_days)
        self.curation = Curation(store)
        self.privacy = Privacy(store)
        self.goldens = Goldens(store)
        self.departures = Departures(store)
        self.housekeeping = Housekeeping(self, store)
        self._holding = Holding(store.catalog, Archivist(store.path.with_name(f"{store.path.name}-index")))
        self._folder = folder
        self._memory = Memory(store, retention_days)
        self._fetcher = fetcher
        self._changing = asyncio.Lock()
        self._loaded_at = datetime.now(UTC)
        self._trials: dict[int, Trial] = {}
        self._teams: dict[int, list[str]] = {}
        self._settings: dict[tuple[int, str], str | None] = {}
        self.sources = Sources(store.catalog, Outside(fetcher, None), quotas, self._shelf, self._change)
        """Adding, running and removing what documents are read from."""

    @classmethod
    async def open(
        cls,
        database: Path,
        folder: Path,
        retention_days: int = 30,
        fetcher: Fetcher | None = None,
        quotas: Quotas | None = None,
    ) -> Self:
        """What the database holds, brought up to date with the folder. Raises UnusableDatabase, NoDocuments.

        A folder that cannot be read is no reason to fall silent while the database holds documents of it.
        """
        store = await Store.open(database)
        library = cls(store, folder, retention_days, fetcher or Fetcher(), quotas or Quotas())
        try:
            await library._load()
        except BaseException:
            await store.close()
            raise
        return library

    async def close(self) -> None:
        """Waits for a change that is being written."""
        async with self._changing:
            await self._fetcher.close()
            await self._holding.close()
            await self._store.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    @property
    def retention_days(self) -> int:
        """How long questions are kept."""
        return self._memory.retention_days

    async def base(self, guild_id: int) -> KnowledgeBase:
        """The snapshot that answers this guild now. The first time it has to be fetched; then it is there at once."""
        return (await self._holding.of(guild_id)).base(guild_id)

    def has_documents(self, guild_id: int) -> bool:
        """Whether a guild has documents of its own."""
        return guild_id in self._holding.guilds

    async def own_documents(self, guild_id: int) -> dict[str, Document]:
        """By id, without those that are shared with every guild."""
        return {key: stored.document for key, stored in (await self._shelf(guild_id)).items()}

    async def status(self, guild_id: int) -> Status:
        """What answers this guild, and which files of the operator's folder could not be read."""
        base, home = await self.base(guild_id), self.sources.register.source(SHARED, HOME)
        failed = self.sources.register.failures(HOME)
        if home.last_error is not None:
            failed = (Failure(name=home.address, reason=home.last_error), *failed)
        return Status(documents=len(base.documents), chunks=base.chunks, loaded_at=self._loaded_at, failed=failed)

    async def source_statuses(self, guild_id: int) -> tuple[SourceStatus, ...]:
        """How each source of this guild stands, in the order of their numbers."""
        snapshots, register = await self._holding.of(guild_id), self.sources.register
        base, held = snapshots.base(guild_id), by_source(snapshots.shelf(guild_id))
        return tuple(
            register.status(source, held[source.number], base, is_running=self.sources.is_running(source.number))
            for source in register.of(guild_id)
        )

    def read_threads_with(self, read_threads: ReadThreads) -> None:
        """How channels are read; until then they cannot be."""
        self.sources.outside = Outside(self._fetcher, read_threads)

    async def ask(
        self,
        guild_id: int,
        question: str,
        *,
        asker: int | None,
        document_id: str | None = None,
        earlier: Sequence[str] = (),
    ) -> Asked:
        """Answer and keep it for the days of retention; `earlier` are questions that this one may carry on.

        Raises DocumentNotFound.
        """
        return await self.keep(await self.find(guild_id, question, document_id, earlier), asker)

    async def find(
        self, guild_id: int, question: str, document_id: str | None = None, earlier: Sequence[str] = ()
    ) -> Asked:
        """Answer and keep nothing: the number is 0. Raises DocumentNotFound."""
        snapshots = await self._holding.of(guild_id)
        base = snapshots.base(guild_id)
        within = None if document_id is None else (base.document(document_id).id,)
        team = self._team(guild_id, snapshots.shelf(guild_id)) if within is None else ()
        found = await asyncio.to_thread(find, base, question, earlier=earlier, within=within, team=team)
        return Asked(number=0, guild_id=guild_id, earlier=tuple(earlier), **found.model_dump())

    async def keep(self, asked: Asked, asker: int | None) -> Asked:
        """With its number; it stays 0 and nothing is kept if the asker does not want that."""
        return await self._memory.keep(asked, asker)

    async def asked(self, guild_id: int, number: int) -> Asked | None:
        """An earlier question of this guild; None when it is not kept (any more)."""
        return await self._memory.asked(guild_id, number)

    def pseudonym(self, user_id: int) -> str:
        """What is kept in place of a user's id."""
        return self._memory.pseudonym(user_id)

    async def summarize(self, guild_id: int, document_id: str, sentences: int) -> Summary:
        """Raises DocumentNotFound."""
        return await asyncio.to_thread((await self.base(guild_id)).summarize, document_id, sentences)

    async def gained(self, guild_id: int, since: int) -> tuple[Gain, ...]:
        """What came or changed for this guild since then (seconds since 1970), the newest first."""
        rows = await self._store.catalog.gained(guild_id, since)
        snapshots = await self._holding.of(guild_id)
        base, shelf = snapshots.base(guild_id), snapshots.shelf(guild_id)
        return tuple(
            Gain(document_id=document_id, added_at=added_at, changed_at=changed_at)
            for owner, document_id, added_at, changed_at in rows
            if document_id in base.documents and (owner == guild_id or document_id not in shelf)
        )

    async def add(self, guild_id: int, document: Document) -> None:
        """Add a document to a guild, or replace the one with its id."""
        fingerprint = blake2b(document.model_dump_json().encode(), digest_size=16).hexdigest()
        await self._change(guild_id, Change(put=[StoredDocument(document, None, fingerprint)]))

    async def remove(self, guild_id: int, document_id: str) -> None:
        """Raises DocumentNotFound: the document may also be one that is shared and not this guild's.

        A file or text that was handed over goes as a source too. What was read from elsewhere comes back when it
        is read again: remove its source.
        """
        stored = (await self._shelf(guild_id)).get(document_id)
        if stored is None:
            raise DocumentNotFound(document_id)
        await self._change(guild_id, Change(drop=[document_id]))
        left = await self._shelf(guild_id)
        if stored.source is not None and all(one.source != stored.source for one in left.values()):
            await self.sources.forget_given(guild_id, stored.source)

    async def reload(
        self, on_progress: OnProgress = unseen, trial: Trial | None = None, guild_id: int = SHARED, number: int = HOME
    ) -> Reload:
        """Read a source again, the folder if none is named; the old knowledge answers until the new one is ready.

        It stays if reading fails. A file that cannot be read keeps its old documents. `trial` may refuse the new
        knowledge. Raises ReloadInProgress, NoDocuments, SourceFailed, SourceNotFound, ReloadRefused.
        """
        if self.sources.is_running(number):
            raise ReloadInProgress
        if trial is not None:
            self._trials[guild_id] = trial
        try:
            report = await self.sources.sync(guild_id, number, on_progress)
        finally:
            self._trials.pop(guild_id, None)
        self._loaded_at = datetime.now(UTC)
        return report

    async def refresh(self) -> None:
        """Take up what another program (`quoth ingest`) has changed in the database."""
        if not await self._store.catalog.written_by_others():
            return
        async with self._changing:
            await self._holding.refresh()
            self._teams = {}
        await self.sources.register.load()

    async def settings_named(self, key: str) -> dict[int, str]:
        """Guild → value."""
        return await self._store.settings_named(key)

    async def setting(self, guild_id: int, key: str) -> str | None:
        """None = never set. Guild 0 holds the bot's own. Read once: many are needed for every message."""
        if (guild_id, key) not in self._settings:
            self._settings[guild_id, key] = await self._store.setting(guild_id, key)
        return self._settings[guild_id, key]

    async def set_setting(self, guild_id: int, key: str, value: str) -> None:
        """The last one set holds."""
        await self._store.set_setting(guild_id, key, value)
        self._settings[guild_id, key] = value

    async def _load(self) -> None:
        await self._memory.load()
        await self._holding.load()
        await self._store.catalog.written_by_others()
        await self._store.catalog.forget_texts()
        await self.sources.load()
        await self.sources.register.home_is(str(self._folder))
        try:
            await self.reload()
        except NoDocuments as error:
            if not any(stored.source == HOME for stored in (await self._shelf(SHARED)).values()):
                raise
            _log.warning("%s: the documents of the last start answer", error)

    async def drop(self, guild_id: int, change: Change) -> None:
        """Without a look at where the documents come from: for a guild that is gone."""
        await self._change(guild_id, change)
        self._settings = {key: value for key, value in self._settings.items() if key[0] != guild_id}

    async def _change(self, guild_id: int, change: Change) -> None:
        """Build the next snapshots, write, swap: a failure before the swap changes nothing."""
        async with self._changing:
            trial = self._trials.get(guild_id)
            before = await self._holding.of(guild_id, trial.guild_id if trial else guild_id)
            following = await asyncio.to_thread(before.changed, guild_id, change.put, change.drop)
            if trial:
                await asyncio.to_thread(trial.judge, before.base(trial.guild_id), following.base(trial.guild_id))
            await finish(self._write_and_swap(guild_id, change, following))

    async def _write_and_swap(self, guild_id: int, change: Change, following: Snapshots) -> None:
        await self._store.catalog.change(guild_id, change)
        self._swap(following)

    def _swap(self, following: Snapshots) -> None:
        self._holding.swap(following)
        self._teams = {}

    def _team(self, guild_id: int, shelf: Shelf) -> list[str]:
        """The ids of the team's answers; a guild may have many other documents, so they are sought once."""
        if guild_id not in self._teams:
            self._teams[guild_id] = team_answers(shelf)
        return self._teams[guild_id]

    async def _shelf(self, guild_id: int) -> Shelf:
        return (await self._holding.of(guild_id)).shelf(guild_id)
