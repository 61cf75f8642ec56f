"""What a look at a source found, compared with what was read from it before."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import NamedTuple

from knowledge.errors import ReadingStopped, Unreachable, UnreadableFile
from knowledge.index.prepared import Content, Prepared, content_of
from knowledge.models import Document, Model
from knowledge.reading import fingerprint
from knowledge.sources.preparing import prepare_apart
from knowledge.store.records import HOME, Byline, Item, StoredDocument

READER = fingerprint(b"")
"""The version of the readers: what another version read is read again."""


class Failure(Model):
    """A page, file or thread that could not be read, and why: a clause."""

    name: str
    reason: str
    since: datetime | None = None
    """The first time; None = now."""


class Progress(Model):
    """How far it is: `done` of `total` pages, files or threads, the next is `name`."""

    done: int
    total: int
    name: str
    ahead: int = 0
    """How many readings, of other servers too, come before the next."""


OnProgress = Callable[[Progress], None]


class Read(NamedTuple):
    """The documents of one file, page or thread, and what was found out about those that are new."""

    documents: list[Document]
    prepared: dict[Content, Prepared]


class Changes(NamedTuple):
    """What must be done so that the store holds what the source holds. `drop` are ids, `gone` are origins."""

    put: list[StoredDocument]
    drop: list[str]
    unchanged: int
    failed: tuple[Failure, ...]
    items: list[Item]
    gone: list[str]
    noted: tuple[str, ...] = ()
    """What people should know beside failures: sentences."""
    prepared: Mapping[Content, Prepared] = MappingProxyType({})
    """What was found out about the texts that are new."""


class Comparison:
    """The changes so far. `held` are the documents of the source, `items` what is known of its pages."""

    def __init__(
        self,
        held: Iterable[StoredDocument],
        items: Mapping[str, Item] | None = None,
        source: int | None = None,
        *,
        retries: bool = True,
    ) -> None:
        """`retries`: whether what stopped the reading the last time is read again although it has not changed."""
        self.items = items or {}
        self.source = source
        self._retries = retries
        self._held = _by_origin(held)
        self._owners = {one.document.id: origin for origin, group in self._held.items() for one in group}
        self._put: dict[str, StoredDocument] = {}
        self._drop: list[str] = []
        self._unchanged = 0
        self._failed: dict[str, Failure] = {}
        self._items: dict[str, Item] = {}
        self._gone: list[str] = []
        self._prepared: dict[Content, Prepared] = {}

    @property
    def origins(self) -> set[str]:
        """All that is known of the source."""
        return {*self._held, *self.items}

    def held(self, origin: str) -> list[StoredDocument]:
        """The documents that were read from there before."""
        return self._held.get(origin, [])

    def is_held(self, origin: str, mark: str) -> bool:
        """Whether these bytes were read before, and by the same reader."""
        before = self.held(origin)
        return bool(before) and all(stored.fingerprint == mark for stored in before)

    def keep(self, item: Item, change: Callable[[Document], Document] | None = None) -> None:
        """What was read before is current; `change` may touch all but title and text of its documents."""
        before = self.held(item.origin)
        self._unchanged += len(before)
        self._remark(before, lambda one: (change or _same)(one).model_copy(update={"old_since": None}))
        known = self.items.get(item.origin)
        missing = known.reason if known and not any(stored.document.old_since for stored in before) else None
        self._settle(known if known and missing else item, missing)

    def refuse_stopped(self, origin: str, mark: str) -> None:
        """Raises ReadingStopped if just these bytes stopped the reading before, and are not to be tried again."""
        item = self.items.get(origin)
        if item is not None and item.stopped == mark and not self._retries:
            raise ReadingStopped(origin, item.reason or "")

    def read(self, origin: str, documents: list[Document]) -> Read:
        """What was read, prepared where its text is new; takes its time. Raises UnreadableFile."""
        held = {content_of(stored.document) for stored in self.held(origin)}
        new = [document for document in documents if content_of(document) not in held]
        prepared = prepare_apart(origin, new)
        return Read(documents, {content_of(one): found for one, found in zip(new, prepared, strict=True)})

    def replace(self, item: Item, read: Read, bylines: tuple[Byline, ...] = ()) -> None:
        """Read anew; `bylines` tell who wrote a thread. Raises UnreadableFile for an id that another file has."""
        mark = item.fingerprint or ""
        whole = [one.model_copy(update={"missing": None}) for one in read.documents]
        after = [StoredDocument(one, item.origin, mark, self.source, bylines) for one in whole]
        before = {stored.document.id: stored for stored in self.held(item.origin)}
        self._refuse_duplicates(item.origin, [stored.document for stored in after])
        self._prepared |= read.prepared
        self._owners.update(dict.fromkeys((stored.document.id for stored in after), item.origin))
        self._put |= {stored.document.id: stored for stored in after if stored != before.get(stored.document.id)}
        self._unchanged += sum(stored == before.get(stored.document.id) for stored in after)
        self._drop += sorted(before.keys() - {stored.document.id for stored in after})
        missing = "; ".join(one.missing for one in read.documents if one.missing)
        told = f"only a part of it could be read: {missing}" if missing else None
        self._settle(item._replace(failing_since=None, stopped=None), told)

    def fail(self, origin: str, error: UnreadableFile | Unreachable, mark: str | None = None) -> None:
        """It could not be read: what was read before stays and is marked as old.

        `mark` is the fingerprint of the bytes that could not.
        """
        self.age(origin)
        stopped = mark if isinstance(error, ReadingStopped) else None
        self._report(self.items.get(origin, Item(origin))._replace(stopped=stopped), error.reason)

    def age(self, origin: str) -> None:
        """What was read before is marked as old."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._remark(self.held(origin), lambda one: one.model_copy(update={"old_since": one.old_since or now}))

    def lose(self, origin: str, reason: str) -> None:
        """It is no more, but somebody asked for it by name: its documents go, its failure is told."""
        self._drop_documents(origin)
        self._report(Item(origin), reason)

    def remove(self, origin: str) -> None:
        """It is no more."""
        self._drop_documents(origin)
        if origin in self.items:
            self._gone.append(origin)

    def result(self, noted: Iterable[str] = ()) -> Changes:
        """All of it."""
        drop = [document_id for document_id in self._drop if document_id not in self._put]
        items = list(self._items.values())
        failed = tuple(self._failed.values())
        put = list(self._put.values())
        return Changes(put, drop, self._unchanged, failed, items, self._gone, tuple(noted), self._prepared)

    def _settle(self, item: Item, missing: str | None) -> None:
        """It was read, but for what is missing, if anything is."""
        if missing:
            self._report(item, missing)
        else:
            self._note(item._replace(failing_since=None, reason=None, stopped=None))

    def _report(self, item: Item, reason: str) -> None:
        self._failed[item.origin] = Failure(name=item.origin, reason=reason)
        self._note(item._replace(failing_since=item.failing_since or int(time.time()), reason=reason))

    def _drop_documents(self, origin: str) -> None:
        for stored in self.held(origin):
            self._drop.append(stored.document.id)
            self._owners.pop(stored.document.id, None)

    def _remark(self, before: Iterable[StoredDocument], change: Callable[[Document], Document]) -> None:
        for stored in before:
            document = change(stored.document)
            if document != stored.document:
                self._put[document.id] = stored._replace(document=document)

    def _note(self, item: Item) -> None:
        if item != self.items.get(item.origin):
            self._items[item.origin] = item

    def _refuse_duplicates(self, origin: str, documents: list[Document]) -> None:
        seen: set[str] = set()
        for document in documents:
            other = origin if document.id in seen else self._owners.get(document.id, origin)
            if document.id in seen or other != origin:
                raise UnreadableFile(origin, f"{other} has a document with the id “{document.id}” too; ids must differ")
            seen.add(document.id)


def own_id(source: int | None, document: Document) -> Document:
    """With an id that no other source's document has. Those of the operator's folder are named as their files."""
    if source is None or source == HOME:
        return document
    return document.model_copy(update={"id": f"{source}/{document.id}"})


def unseen(_progress: Progress) -> None:
    """Nobody watches."""


def _same(document: Document) -> Document:
    return document


def _by_origin(held: Iterable[StoredDocument]) -> dict[str, list[StoredDocument]]:
    groups: dict[str, list[StoredDocument]] = defaultdict(list)
    for stored in held:
        if stored.origin is not None:
            groups[stored.origin].append(stored)
    return dict(groups)
