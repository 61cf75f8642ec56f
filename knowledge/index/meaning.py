"""What the passages of a corpus mean: vectors of their texts and of what stands over them, as far as they were read."""

from collections.abc import Collection as Ids
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

import numpy as np

from knowledge.index.corpus import Corpus
from knowledge.index.engine import Floats
from knowledge.index.vectors import MISSING, Keys, Vectors, key_of
from knowledge.models import Document
from knowledge.text.numbers import Ints, distinct
from knowledge.text.outline import STEP, Outline

LANGUAGES = frozenset({"en"})
"""What the encoder has learned well enough to be of use."""
MOST_WAITED_FOR = 10_000
"""Passages: in a larger collection a question would wait too long for what has not been read."""
MOST_SENTENCES = 40_000
"""In a larger collection no sentence is read by itself: so many take 15 MB and, in the background, some minutes."""
_AT_A_TIME = 16_000
"""Characters: about a second's work."""
_PER_HEAD = 3
"""Passages: a long section has several under one heading, and an article without headings has all under its title."""


class Heads(NamedTuple):
    """What stands over passages, each once: the title with the path of headings. Shapes: h heads, m passages."""

    texts: tuple[str, ...]
    keys: tuple[int, ...]
    """(h,)"""
    of: Ints
    """(m,): the head over each passage; MISSING = its language cannot be read."""
    firsts: Ints
    """(h + 1,): where the passages of each begin in `passages`."""
    passages: Ints
    """The passages in the order of their heads."""


