"""Where a document's blocks, passages and sentences stand, compact enough to keep for every document."""

from array import array
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.models import Chunk, Document, Sentence
from knowledge.text.blocks import BlockKind, Piece, split_blocks
from knowledge.text.chunks import chunk_ends
from knowledge.text.sentences import Span, split_sentences
from knowledge.text.spans import Spans

_HEADING, _CODE = BlockKind.HEADING, BlockKind.CODE
_COLONS = frozenset(":：")
_INTRODUCED = (BlockKind.LIST, BlockKind.STEPS, BlockKind.TABLE, BlockKind.CODE)
_INTRODUCING = (BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.STEPS)
_COLUMNS = 7
STEP = " › "
"""Between the headings of a path."""
_RULE = frozenset("|-: \t")
"""What the line below a table's header is made of."""


class Blocks(NamedTuple):
    """The blocks of one document, in order. Shapes: b blocks."""

    spans: NDArray[np.int32]
    """(b, 2): start and end of each, with marks and fences; they do not overlap, and between them is only space."""
    kinds: NDArray[np.uint8]
    """(b,): its BlockKind."""
    firsts: NDArray[np.int32]
    """(b + 1,): its first sentence, and how many sentences there are; a heading has none."""
    under: NDArray[np.int32]
    """(b,): the heading that it stands under, as the number of that block, of a heading the one above it; -1 = none."""
    introductions: NDArray[np.int32]
    """(b, 2): start and end of what introduces it: the sentence before a list, a table or code that ends with a colon,
    the header of a table that has one; equal where nothing does."""
    names: tuple[str, ...]
    """(b,): a heading's words, the language of code; "" = none."""

    def path(self, block: int) -> tuple[str, ...]:
        """The headings above a block, the outermost first: ("Install", "Linux")."""
        above: list[str] = []
        while (block := int(self.under[block])) >= 0:
            above.append(self.names[block])
        return tuple(reversed(above))

    def introduction(self, block: int) -> Span | None:
        """Offsets of what introduces a block; None where nothing does."""
        start, end = self.introductions[block].tolist()
        return (start, end) if start < end else None

    def language(self, block: int) -> str | None:
        """Of a block of code, "" if it is not named; None for other blocks."""
        return self.names[block] if self.kinds[block] == BlockKind.CODE else None

    def at(self, position: int) -> int | None:
        """The block that holds this position of the text; None between blocks."""
        block = int(self.spans[:, 0].searchsorted(position, side="right")) - 1
        return block if block >= 0 and position < self.spans[block, 1] else None


class Outline(NamedTuple):
    """The sentences of one document and how they form passages. Shapes: n sentences, m passages."""

    spans: NDArray[np.int32]
    """(n, 2): start and end of each sentence."""
    firsts: NDArray[np.int32]
    """(m + 1,): the first sentence of each passage, and n."""
    headings: tuple[str, ...]
    """(m,): the path of the headings over each passage, "Install › Linux"; "" = none."""
    blocks: Blocks

    @classmethod
    def of(cls, spans: NDArray[np.int32], firsts: NDArray[np.int32], blocks: Blocks) -> "Outline":
        """Each passage has the headings of the block that its first sentence is in."""
        inside = blocks.firsts.searchsorted(firsts[:-1], side="right") - 1
        return cls(spans, firsts, tuple(STEP.join(blocks.path(one)) for one in inside.tolist()), blocks)

    def span(self, sentence: int) -> Span:
        """Offsets of a sentence."""
        start, end = self.spans[sentence].tolist()
        return start, end

    def passage_of(self, sentence: int) -> int:
        """The passage that a sentence is in."""
        return int(self.firsts.searchsorted(sentence, side="right")) - 1

    def block_of(self, sentence: int) -> int:
        """The block that a sentence is in."""
        return int(self.blocks.firsts.searchsorted(sentence, side="right")) - 1

    @property
    def kinds(self) -> NDArray[np.uint8]:
        """(n,): the BlockKind of the block that each sentence is in."""
        return np.repeat(self.blocks.kinds, np.diff(self.blocks.firsts))

    def kinds_of(self, passage: int) -> frozenset[int]:
        """The BlockKinds of the blocks that a passage has something of."""
        first, end = self.firsts[passage : passage + 2].tolist()
        begin, last = self.block_of(first), self.block_of(end - 1)
        return frozenset(self.blocks.kinds[begin : last + 1].tolist())

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
    drawn = _Drawing(document.text)
    for piece in split_blocks(document):
        drawn.add(piece)
    return drawn.finished()


