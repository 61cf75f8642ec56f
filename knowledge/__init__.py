"""Documents in, quotes out; no Discord here."""

from knowledge.base import KnowledgeBase
from knowledge.errors import DocumentNotFound, DuplicateDocument, KnowledgeError, UnreadableFile
from knowledge.models import Answer, Chunk, Document, Hit, Quote, Sentence, Source, Summary

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
