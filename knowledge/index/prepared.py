"""A document as an index takes it: cut, analysed and counted, which need not be done where the index is."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from knowledge.errors import DuplicateDocument
from knowledge.index.postings import Numbered, number
from knowledge.models import Document
from knowledge.text.analysis import Analysis, analyse
from knowledge.text.grams import Counts, counts_of
from knowledge.text.outline import Outline, outline

Content = tuple[str, str, str | None]


def content_of(document: Document) -> Content:
    """Title, text and language: documents in which these are equal are prepared alike."""
    return document.title, document.text, document.language


class Prepared(NamedTuple):
    """All that is found out about one document."""

    outline: Outline
    analysis: Analysis
    passages: tuple[Numbered, ...]
    sentences: tuple[Numbered, ...]
    grams: Counts
    """How often each run of letters stands in its text."""


Prepare = Callable[[Document], Prepared | None]
"""Prepares a document, or takes it from where it was prepared before; None = it is to be left out."""


def taken_from(prepared: Mapping[Content, Prepared], otherwise: Prepare | None = None) -> Prepare:
    """What was prepared before is taken from there, all else prepared `otherwise` (None = here and now)."""
    return lambda document: prepared.get(content_of(document)) or (otherwise or prepare)(document)


def prepare(document: Document) -> Prepared:
    """In time and memory that grow with the length of its text."""
    cut = outline(document)
    analysis, indexed = analyse(document, cut)
    passages, sentences = tuple(number(indexed.passages)), tuple(number(indexed.sentences))
    return Prepared(cut, analysis, passages, sentences, counts_of(document.text))


def reads_alike(one: Document | None, other: Document) -> bool:
    """Whether analysis would find the same."""
    return one is not None and (one is other or content_of(one) == content_of(other))


def differs(one: Document, other: Document) -> bool:
    """Whether anything about a document is another."""
    return one is not other and one != other


def by_id(documents: Iterable[Document]) -> dict[str, Document]:
    """Raises DuplicateDocument."""
    found: dict[str, Document] = {}
    for document in documents:
        if document.id in found:
            raise DuplicateDocument(document.id)
        found[document.id] = document
    return found
