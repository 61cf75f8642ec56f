"""Numbers for the sentences and passages of many documents: the ids of the indexes."""

from collections.abc import Iterable, Mapping
from itertools import count
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from knowledge.text.outline import Outline


class NumberedDocument(NamedTuple):
    """A document among many."""

    id: str
    outline: Outline
    first: int
    """The number of its first sentence."""
    end: int
    """The number after that of its last sentence."""
    first_passage: int


class Numbering:
    """In the order of the documents."""

    def __init__(self, outlines: Mapping[str, Outline], sizes: NDArray[np.int64]) -> None:
        """`sizes` (passages,): how many sentences each passage has."""
        self._ids = list(outlines)
        self._outlines = list(outlines.values())
        self._positions = dict(zip(outlines, count(), strict=False))
        self._sentences = _firsts([len(one.spans) for one in self._outlines])
        self._passages = _firsts([len(one.headings) for one in self._outlines])
        self.passage_firsts = _firsts(sizes)
        """(passages + 1,): the number of each passage's first sentence, and how many sentences there are."""

    @classmethod
    def empty(cls) -> "Numbering":
        """Of no documents."""
        return cls({}, np.zeros(0, np.int64))

    def changed(self, gone: Iterable[str], added: Mapping[str, Outline]) -> "Numbering":
        """Those that follow: without some documents, and with others at the end."""
        outlines = dict(zip(self._ids, self._outlines, strict=True))
        kept = np.ones(self.passages, np.bool_)
        for document_id in gone:
            ids = self.passage_ids(document_id)
            kept[ids.start : ids.stop] = False
            del outlines[document_id]
        sizes = [np.diff(self.passage_firsts)[kept], *(np.diff(one.firsts) for one in added.values())]
        return Numbering({**outlines, **added}, np.concatenate(sizes))

    @property
    def sentences(self) -> int:
        """How many there are."""
        return int(self._sentences[-1])

    @property
    def passages(self) -> int:
        """How many there are."""
        return int(self._passages[-1])

    def sentence(self, number: int) -> tuple[str, Outline, int]:
        """The document's id, its outline, and which of its sentences this is."""
        return self._place(self._sentences, number)

    def passage(self, number: int) -> tuple[str, Outline, int]:
        """The document's id, its outline, and which of its passages this is."""
        return self._place(self._passages, number)

    def sentence_ids(self, document_id: str) -> range:
        """The numbers of a document's sentences. Raises KeyError for an id that is not here."""
        position = self._positions[document_id]
        return range(int(self._sentences[position]), int(self._sentences[position + 1]))

    def passage_ids(self, document_id: str) -> range:
        """The numbers of a document's passages. Raises KeyError for an id that is not here."""
        position = self._positions[document_id]
        return range(int(self._passages[position]), int(self._passages[position + 1]))

    def passage_numbers(self, sentences: NDArray[np.int64]) -> NDArray[np.int64]:
        """The numbers of the passages that hold the sentences with these numbers."""
        return self.passage_firsts.searchsorted(sentences, side="right") - 1

    def documents_of(self, sentences: NDArray[np.int64]) -> NDArray[np.int64]:
        """Which document each of the sentences with these numbers is in, counted from 0."""
        return self._sentences.searchsorted(sentences, side="right") - 1

    def document_at(self, position: int) -> NumberedDocument:
        """The document at this position."""
        first, end = self._sentences[position : position + 2].tolist()
        document_id, cut = self._ids[position], self._outlines[position]
        return NumberedDocument(document_id, cut, first, end, int(self._passages[position]))

    def _place(self, firsts: NDArray[np.int64], number: int) -> tuple[str, Outline, int]:
        position = int(firsts.searchsorted(number, side="right")) - 1
        return self._ids[position], self._outlines[position], number - int(firsts[position])


def _firsts(sizes: ArrayLike) -> NDArray[np.int64]:
    return np.concatenate(([0], np.cumsum(sizes, dtype=np.int64)))
