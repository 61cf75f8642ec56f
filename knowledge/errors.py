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
