"""Where a document's passages and sentences stand, compact enough to keep for every document."""

from array import array
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.models import Chunk, Document, Sentence
from knowledge.text.chunks import split_passages
from knowledge.text.code import CodeBlock, code_blocks
from knowledge.text.sentences import Span
from knowledge.text.spans import Spans


class Outline(NamedTuple):
    """The sentences of one document and how they form passages. Shapes: n sentences, m passages."""

    spans: NDArray[np.int32]
    """(n, 2): start and end of each sentence."""
    firsts: NDArray[np.int32]
    """(m + 1,): the first sentence of each passage, and n."""
    headings: tuple[str, ...]
    """(m,): the heading over each passage; "" = none."""
    code: tuple[CodeBlock, ...] = ()
    """The blocks of code, in order."""

    def span(self, sentence: int) -> Span:
        """Offsets of a sentence."""
        start, end = self.spans[sentence].tolist()
        return start, end

    def passage_of(self, sentence: int) -> int:
        """The passage that a sentence is in."""
        return int(self.firsts.searchsorted(sentence, side="right")) - 1

    def passage_span(self, passage: int) -> Span:
        """Offsets of a passage."""
        first, last = self.firsts[passage], self.firsts[passage + 1] - 1
        return int(self.spans[first, 0]), int(self.spans[last, 1])

    def chunk(self, document: Document, passage: int) -> Chunk:
        """A passage as it is shown to others."""
        start, end = self.passage_span(passage)
        own = self.spans[self.firsts[passage] : self.firsts[passage + 1]].tolist()
        return Chunk(
            document_id=document.id,
            text=document.text[start:end],
            start=start,
            end=end,
            heading=self.headings[passage] or None,
            sentences=tuple(Sentence(start=first, end=last) for first, last in own),
        )


def outline(document: Document) -> Outline:
    """Cut a document."""
    spans, sizes, headings = Spans(), array("i", [0]), list[str]()
    for passage in split_passages(document):
        for span in passage.sentences:
            spans.append(span)
        sizes.append(len(passage.sentences))
        headings.append(passage.heading or "")
    return Outline(spans.as_array(), np.cumsum(sizes, dtype=np.int32), tuple(headings), code_blocks(document.text))
