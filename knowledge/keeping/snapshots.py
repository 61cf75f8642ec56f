"""What every guild sees: its own documents, the shared ones beside them, each text once. It never changes."""

import shutil
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Self

from knowledge.base import KnowledgeBase
from knowledge.errors import UnreadableIndex
from knowledge.keeping import archive
from knowledge.keeping.records import SHARED, StoredDocument
from knowledge.models import Document
from knowledge.prepared import Prepare, content_of, prepare

Shelf = Mapping[str, StoredDocument]
"""Documents of one guild by id."""


class Snapshots:
    """One KnowledgeBase for each guild that has documents of its own, and one for all others."""

    def __init__(self, shelves: Mapping[int, Shelf], bases: Mapping[int, KnowledgeBase]) -> None:
        self._shelves = shelves
        self._bases = bases

    @classmethod
    def empty(cls) -> Self:
        """No documents at all."""
        return cls({}, {SHARED: KnowledgeBase.build([])})

    def base(self, guild_id: int) -> KnowledgeBase:
        """What answers a guild."""
        return self._bases.get(guild_id, self._bases[SHARED])

    def shelf(self, guild_id: int) -> Shelf:
        """The guild's own documents."""
        return self._shelves.get(guild_id, {})

    def changed(
        self, guild_id: int, put: Iterable[StoredDocument], drop: Iterable[str], prepared: Prepare = prepare
    ) -> Self:
        """The next ones. Only texts that changed are prepared."""
        dropped = frozenset(drop)
        kept = {key: stored for key, stored in self.shelf(guild_id).items() if key not in dropped}
        shelves = {**self._shelves, guild_id: kept | {stored.document.id: stored for stored in put}}
        guilds = self._bases.keys() if guild_id == SHARED else [guild_id]
        moved = {guild: _moved(self.base(guild), _visible(guild, shelves), prepared) for guild in guilds}
        return type(self)(shelves, {**self._bases, **moved})

    @classmethod
    def restored(
        cls, documents: Iterable[tuple[int, StoredDocument]], folder: Path, prepared: Prepare = prepare
    ) -> Self:
        """These documents with their guilds; what `save` has written of them is not prepared again."""
        documents = list(documents)
        shelves = _shelves(documents)
        found = {guild: _restored(_visible(guild, shelves), folder / str(guild)) for guild in {SHARED, *shelves}}
        bases = {guild: base for guild, base in found.items() if base is not None}
        return cls({}, {SHARED: KnowledgeBase.build([]), **bases}).replaced(documents, prepared)

    def save(self, folder: Path) -> None:
        """Write what was analysed for each guild, and nothing that was there before. Raises OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        for gone in {path.name for path in folder.iterdir()} - set(map(str, self._bases)):
            shutil.rmtree(folder / gone, ignore_errors=True)
        for guild_id, base in self._bases.items():
            archive.save(base.collection, folder / str(guild_id))

    def replaced(self, documents: Iterable[tuple[int, StoredDocument]], prepared: Prepare = prepare) -> Self:
        """These documents with their guilds, and no others."""
        shelves = _shelves(documents)
        shared = _moved(self.base(SHARED), _visible(SHARED, shelves), prepared)
        own = {guild: _moved(self._bases.get(guild, shared), _visible(guild, shelves), prepared) for guild in shelves}
        return type(self)(shelves, {**own, SHARED: shared})


def _shelves(documents: Iterable[tuple[int, StoredDocument]]) -> dict[int, dict[str, StoredDocument]]:
    shelves: dict[int, dict[str, StoredDocument]] = {}
    for guild_id, stored in documents:
        shelves.setdefault(guild_id, {})[stored.document.id] = stored
    return shelves


def _restored(documents: Mapping[str, Document], folder: Path) -> KnowledgeBase | None:
    try:
        return KnowledgeBase(archive.load(documents, folder))
    except UnreadableIndex:
        return None


def _moved(base: KnowledgeBase, wanted: dict[str, Document], prepared: Prepare) -> KnowledgeBase:
    """The next base, which holds what is wanted and nothing else; not what `prepared` leaves out."""
    put = [one for key, one in wanted.items() if not _reads_alike(base.documents.get(key), one)]
    drop = [document_id for document_id in base.documents if document_id not in wanted]
    following = base.changed(put, drop, prepared) if put or drop else base
    relabelled = [one for key, one in wanted.items() if following.documents.get(key, one) != one]
    return following.relabelled(relabelled) if relabelled else following


def _visible(guild_id: int, shelves: Mapping[int, Shelf]) -> dict[str, Document]:
    """A guild's own documents stand before shared ones with their ids; a text that comes twice is there once."""
    own = shelves.get(guild_id, {})
    shared = shelves.get(SHARED, {}) if guild_id != SHARED else {}
    beside = (stored for key, stored in shared.items() if key not in own)
    firsts: dict[str, Document] = {}
    others: dict[str, list[str]] = {}
    for document in (stored.document for stored in chain(own.values(), beside)):
        first = firsts.setdefault(document.text, document)
        if document.url not in {None, first.url}:
            others.setdefault(first.id, []).append(str(document.url))
    return {first.id: _with_others(first, others.get(first.id, ())) for first in firsts.values()}


def _with_others(document: Document, urls: Iterable[str]) -> Document:
    also = tuple(dict.fromkeys(urls))
    return document.model_copy(update={"also_urls": also}) if also else document


def _reads_alike(one: Document | None, other: Document) -> bool:
    """Whether analysis would find the same."""
    return one is not None and (one is other or content_of(one) == content_of(other))
