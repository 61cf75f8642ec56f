"""What every guild sees: its own documents, the shared ones beside them, each text once. It never changes.

Of a guild that nobody has asked for only its number is in memory.
"""

from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Self

from knowledge.base import KnowledgeBase
from knowledge.errors import UnreadableIndex
from knowledge.index.corpus import Corpus
from knowledge.index.prepared import Prepare, prepare
from knowledge.index.vectors import Vectors
from knowledge.models import Document
from knowledge.store.records import SHARED, StoredDocument

Shelf = Mapping[str, StoredDocument]
"""Documents of one guild by id."""


class Snapshots:
    """One KnowledgeBase for each guild that has documents of its own and is held, and one for all without any."""

    def __init__(
        self, shelves: Mapping[int, Shelf], bases: Mapping[int, KnowledgeBase], guilds: frozenset[int] = frozenset()
    ) -> None:
        self._shelves = shelves
        self._bases = bases
        self.guilds = guilds
        """All that have documents of their own, also those that are not held."""

    @classmethod
    def empty(cls, guilds: Iterable[int] = (), vectors: Vectors | None = None) -> Self:
        """No documents in memory; `guilds` have some. What is made of these has the same `vectors`."""
        nothing = KnowledgeBase(Corpus.empty(), vectors, waits=False)
        return cls({SHARED: {}}, {SHARED: nothing}, frozenset(guilds) - {SHARED})

    @property
    def held(self) -> tuple[int, ...]:
        """The guilds whose documents are in memory, SHARED first."""
        return tuple(self._bases)

    def holds(self, guild_id: int) -> bool:
        """Whether all that this guild sees is in memory."""
        return guild_id in self._bases or guild_id not in self.guilds

    def base(self, guild_id: int) -> KnowledgeBase:
        """What answers a guild that is held. Raises KeyError for another one."""
        return self._bases[guild_id if guild_id in self.guilds else SHARED]

    def shelf(self, guild_id: int) -> Shelf:
        """The own documents of a guild that is held. Raises KeyError for another one."""
        return self._shelves[guild_id] if guild_id in self.guilds or guild_id == SHARED else {}

    def changed(
        self, guild_id: int, put: Iterable[StoredDocument], drop: Iterable[str], prepared: Prepare = prepare
    ) -> Self:
        """The next ones. Only texts that changed are prepared. The guild must be held."""
        dropped = frozenset(drop)
        kept = {key: stored for key, stored in self.shelf(guild_id).items() if key not in dropped}
        kept |= {stored.document.id: stored for stored in put}
        if not kept and guild_id != SHARED:
            return self.without(guild_id)
        shelves = {**self._shelves, guild_id: kept}
        guilds = self._bases.keys() if guild_id == SHARED else [guild_id]
        moved = {
            guild: self._bases.get(guild, self._bases[SHARED]).become(_visible(guild, shelves), prepared)
            for guild in guilds
        }
        return type(self)(shelves, {**self._bases, **moved}, (self.guilds | {guild_id}) - {SHARED})

    def restored(
        self, guild_id: int, documents: Iterable[StoredDocument], folder: Path, prepared: Prepare = prepare
    ) -> Self:
        """With a guild that is not held yet, or SHARED; what `save` has written of it is not prepared again."""
        shelf = _shelf(documents)
        if not shelf and guild_id != SHARED:
            return self.without(guild_id)
        shelves = {**self._shelves, guild_id: shelf}
        wanted = _visible(guild_id, shelves)
        own = {key: document for key, document in wanted.items() if key in shelf}
        beneath = self._bases[SHARED]
        try:
            base = _beside(beneath, KnowledgeBase.restored(own, folder / str(guild_id)), wanted)
        except UnreadableIndex:
            base = beneath
        return type(self)(shelves, {**self._bases, guild_id: base.become(wanted, prepared)}, self.guilds)

    def replaced(
        self, documents: Mapping[int, Iterable[StoredDocument]], guilds: Iterable[int], prepared: Prepare = prepare
    ) -> Self:
        """These documents in place of those that are held, and these guilds that have some."""
        shelves = {SHARED: {}, **{guild: _shelf(some) for guild, some in documents.items()}}
        shelves = {guild: shelf for guild, shelf in shelves.items() if shelf or guild == SHARED}
        shared = self._bases[SHARED].become(_visible(SHARED, shelves), prepared)
        own = {guild: self._bases.get(guild, shared).become(_visible(guild, shelves), prepared) for guild in shelves}
        return type(self)(shelves, {SHARED: shared, **own}, frozenset(guilds) - {SHARED})

    def without(self, guild_id: int) -> Self:
        """Where a guild has no documents of its own any more."""
        shelves = {guild: shelf for guild, shelf in self._shelves.items() if guild != guild_id}
        bases = {guild: base for guild, base in self._bases.items() if guild != guild_id}
        return type(self)(shelves, bases, self.guilds - {guild_id})

    def beside(self, other: "Snapshots") -> Self:
        """With the guilds that only the other one holds; it must have the same shared documents, or none is taken."""
        more = [guild for guild in other.held if guild in self.guilds and guild not in self._bases]
        if not more or other.shelf(SHARED) is not self.shelf(SHARED):
            return self
        shelves = {**self._shelves, **{guild: other.shelf(guild) for guild in more}}
        return type(self)(shelves, {**self._bases, **{guild: other.base(guild) for guild in more}}, self.guilds)

    def save(self, guild_id: int, folder: Path) -> None:
        """Write what was analysed of a guild's own documents, unless it is there. Raises OSError."""
        self.base(guild_id).save(folder / str(guild_id), self.shelf(guild_id))


def _shelf(documents: Iterable[StoredDocument]) -> dict[str, StoredDocument]:
    return {stored.document.id: stored for stored in documents}


def _beside(beneath: KnowledgeBase, own: KnowledgeBase, wanted: Mapping[str, Document]) -> KnowledgeBase:
    """The shared documents that a guild sees, and its own."""
    hidden = beneath.documents.keys() - (wanted.keys() - own.documents.keys())
    shared = beneath.changed((), hidden) if hidden else beneath
    return shared.joined(own)


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
