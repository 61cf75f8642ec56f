"""What is kept, as it is read and written: documents, their sources, questions, votes, who waits."""

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import blake2b
from types import MappingProxyType
from typing import NamedTuple

from knowledge.index.prepared import Content, Prepared
from knowledge.models import Document, Model

SHARED = 0
"""The guild id of the operator's own documents, which every guild sees."""
HOME = 1
"""The number of the source that the operator's folder is."""


class Byline(NamedTuple):
    """Who wrote the text from `start` on, until the next one; `author` is a pseudonym (see Library.pseudonym)."""

    start: int
    author: str


class StoredDocument(NamedTuple):
    """A document as it is kept: the item that it was read from (None = added by hand), the fingerprint of that
    item's bytes, and the number of its source (None = added by hand).

    `bylines` of messages, in the order of their starts; several that start at 0 wrote its opening together.
    """

    document: Document
    origin: str | None
    fingerprint: str
    source: int | None = None
    bylines: tuple[Byline, ...] = ()


def by_hand(document: Document) -> StoredDocument:
    """A document that belongs to no source."""
    return StoredDocument(document, None, blake2b(document.model_dump_json().encode(), digest_size=16).hexdigest())


class Item(NamedTuple):
    """What a source holds: a page, a file, a thread. How it was read last, and since when and why it cannot be."""

    origin: str
    fingerprint: str | None = None
    reader: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    links: tuple[str, ...] = ()
    failing_since: int | None = None
    reason: str | None = None
    stopped: str | None = None
    """The fingerprint of bytes that stopped the reading."""


class StoredSource(NamedTuple):
    """A source as it is kept; times in seconds since 1970, `options` as JSON."""

    number: int
    guild_id: int
    kind: str
    address: str
    options: str
    schedule: str
    last_success: int | None = None
    next_run: int | None = None
    last_error: str | None = None


class Change(NamedTuple):
    """What is written at once, for one guild: `drop` are ids, `gone` are origins of the source."""

    put: Sequence[StoredDocument] = ()
    drop: Sequence[str] = ()
    source: StoredSource | None = None
    items: Sequence[Item] = ()
    gone: Sequence[str] = ()
    removed: int | None = None
    """The number of a source that goes with all that it holds."""
    prepared: Mapping[Content, Prepared] = MappingProxyType({})
    """What was found out about texts of `put` before."""


class Held(NamedTuple):
    """How much is kept of somebody.

    `waiting` = answers of which they want to be told; `threads` = documents that hold messages of theirs; `homes` = 1
    if they chose who answers their direct messages.
    """

    questions: int
    votes: int
    waiting: int
    threads: int = 0
    homes: int = 0

    @property
    def can_be_forgotten(self) -> bool:
        """Whether there is anything that `forget` erases."""
        return any(self._replace(threads=0))


class Vote(NamedTuple):
    """`voter` is a pseudonym (see Library.pseudonym); `reason`: wrong, outdated, beside or other, if it was no help."""

    voter: str
    helpful: bool
    reason: str | None = None
    comment: str | None = None


class Turn(NamedTuple):
    """An answer that stands in a channel; `message_id` asked (None = a command did), `follows` is a question."""

    channel_id: int
    answer_id: int
    sense: str
    message_id: int | None = None
    follows: int | None = None
    unasked: bool = False

    @property
    def row(self) -> tuple[int | str | None, ...]:
        """As it is written."""
        return self.channel_id, self.message_id, self.answer_id, int(self.unasked), self.follows, self.sense


class Exchange(NamedTuple):
    """Where a question was asked (None = by a command) and answered."""

    channel_id: int
    message_id: int | None
    answer_id: int


class ToTell(NamedTuple):
    """Somebody who waits for the answer to a question. `answer` is the question that the team gave it to."""

    guild_id: int
    question: int
    user_id: int
    answer: int
    tries: int


class Golden(NamedTuple):
    """The first quote must come from the document; None = nothing may be quoted."""

    number: int
    question: str
    document_id: str | None


class Day(Model):
    """The questions of a day (UTC); the votes are those on its answers."""

    date: date
    answered: int = 0
    unanswered: int = 0
    helpful: int = 0
    unhelpful: int = 0


class Statistics(Model):
    """The last days, oldest first, today included; each ranking with counts, highest first."""

    days: tuple[Day, ...]
    questions: tuple[tuple[str, int], ...]
    sources: tuple[tuple[str, int], ...]
    """By title."""
    never_quoted: tuple[str, ...]
    """Titles."""
    missing: tuple[tuple[str, int], ...]
    """Words that were asked for and stand in no document."""

    @property
    def answered(self) -> int:
        """Questions with an answer."""
        return sum(day.answered for day in self.days)

    @property
    def asked(self) -> int:
        """All questions."""
        return self.answered + sum(day.unanswered for day in self.days)
