"""Documents in, quotes out; no Discord here."""

from typing import TYPE_CHECKING, Any

from knowledge.errors import DocumentNotFound, DuplicateDocument, KnowledgeError, UnreadableFile
from knowledge.models import Answer, Chunk, Document, Hit, Quote, Sentence, Source, Summary

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase

__all__ = [
    "Answer",
    "Chunk",
    "Document",
    "DocumentNotFound",
    "DuplicateDocument",
    "Hit",
    "KnowledgeBase",
    "KnowledgeError",
    "Quote",
    "Sentence",
    "Source",
    "Summary",
    "UnreadableFile",
]


def __getattr__(name: str) -> Any:
    """The base when somebody wants it: numpy takes 15 MB and a third of a second; whoever reads files needs none."""
    if name == "KnowledgeBase":
        from knowledge.base import KnowledgeBase  # noqa: PLC0415 see above

        return KnowledgeBase
    raise AttributeError(name)