class _Drawing:
    """An outline in the making."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans, self._firsts = Spans(), array("i", [0])
        self._blocks = array("i")
        """Of each block: start, end, kind, first sentence, heading above, start and end of its introduction."""
        self._names: list[str] = []
        self._seams = array("i")
        """Sentences of this section before which a passage may end."""
        self._above: list[tuple[int, int]] = []
        """Level and number of the headings that hold here, the outermost first."""

    def add(self, piece: Piece) -> None:
        """The next one."""
        if piece.kind is _HEADING:
            self._close_passages()
        if piece.block == len(self._names):
            self._open_block(piece)
        else:
            self._blocks[1 - _COLUMNS] = piece.end
        if piece.opens and not self._is_introduced():
            self._seams.append(len(self._spans))
        if piece.kind is _CODE:
            self._spans.extend(piece.parts)
        else:
            for start, end in piece.parts:
                self._spans.extend(split_sentences(self._text, start, end))

    def finished(self) -> Outline:
        """All of it."""
        self._close_passages()
        table = np.array(self._blocks, np.int32).reshape(-1, _COLUMNS)
        blocks = Blocks(
            spans=table[:, :2].copy(),
            kinds=table[:, 2].astype(np.uint8),
            firsts=np.append(table[:, 3], np.int32(len(self._spans))),
            under=table[:, 4].copy(),
            introductions=table[:, 5:].copy(),
            names=tuple(self._names),
        )
        return Outline.of(self._spans.as_array(), np.array(self._firsts, np.int32), blocks)

    def _is_introduced(self) -> bool:
        """Whether a sentence stands before this block that announces it."""
        start, end = self._blocks[-2:]
        return start < end <= self._blocks[-_COLUMNS]

    def _close_passages(self) -> None:
        if len(self._spans) > self._firsts[-1]:
            seams = (seam for seam in self._seams if self._firsts[-1] < seam < len(self._spans))
            self._firsts.extend(chunk_ends(self._spans, self._firsts[-1], tuple(dict.fromkeys(seams))))
        self._seams = array("i")

    def _open_block(self, piece: Piece) -> None:
        introduction = self._introduction(piece) if piece.kind in _INTRODUCED else (piece.start, piece.start)
        if piece.level:
            while self._above and self._above[-1][0] >= piece.level:
                self._above.pop()
        under = self._above[-1][1] if self._above else -1
        if piece.level:
            self._above.append((piece.level, piece.block))
        self._blocks.extend((piece.start, piece.end, piece.kind, len(self._spans), under, *introduction))
        self._names.append(piece.name)

    def _introduction(self, piece: Piece) -> Span:
        header = self._header(piece.parts) if piece.kind is BlockKind.TABLE else None
        if header is None and self._names:
            kind, first = self._blocks[2 - _COLUMNS], self._blocks[3 - _COLUMNS]
            if kind in _INTRODUCING and len(self._spans) > first:
                start, end = self._spans[-1]
                return (start, end) if self._text[end - 1] in _COLONS else (piece.start, piece.start)
        return header or (piece.start, piece.start)

    def _header(self, rows: Spans) -> Span | None:
        """The first row, if nothing but a line of hyphens is below it."""
        below = self._text[slice(*rows[1])] if len(rows) > 1 else ""
        return rows[0] if "-" in below and _RULE.issuperset(below) else None
