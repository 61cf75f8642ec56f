"""What can go wrong, as facts; how it is worded for people is decided where people are."""


class KnowledgeError(Exception):
    """Anything that knowledge refuses to do."""


class DocumentNotFound(KnowledgeError):
    """No document with this id is in the knowledge base."""

    def __init__(self, document_id: str) -> None:
        super().__init__(f"no document with the id {document_id!r}")
        self.document_id = document_id


class DuplicateDocument(KnowledgeError):
    """Two documents with the same id were to be in one knowledge base."""

    def __init__(self, document_id: str) -> None:
        super().__init__(f"two documents have the id {document_id!r}")
        self.document_id = document_id


class UnreadableFile(KnowledgeError):
    """A file that could not be made into a document; `reason` is a clause that ends a sentence."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class ReadingStopped(UnreadableFile):
    """A file that reached a limit of time or memory while it was read: it would the next time, too."""


class NoDocuments(KnowledgeError):
    """A folder that should hold documents holds none, or is not there."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place} {reason}")
        self.place = place
        self.reason = reason


class ReloadInProgress(KnowledgeError):
    """The knowledge is being reloaded already."""

    def __init__(self) -> None:
        super().__init__("a reload is running already")


class ReloadRefused(KnowledgeError):
    """Golden questions would have broken, so the old knowledge stays; how many."""

    def __init__(self, broken: int) -> None:
        super().__init__(f"{broken} golden questions would break")
        self.broken = broken


class UnusableDatabase(KnowledgeError):
    """The database file cannot be opened, is not a database, or cannot be written."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(f"cannot use the database {path}: {reason}")
        self.path = path
        self.reason = reason


class NotKept(UnusableDatabase):
    """The database takes or gives nothing just now: a full disk, another program. Nothing was changed."""


class DamagedDatabase(UnusableDatabase):
    """What the database file holds is not what was written; `cause` is SQLite's own word for it."""

    def __init__(self, path: object, cause: str) -> None:
        super().__init__(path, f"{cause}; `quoth run --recover` keeps it aside and saves what can be read")
        self.cause = cause


class DatabaseInUse(UnusableDatabase):
    """Another bot runs on this database."""

    def __init__(self, path: object) -> None:
        super().__init__(path, "another `quoth run` is using it")


class UnreadableIndex(KnowledgeError):
    """An index file that is missing, damaged or foreign: it has to be built again from the documents."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class Unreachable(KnowledgeError):
    """An address that gave nothing; `reason` is a clause, `status` the HTTP status if there was an answer."""

    def __init__(self, url: str, reason: str, status: int | None = None) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason
        self.status = status

    @property
    def gone(self) -> bool:
        """The server says that there is nothing any more."""
        return self.status in {404, 410}


class SourceNotFound(KnowledgeError):
    """This guild has no source with this number."""

    def __init__(self, number: int) -> None:
        super().__init__(f"no source with the number {number}")
        self.number = number


class DuplicateSource(KnowledgeError):
    """This guild has this source already, with this number."""

    def __init__(self, address: str, number: int) -> None:
        super().__init__(f"{address} is source {number} already")
        self.address = address
        self.number = number


class SourceFailed(KnowledgeError):
    """A source that could not be read at all, so nothing was changed; `reason` is a clause."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(f"{address}: {reason}")
        self.address = address
        self.reason = reason


class SourceStopped(SourceFailed):
    """A source that reached a limit of time or memory while it was read: it would the next time, too."""


class TooManyReadings(KnowledgeError):
    """So many readings of one guild are under way or wait that no more are taken."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"{limit} readings are under way or wait already")
        self.limit = limit


class QuotaExceeded(KnowledgeError):
    """`wanted` of `what` ("documents", "bytes" or "sites") would be more than the guild's `limit`."""

    def __init__(self, what: str, wanted: int, limit: int) -> None:
        super().__init__(f"{wanted} {what} would be more than the limit of {limit}")
        self.what = what
        self.wanted = wanted
        self.limit = limit
