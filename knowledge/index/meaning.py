"""What the passages of a corpus mean: vectors of their texts and of what stands over them, as far as they were read."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np

from knowledge.index.corpus import Corpus
from knowledge.index.engine import Floats
from knowledge.index.vectors import MISSING, Vectors, key_of
from knowledge.meaning.encoder import encoder
from knowledge.text.numbers import Ints

LANGUAGES = frozenset({"en"})
"""What the encoder has learned well enough to be of use."""
MOST_WAITED_FOR = 10_000
"""Passages: in a larger collection a question would wait too long for what has not been read."""
_AT_A_TIME = 32
"""Texts: about a second's work."""
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

    def __init__(self, corpus: Corpus, vectors: Vectors, *, waits: bool) -> None:
        """`waits`: whether a question waits until what it needs is read; otherwise it does without."""
        self._corpus = corpus
        self._vectors = vectors
        self._looked_up: tuple[int, Ints] = MISSING, np.zeros(0, np.int64)
        self._waits = waits and corpus.numbering.passages <= MOST_WAITED_FOR
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
        texts = {number: self._text(number) for number in numbers.tolist() if self.heads.of[number] != MISSING}
        keys = {number: key_of(text) for number, text in texts.items()}
        if self._waits:
            self._vectors.read({keys[number]: text for number, text in texts.items()})
        rows = self._vectors.rows(keys.get(number, MISSING) for number in numbers.tolist())
        return self._vectors.cosines(rows, vector)

    def unread(self) -> Iterator[dict[int, str]]:
        """What is still to be read, some texts at a time: first what stands over passages, then these."""
        heads = dict(zip(self.heads.keys, self.heads.texts, strict=True))
        readable = np.flatnonzero(self.heads.of != MISSING).tolist()
        texts = ((key_of(text), text) for text in map(self._text, readable))
        for every in (iter(heads.items()), texts):
            new = ((key, text) for key, text in every if key not in self._vectors)
            while some := dict(islice(new, _AT_A_TIME)):
                yield some

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


class Sense(NamedTuple):
    """What one question means."""

    meaning: Meaning
    vector: Floats

    def nearest(self, k: int) -> Ints:
        """See Meaning."""
        return self.meaning.nearest(self.vector, k)

    def heads(self, numbers: Ints) -> Floats:
        """(n,): cosines; see Meaning."""
        return self.meaning.cosines_of_heads(numbers, self.vector)

    def texts(self, numbers: Ints) -> Floats:
        """(n,): cosines; see Meaning."""
        return self.meaning.cosines_of_texts(numbers, self.vector)


def encode(texts: Sequence[str]) -> Floats:
    """(n, 384): the vectors of texts. The encoder takes 40 MB, so nobody has it before something is to be read."""
    return encoder().vectors(texts)


def head_of(title: str, heading: str) -> str:
    """What stands over a passage: the title of its document and the path of its headings."""
    return f"{title}: {heading}" if heading else title
