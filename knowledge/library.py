"""Library: one KnowledgeBase per guild over the store. Guild 0 is the operator's, which every guild sees."""

import asyncio
import logging
import secrets
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Self

from knowledge import exporting, statistics
from knowledge.asking import find
from knowledge.base import KnowledgeBase
from knowledge.curation import Curation, team_answers
from knowledge.departures import Departures
from knowledge.errors import DocumentNotFound, NoDocuments, ReloadInProgress
from knowledge.folder import Failure, FolderChanges, Progress, read_folder
from knowledge.golden import Goldens, Trial
from knowledge.models import Answer, Document, Hit, Model, Quote, Summary
from knowledge.privacy import Privacy
from knowledge.store import Question, Store, StoredDocument
from knowledge.turns import Turns
from knowledge.votes import Votes

_log = logging.getLogger(__name__)

SHARED = 0
"""The guild id of the operator's own documents."""

_DAY = 24 * 60 * 60


class Asked(Model):
    """A question that was answered, or not: then `closest` holds the chunks that came nearest."""

    number: int
    guild_id: int
    answer: Answer
    more: tuple[Quote, ...] = ()
    """The quotes that come next."""
    closest: tuple[Hit, ...]
    earlier: tuple[str, ...] = ()
    """The questions that this one may carry on, the last one last."""


