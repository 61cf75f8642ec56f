"""Library: one KnowledgeBase per guild over the store. Guild 0 is the operator's, which every guild sees."""

import asyncio
import sqlite3
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Self

from knowledge.base import KnowledgeBase
from knowledge.errors import DamagedDatabase, DocumentNotFound, NotKept, ReloadInProgress
from knowledge.housekeeping import Housekeeping
from knowledge.index.encoding import READING, Reading
from knowledge.index.prepared import content_of
from knowledge.models import Asked, Document, Summary
from knowledge.overview import Overview
from knowledge.snapshots.answering import GuildAnswering
from knowledge.snapshots.archiving import Archivist
from knowledge.snapshots.changing import Changing
from knowledge.snapshots.holding import Holding
from knowledge.snapshots.snapshots import Shelf
from knowledge.sources.comparison import OnProgress, unseen
from knowledge.sources.home import Home
from knowledge.sources.kinds import Outside, ReadThreads
from knowledge.sources.models import Quotas, Reload, Status
from knowledge.sources.preparing import Preparer, prepare_apart
from knowledge.sources.syncing import Sources
from knowledge.sources.web.fetching import Fetcher
from knowledge.store.ageing import Ageing, Clock
from knowledge.store.goldens import Goldens, Trial
from knowledge.store.guilds import Departures, KeptSettings
from knowledge.store.people import Erasing, Privacy
from knowledge.store.questions import Memory, Votes
from knowledge.store.records import HOME, SHARED, Change, by_hand
from knowledge.store.store import Store
from knowledge.store.team import Curation
from knowledge.store.turns import Turns

__all__ = ["READING", "SHARED", "Asked", "Library", "Reload", "Status"]


