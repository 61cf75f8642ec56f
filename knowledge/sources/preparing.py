"""Documents are prepared in a process of their own, too: cutting and analysing looks at every letter of a text."""

import logging
from collections.abc import Iterator, Sequence

from pydantic import TypeAdapter

from knowledge.apart.process import APART, Apart, split
from knowledge.errors import ReadingStopped, UnreadableFile
from knowledge.index.packing import unpack
from knowledge.index.prepared import Content, Prepared, content_of, prepare
from knowledge.models import Document

_log = logging.getLogger(__name__)

SMALL = 4_000
"""Characters: so short a text is prepared at once. Even work that grew with its square would take a tenth of a second
(measured with the slowest pattern that there ever was here)."""
_TOGETHER = 1_000_000
"""Characters of the documents that are prepared with one request."""
_FOREIGN = "it was not understood; split it into smaller files"
_DOCUMENTS = TypeAdapter(list[Document])


def prepare_apart(name: str, documents: Sequence[Document], apart: Apart = APART) -> list[Prepared]:
    """The documents of one file, in their order; `name` is the file's.

    Raises UnreadableFile, and ReadingStopped when they reached a limit of time or memory.
    """
    if sum(map(_size, documents)) <= SMALL:
        return [prepare(document) for document in documents]
    return [one for some in _batches(documents) for one in _prepared(name, some, apart)]


class Preparer:
    """Prepares what comes without that: from the database, or by the hand of another program.

    Nobody waits for a sentence about it, so what is too much is left out, told in the log, and not tried again.
    """

    def __init__(self) -> None:
        self._apart = Apart()
        self._refused: set[Content] = set()

    def __call__(self, document: Document) -> Prepared | None:
        if content_of(document) in self._refused:
            return None
        try:
            return prepare_apart(document.id, [document], self._apart)[0]
        except UnreadableFile as error:
            _log.warning("The document %r is left out of the answers: %s", document.id, error.reason)
            self._refused.add(content_of(document))
            return None

    def close(self) -> None:
        """Ends what is being prepared."""
        self._apart.interrupt()
        self._apart.close()


def _prepared(name: str, documents: list[Document], apart: Apart) -> list[Prepared]:
    results = split(apart.ask("prepare", name, _DOCUMENTS.dump_json(documents)))
    try:
        return [unpack(result, document) for result, document in zip(results, documents, strict=True)]
    except ValueError as error:
        raise ReadingStopped(name, _FOREIGN) from error


def _batches(documents: Sequence[Document]) -> Iterator[list[Document]]:
    some: list[Document] = []
    left = _TOGETHER
    for document in documents:
        if some and _size(document) > left:
            yield some
            some, left = [], _TOGETHER
        some.append(document)
        left -= _size(document)
    yield some


def _size(document: Document) -> int:
    """Characters of all that is looked at."""
    return len(document.title) + len(document.text)