class Reload(Model):
    """What a reload changed, by title."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    failed: tuple[Failure, ...]


class Status(Model):
    """What answers now."""

    documents: int
    chunks: int
    loaded_at: datetime
    failed: tuple[Failure, ...]


class Library:
    """The knowledge of all guilds. Open it with `async with await Library.open(…)`."""

    def __init__(self, store: Store, folder: Path, retention_days: int) -> None:
        self._store = store
        self.votes = Votes(store)
        self.turns = Turns(store, retention_days)
        self.curation = Curation(store)
        self.privacy = Privacy(store)
        self.goldens = Goldens(store)
        self.departures = Departures(store)
        self._folder = folder
        self._retention = retention_days * _DAY
        self._documents: dict[int, dict[str, StoredDocument]] = defaultdict(dict)
        self._bases: dict[int, KnowledgeBase] = {SHARED: KnowledgeBase.build([])}
        self._changing = asyncio.Lock()
        self._failed: tuple[Failure, ...] = ()
        self._loaded_at = datetime.now(UTC)
        self._asker_key = b""
        self._settings: dict[tuple[int, str], str | None] = {}

    @classmethod
    async def open(cls, database: Path, folder: Path, retention_days: int = 30) -> Self:
        """What the database holds, brought up to date with the folder. Raises UnusableDatabase, NoDocuments.

        A folder that cannot be read is no reason to fall silent while the database holds documents of it.
        """
        store = await Store.open(database)
        library = cls(store, folder, retention_days)
        try:
            await library._load()
        except BaseException:
            await store.close()
            raise
        return library

    async def close(self) -> None:
        """Waits for a change that is being written."""
        async with self._changing:
            await self._store.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def base(self, guild_id: int) -> KnowledgeBase:
        """The snapshot that answers this guild now."""
        return self._bases.get(guild_id, self._bases[SHARED])

    def own_documents(self, guild_id: int) -> dict[str, Document]:
        """By id, without those that are shared with every guild."""
        return {key: stored.document for key, stored in self._documents.get(guild_id, {}).items()}

    def status(self, guild_id: int) -> Status:
        """What answers this guild, and which files of the last reload could not be read."""
        base = self.base(guild_id)
        return Status(documents=len(base.documents), chunks=base.chunks, loaded_at=self._loaded_at, failed=self._failed)

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
        base = self.base(guild_id)
        within = None if document_id is None else (base.document(document_id).id,)
        team = team_answers(self._documents.get(guild_id, {})) if within is None else ()
        found = await asyncio.to_thread(find, base, question, earlier=earlier, within=within, team=team)
        return Asked(number=0, guild_id=guild_id, earlier=tuple(earlier), **found.model_dump())

    async def keep(self, asked: Asked, asker: int | None) -> Asked:
        """With its number; it stays 0 and nothing is kept if the asker does not want that."""
        return asked.model_copy(update={"number": await self._keep(asked, asker)})

    async def asked(self, guild_id: int, number: int) -> Asked | None:
        """An earlier question of this guild; None when it is not kept (any more)."""
        reply = await self._store.reply(guild_id, number)
        return None if reply is None else Asked.model_validate_json(reply).model_copy(update={"number": number})

    @property
    def retention_days(self) -> int:
        """How long questions are kept."""
        return self._retention // _DAY

    async def is_asker(self, guild_id: int, number: int, user_id: int) -> bool:
        """Whether this person asked this question."""
        return await self.turns.asked_by(guild_id, number, self.pseudonym(user_id))

    async def summarize(self, guild_id: int, document_id: str, sentences: int) -> Summary:
        """Raises DocumentNotFound."""
        return await asyncio.to_thread(self.base(guild_id).summarize, document_id, sentences)

    async def add(self, guild_id: int, document: Document) -> None:
        """Add a document to a guild, or replace the one with its id."""
        fingerprint = blake2b(document.model_dump_json().encode(), digest_size=16).hexdigest()
        async with self._changing:
            await self._change(guild_id, [StoredDocument(document, None, fingerprint)], [])

    async def remove(self, guild_id: int, document_id: str) -> None:
        """Raises DocumentNotFound: the document may also be one that is shared and not this guild's."""
        async with self._changing:
            if document_id not in self._documents[guild_id]:
                raise DocumentNotFound(document_id)
            await self._change(guild_id, [], [document_id])

    async def reload(self, on_progress: Callable[[Progress], None] | None = None, trial: Trial | None = None) -> Reload:
        """Read the folder again; the old knowledge answers until the new one is ready, and stays if it fails.

        A file that cannot be read keeps its old documents. `trial` may refuse the new knowledge.
        Raises ReloadInProgress, NoDocuments, ReloadRefused.
        """
        if self._changing.locked():
            raise ReloadInProgress
        async with self._changing:
            held = dict(self._documents[SHARED])
            changes = await read_folder(self._folder, held.values(), on_progress or _unseen)
            await self._change(SHARED, changes.put, changes.drop, trial)
            self._failed, self._loaded_at = changes.failed, datetime.now(UTC)
        return _reload(held, changes)

    async def statistics(self, guild_id: int, days: int) -> statistics.Statistics:
        """Of the last `days` days, as far back as questions are kept."""
        return await statistics.gather(self._store, guild_id, self.base(guild_id), days)

    async def export(self, guild_id: int) -> bytes:
        """A zip of all that is kept of this guild; of the shared documents nothing."""
        rows = await exporting.tables(self._store, guild_id)
        own = [stored.document for stored in self._documents.get(guild_id, {}).values()] if guild_id else []
        return await asyncio.to_thread(exporting.packed, own, rows)

    async def tidy(self, grace: int) -> list[int]:
        """Erase questions that are too old, and all that is kept of guilds that the bot left `grace` seconds ago.

        Returns those guilds.
        """
        await self._store.forget_questions(int(time.time()) - self._retention)
        overdue = await self.departures.overdue(grace)
        for guild_id in overdue:
            async with self._changing:
                await self._change(guild_id, [], list(self._documents.get(guild_id, {})))
                self._bases = {key: base for key, base in self._bases.items() if key != guild_id}
            await self.departures.erase(guild_id)
        return overdue

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
        self._asker_key = (await self._store.set_first(SHARED, "asker_key", secrets.token_hex(32))).encode()
        for guild_id, stored in await self._store.documents():
            self._documents[guild_id][stored.document.id] = stored
        self._bases = await asyncio.to_thread(_build_all, self._documents)
        try:
            await self.reload()
        except NoDocuments as error:
            if not self._documents[SHARED]:
                raise
            _log.warning("%s: the documents of the last start answer", error)
            self._failed = (Failure(name=error.place, reason=error.reason),)

    async def _change(
        self, guild_id: int, put: Iterable[StoredDocument], drop: Iterable[str], trial: Trial | None = None
    ) -> None:
        """Build the next snapshots, write, swap: a failure before the swap changes nothing."""
        put, drop = tuple(put), frozenset(drop)
        if not put and not drop:
            return
        bases = await asyncio.to_thread(self._changed_bases, guild_id, [stored.document for stored in put], drop)
        if trial is not None:
            after = bases.get(trial.guild_id, bases[SHARED])
            await asyncio.to_thread(trial.judge, self.base(trial.guild_id), after)
        await self._store.change_documents(guild_id, put, drop)
        own = self._documents[guild_id]
        kept = {key: stored for key, stored in own.items() if key not in drop}
        self._documents[guild_id] = kept | {stored.document.id: stored for stored in put}
        self._bases = bases

    def _changed_bases(self, guild_id: int, put: list[Document], drop: frozenset[str]) -> dict[int, KnowledgeBase]:
        """The next snapshots: of one guild, or of all that see a shared document and have none of its id."""
        if guild_id != SHARED:
            shared = self._bases[SHARED].documents
            uncovered = [shared[document_id] for document_id in drop if document_id in shared]
            return self._bases | {guild_id: self.base(guild_id).changed(put + uncovered, drop)}
        return {guild: base.changed(*self._visible(guild, put, drop)) for guild, base in self._bases.items()}

    def _visible(self, guild_id: int, put: list[Document], drop: frozenset[str]) -> tuple[list[Document], set[str]]:
        """What of a change to the shared documents a guild sees: its own documents stand before those."""
        own = self._documents[guild_id] if guild_id != SHARED else {}
        return [document for document in put if document.id not in own], {key for key in drop if key not in own}

    async def _keep(self, asked: Asked, asker: int | None) -> int:
        now = int(time.time())
        question = Question(
            guild_id=asked.guild_id,
            asker=None if asker is None else self.pseudonym(asker),
            question=asked.answer.question,
            known=asked.answer.known,
            confidence=asked.answer.confidence,
            answered=bool(asked.answer.quotes),
            asked_at=now,
            reply=asked.model_dump_json(),
        )
        return await self._store.keep_question(question, forget_before=now - self._retention)

    def pseudonym(self, user_id: int) -> str:
        """What is kept in place of a user's id: the same for the same person, and of no use without this database."""
        return blake2b(str(user_id).encode(), digest_size=16, key=self._asker_key).hexdigest()


def _build_all(documents: dict[int, dict[str, StoredDocument]]) -> dict[int, KnowledgeBase]:
    """A base for the operator's documents, and one for each guild that has its own beside them."""
    held = {guild_id: [stored.document for stored in own.values()] for guild_id, own in documents.items() if own}
    shared = KnowledgeBase.build(held.pop(SHARED, []))
    return {SHARED: shared} | {guild_id: shared.changed(own) for guild_id, own in held.items()}


def _unseen(_progress: Progress) -> None:
    """Nobody watches."""


def _reload(held: dict[str, StoredDocument], changes: FolderChanges) -> Reload:
    put = [stored.document for stored in changes.put]
    return Reload(
        added=tuple(document.title for document in put if document.id not in held),
        changed=tuple(document.title for document in put if document.id in held),
        removed=tuple(held[document_id].document.title for document_id in changes.drop),
        unchanged=changes.unchanged,
        failed=changes.failed,
    )