class Library:
    """The knowledge of all guilds. Open it with `async with await Library.open(…)`."""

    def __init__(  # noqa: PLR0913, PLR0917 all that it is made of
        self, store: Store, home: Path, days: int, fetcher: Fetcher, quotas: Quotas, clock: Clock, archivist: Archivist
    ) -> None:
        self._store = store
        self.ageing = Ageing(store, clock)
        self.votes = Votes(store)
        self.turns = Turns(store, days, self.ageing)
        self.curation = Curation(store, self.ageing)
        self.goldens = Goldens(store)
        self.departures = Departures(store, self.ageing)
        self.housekeeping = Housekeeping(self, store)
        self._preparer = Preparer()
        self._holding = Holding(store.catalog, archivist, self._preparer)
        self._memory = Memory(store, days, self.ageing)
        self.answering = GuildAnswering(self._holding)
        self._changing = Changing(store.catalog, self._holding, self._preparer, self.answering.forget_teams)
        self.settings = KeptSettings(store)
        """What each guild has chosen."""
        self.sources = Sources(store.catalog, Outside(fetcher, None), quotas, self._shelf, self._changing.change)
        """Adding, running and removing what documents are read from."""
        self.overview = Overview(store.catalog, self._holding, self.sources)
        self._home = Home(home, self.sources.register, self._holding)
        self._erasing = Erasing(store, self.sources.kept.leave_out, archivist.forget)
        self.privacy = Privacy(store, self._erasing)

    @classmethod
    async def open(  # noqa: PLR0913, PLR0917 as above
        cls,
        database: Path,
        folder: Path,
        retention_days: int = 30,
        fetcher: Fetcher | None = None,
        quotas: Quotas | None = None,
        clock: Clock = time.time,
        meaning: Reading | None = None,
    ) -> Self:
        """What the database holds, brought up to date with the folder. Raises UnusableDatabase, NoDocuments.

        A folder that cannot be read is no reason to fall silent while the database holds documents of it.
        `meaning`: how documents are read for what they mean, to find what is said in other words; None = they are not.
        """
        store = await Store.open(database)
        archivist = Archivist(store.path.with_name(f"{store.path.name}-index"), meaning)
        library = cls(store, folder, retention_days, fetcher or Fetcher(), quotas or Quotas(), clock, archivist)
        try:
            await library._load()
        except BaseException as error:
            await library.close()
            if isinstance(error, sqlite3.Error):  # tables that contradict each other
                raise DamagedDatabase(database, str(error)) from error
            raise
        return library

    async def close(self) -> None:
        """Stops what is being read, and waits for a change that is being written."""
        self.sources.close()
        self._preparer.close()
        await self._erasing.settle()
        await self._changing.close()
        await self.sources.outside.fetcher.close()
        await self._holding.close()
        await self._store.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
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

    def read_threads_with(self, read_threads: ReadThreads) -> None:
        """How channels are read; until then they cannot be."""
        self.sources.outside = self.sources.outside._replace(read_threads=read_threads)

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
        return await self.answering.find(guild_id, question, document_id, earlier)

    async def keep(
        self, asked: Asked, asker: int | None, author: int | None = None, follows: int | None = None
    ) -> Asked:
        """With its number; it stays 0 if the asker or the author of its words wants nothing kept, or while it cannot.

        What was found, or the question that it `follows`, may be gone by now: then that is not kept either.
        """
        kept = await self._memory.keep(asked, asker, author, follows)
        await self._erasing.check_reply(kept.number)
        return kept

    async def asked(self, guild_id: int, number: int) -> Asked | None:
        """An earlier question of this guild; None when it is not kept (any more)."""
        return await self._memory.asked(guild_id, number)

    def pseudonym(self, user_id: int) -> str:
        """What is kept in place of a user's id."""
        return self._memory.pseudonym(user_id)

    async def summarize(self, guild_id: int, document_id: str, sentences: int) -> Summary:
        """Raises DocumentNotFound."""
        return await asyncio.to_thread((await self.base(guild_id)).summarize, document_id, sentences)

    async def add(self, guild_id: int, document: Document) -> None:
        """Add a document to a guild, or replace the one with its id. Raises UnreadableFile when it is too much."""
        (found,) = await self._changing.build(prepare_apart, document.title, [document])
        await self._changing.change(guild_id, Change(put=[by_hand(document)], prepared={content_of(document): found}))

    async def remove(self, guild_id: int, document_id: str) -> None:
        """Raises DocumentNotFound: the document may also be one that is shared and not this guild's.

        A file or text that was handed over goes as a source too. What was read from elsewhere comes back when it
        is read again: remove its source.
        """
        stored = (await self._shelf(guild_id)).get(document_id)
        if stored is None:
            raise DocumentNotFound(document_id)
        await self._changing.change(guild_id, Change(drop=[document_id]))
        left = await self._shelf(guild_id)
        if stored.source is not None and all(one.source != stored.source for one in left.values()):
            await self.sources.forget_given(guild_id, stored.source)

    async def reload(
        self,
        on_progress: OnProgress = unseen,
        trial: Trial | None = None,
        guild_id: int = SHARED,
        number: int = HOME,
        *,
        by_itself: bool = False,
    ) -> Reload:
        """Read a source again, the folder if none is named; the old knowledge answers until the new one is ready.

        It stays if reading fails. A file that cannot be read keeps its old documents. `trial` may refuse the new
        knowledge; `by_itself` as in `Sources.sync`. Raises ReloadInProgress, NoDocuments, SourceFailed, SourceNotFound,
        ReloadRefused.
        """
        if self.sources.is_running(number):
            raise ReloadInProgress
        report = await self.sources.sync(guild_id, number, on_progress, trial, by_itself=by_itself)
        self.overview.loaded_at = datetime.now(UTC)
        return report

    async def refresh(self) -> None:
        """Take up what another program (`quoth ingest`) has changed in the database."""
        if await self._store.catalog.written_by_others():
            await self._changing.refresh()
            await self.sources.register.load()

    async def _load(self) -> None:
        await self._memory.load()
        await self.settings.load()
        await self._holding.load()
        await self._store.catalog.written_by_others()
        try:
            await self._bring_up_to_date()
        except NotKept as error:
            await self._home.fall_back(error)

    async def _bring_up_to_date(self) -> None:
        await self.ageing.look()
        await self.sources.load()
        await self._store.catalog.forget_texts()
        await self._erasing.go_on()
        await self._home.read(partial(self.reload, by_itself=True))

    async def drop(self, guild_id: int, change: Change) -> None:
        """Without a look at where the documents come from: for a guild that is gone."""
        await self._changing.change(guild_id, change)
        self.settings.forget(guild_id)

    async def _shelf(self, guild_id: int) -> Shelf:
        return (await self._holding.of(guild_id)).shelf(guild_id)