class Meaning:
    """Of the passages of one corpus. What is read goes to `vectors`, which the next corpus shares."""

    def __init__(self, corpus: Corpus, vectors: Vectors, *, waits: bool, most: int = MOST_WAITED_FOR) -> None:
        """`waits`: whether a question waits until what it needs is read, of at most so many passages.

        Otherwise it does without.
        """
        self._corpus = corpus
        self._vectors = vectors
        self._looked_up: tuple[int, Ints] = MISSING, np.zeros(0, np.int64)
        self._waits = waits and corpus.numbering.passages <= most
        self.heads = self._gathered()
        """Made with it, for it takes time that grows with the corpus."""

    def sense(self, question: str) -> "Sense":
        """What a question means beside the passages."""
        return Sense(self, self._vectors.vector(question))

    def _gathered(self) -> Heads:
        """In the order of their first passages."""
        numbers: dict[str, int] = {}
        of: list[int] = []
        for document_id, cut in self._corpus.outlines.items():
            title, reads = self._corpus.documents[document_id].title, self._reads(document_id)
            over = (head_of(title, heading) for heading in cut.headings)
            of += [numbers.setdefault(head, len(numbers)) if reads else MISSING for head in over]
        every = np.array(of, np.int64)
        order = np.argsort(every, kind="stable")
        firsts = every[order].searchsorted(np.arange(len(numbers) + 1))
        return Heads(tuple(numbers), tuple(map(key_of, numbers)), every, firsts, order)

    def nearest(self, vector: Floats, k: int) -> Ints:
        """(f,): the numbers of passages under the k headings that mean the most alike, the nearest heading first."""
        heads = self.heads
        if self._waits:
            self._vectors.read(dict(zip(heads.keys, heads.texts, strict=True)))
        found = self._vectors.nearest(self._head_rows(), vector, k)
        spans = zip(heads.firsts[found].tolist(), heads.firsts[found + 1].tolist(), strict=True)
        under = [heads.passages[begin : min(end, begin + _PER_HEAD)] for begin, end in spans]
        return np.concatenate(under) if under else np.zeros(0, np.int64)

    def cosines_of_heads(self, numbers: Ints, vector: Floats) -> Floats:
        """(n,): of what stands over these passages; 0 where it was not read."""
        over = self.heads.of[numbers]
        rows = np.append(self._head_rows(), MISSING)[over]
        return self._vectors.cosines(rows, vector)

    def cosines_of_texts(self, numbers: Ints, vector: Floats) -> Floats:
        """(n,): of the texts of these passages; 0 where one was not read."""
        is_readable = self.heads.of[numbers] != MISSING
        rows = np.full(len(numbers), MISSING)
        rows[is_readable] = self._rows([self._text(number) for number in numbers[is_readable].tolist()])
        return self._vectors.cosines(rows, vector)

    def cosines_of_sentences(self, numbers: Ints, vector: Floats) -> Floats | None:
        """(n,): of these sentences, as far off as the farthest where one cannot be read.

        None where sentences are not read by themselves, or not all of these are yet.
        """
        is_readable = self.heads.of[self._corpus.numbering.passage_numbers(numbers)] != MISSING
        if not (self._reads_sentences and is_readable.any()):
            return None
        rows = self._rows([self._sentence(number) for number in numbers[is_readable].tolist()])
        if MISSING in rows:
            return None
        found = self._vectors.cosines(rows, vector)
        every = np.full(len(numbers), found.min())
        every[is_readable] = found
        return every

    def has_read(self, numbers: Ints) -> bool:
        """Whether something is to be compared of these passages, and it is there, or is read when it is."""
        readable = numbers[self.heads.of[numbers] != MISSING]
        over = (self.heads.keys[head] for head in self.heads.of[readable].tolist())
        texts = (key_of(self._text(number)) for number in readable.tolist())
        return len(readable) > 0 and (self._waits or all(key in self._vectors for key in chain(over, texts)))

    def read(self, within: Ids[str] | None = None, characters: int = _AT_A_TIME) -> Iterator[int]:
        """Read what was not read yet, about so many characters at a time; yields how many texts it was."""
        for texts in self.unread(within, characters):
            self._vectors.read(texts)
            yield len(texts)

    def unread(self, within: Ids[str] | None = None, characters: int = _AT_A_TIME) -> Iterator[dict[int, str]]:
        """What is still to be read of the documents with the ids `within` (None = all), some texts at a time."""
        some: dict[int, str] = {}
        for key, text in self._texts(within):
            if key not in self._vectors:
                some[key] = text
            if sum(map(len, some.values())) >= characters:
                yield some
                some = {}
        if some:
            yield some

    def keys(self, within: Ids[str] | None = None) -> Keys:
        """Of all that is to be read, or was, of the documents with the ids `within` (None = all); each once."""
        return distinct(np.fromiter((key for key, _ in self._texts(within)), np.uint64))

    def share_read(self) -> float:
        """How much of all that is to be read was read, 0 … 1."""
        rows = self._vectors.rows(self._all_keys.tolist())
        return float(np.mean(rows != MISSING)) if len(rows) else 1.0

    @cached_property
    def _all_keys(self) -> Keys:
        return self.keys()

    def _texts(self, within: Ids[str] | None) -> Iterator[tuple[int, str]]:
        """With their keys: first what stands over passages, each once, then these."""
        held = self._corpus.documents
        ids = [one for one in (held if within is None else within) if one in held and self._reads(one)]
        cuts = [(held[one], self._corpus.outlines[one]) for one in ids]
        heads = dict.fromkeys(head_of(document.title, over) for document, cut in cuts for over in cut.headings)
        passages = (
            document.text[slice(*cut.passage_span(number))]
            for document, cut in cuts
            for number in range(len(cut.headings))
        )
        sentences = (said(document, cut, number) for document, cut in cuts for number in range(len(cut.spans)))
        every = chain(heads, passages, sentences if self._reads_sentences else ())
        return ((key_of(text), text) for text in every)

    @property
    def _reads_sentences(self) -> bool:
        return self._corpus.numbering.sentences <= MOST_SENTENCES

    def _rows(self, texts: Sequence[str]) -> Ints:
        """(n,): the vectors of these texts, which are read first where a question waits; else some are MISSING."""
        keys = [key_of(text) for text in texts]
        if self._waits:
            self._vectors.read(dict(zip(keys, texts, strict=True)))
        return self._vectors.rows(keys)

    def _head_rows(self) -> Ints:
        """(h,): looked up again whenever something was read."""
        if self._looked_up[0] != len(self._vectors):
            self._looked_up = len(self._vectors), self._vectors.rows(self.heads.keys)
        return self._looked_up[1]

    def _reads(self, document_id: str) -> bool:
        return self._corpus.analyses[document_id].language in LANGUAGES

    def _text(self, number: int) -> str:
        document_id, cut, passage = self._corpus.numbering.passage(number)
        start, end = cut.passage_span(passage)
        return self._corpus.documents[document_id].text[start:end]

    def _sentence(self, number: int) -> str:
        document_id, cut, sentence = self._corpus.numbering.sentence(number)
        return said(self._corpus.documents[document_id], cut, sentence)


class Sense(NamedTuple):
    """What one question means."""

    meaning: Meaning
    vector: Floats
    of_sentences: bool = True
    """Whether sentences are compared by themselves; training also learns to do without."""

    def nearest(self, k: int) -> Ints:
        """See Meaning."""
        return self.meaning.nearest(self.vector, k)

    def has_read(self, numbers: Ints) -> bool:
        """See Meaning."""
        return self.meaning.has_read(numbers)

    def heads(self, numbers: Ints) -> Floats:
        """(n,): cosines; see Meaning."""
        return self.meaning.cosines_of_heads(numbers, self.vector)

    def texts(self, numbers: Ints) -> Floats:
        """(n,): cosines; see Meaning."""
        return self.meaning.cosines_of_texts(numbers, self.vector)

    def sentences(self, numbers: Ints) -> Floats | None:
        """(n,): cosines; see Meaning."""
        return self.meaning.cosines_of_sentences(numbers, self.vector) if self.of_sentences else None


def head_of(title: str, heading: str) -> str:
    """What stands over a passage: the title of its document and the path of its headings."""
    return f"{title}: {heading}" if heading else title


def said(document: Document, cut: Outline, sentence: int) -> str:
    """A sentence with the heading right above it, without which "Three." says nothing."""
    heading = cut.headings[cut.passage_of(sentence)].rpartition(STEP)[2]
    text = document.text[slice(*cut.span(sentence))]
    return f"{heading}: {text}" if heading else text
