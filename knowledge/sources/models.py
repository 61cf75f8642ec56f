"""What people are told about sources: how they stand, what a run changed, and how much room is left."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum

from pydantic import Field

from knowledge.errors import QuotaExceeded
from knowledge.models import Document, Model
from knowledge.sources.comparison import Changes, Failure
from knowledge.store.records import StoredDocument

_TIGHT = 0.8


class Kind(StrEnum):
    """What a source is."""

    FOLDER = "folder"
    SITE = "site"
    LINK = "link"
    FILE = "file"
    TEXT = "text"
    CHANNEL = "channel"


class Schedule(StrEnum):
    """How often a source is looked at again."""

    OFF = "off"
    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"

    @property
    def seconds(self) -> int | None:
        """Between two runs; None = only people start one."""
        return {"hourly": 3600, "daily": 86_400, "weekly": 604_800}.get(self)


class Reload(Model):
    """What a run changed, by title."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    failed: tuple[Failure, ...]
    noted: tuple[str, ...] = ()
    """What people should know beside failures: sentences."""


class Status(Model):
    """What answers now."""

    documents: int
    chunks: int
    loaded_at: datetime
    failed: tuple[Failure, ...]
    meaning: float | None = None
    """How much was read for what it means, 0 … 1; None where that is not looked at."""


class Added(Model):
    """A new source: its number, and what came of its first run."""

    number: int
    reload: Reload


class SourceStatus(Model):
    """How a source stands."""

    number: int
    guild_id: int
    kind: Kind
    address: str
    schedule: Schedule
    documents: int
    chunks: int
    old: int = 0
    """Documents that could not be read again, so that they may be out of date."""
    last_success: datetime | None
    next_run: datetime | None
    is_running: bool
    error: str | None
    """Why the last run changed nothing, a clause."""
    failures: tuple[Failure, ...]
    """Pages, files or threads that cannot be read; what they said before still answers."""


class Quotas(Model):
    """What one guild may hold. The operator's own documents have no limit."""

    documents: int = Field(5_000, ge=0)
    bytes: int = Field(100_000_000, ge=0)
    """Of text, in UTF-8."""
    sites: int = Field(10, ge=0)


class Usage(Model):
    """What a guild holds, and may."""

    documents: int
    bytes: int
    sites: int
    quotas: Quotas

    @property
    def tight(self) -> tuple[str, ...]:
        """Of which of "documents", "bytes" and "sites" less than a fifth is left."""
        return tuple(what for what in Quotas.model_fields if getattr(self, what) >= _TIGHT * getattr(self.quotas, what))

    def check(self) -> None:
        """Raises QuotaExceeded."""
        for what in Quotas.model_fields:
            if getattr(self, what) > getattr(self.quotas, what):
                raise QuotaExceeded(what, getattr(self, what), getattr(self.quotas, what))


def size(documents: Iterable[StoredDocument]) -> int:
    """Bytes of text, in UTF-8."""
    texts = (stored.document.text for stored in documents)
    return sum(len(text) if text.isascii() else len(text.encode()) for text in texts)


def reload_report(held: Mapping[str, StoredDocument], changes: Changes) -> Reload:
    """`held` are the guild's documents before."""
    put = [stored.document for stored in changes.put]
    before = {document.id: held[document.id].document for document in put if document.id in held}
    return Reload(
        added=tuple(document.title for document in put if document.id not in held),
        changed=tuple(one.title for one in put if one.id in before and _said(one) != _said(before[one.id])),
        removed=tuple(held[document_id].document.title for document_id in changes.drop if document_id in held),
        unchanged=changes.unchanged,
        failed=changes.failed,
        noted=changes.noted,
    )


def _said(document: Document) -> tuple[str, str]:
    return document.text, document.title
