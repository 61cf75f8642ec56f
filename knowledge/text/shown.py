"""A quoted text → its blocks as they are shown, each with its words, for marks and fences are none."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from knowledge.models import Document
from knowledge.text.blocks import BlockKind, Piece, split_blocks
from knowledge.text.lines import indent_of
from knowledge.text.sentences import Span

ShownKind = Literal["heading", "paragraph", "item", "table", "code"]

_RULE = frozenset("|-: \t")
"""What the line below a table's header is made of."""


class ShownBlock(NamedTuple):
    """A heading, a paragraph, an item of a list, a table or code. Offsets are into the text it is of."""

    kind: ShownKind
    start: int
    end: int
    """With marks, and with the fences of code."""
    words: Sequence[Span]
    """What is to be read: of an item and its continuations each, of a table its rows, else one; empty code has none."""
    mark: str = ""
    """Before an item, as it is written: "-", "3."; of code its language, "" = not named."""
    depth: int = 0
    """Of an item in a list of lists, from 0."""
    cells: Sequence[Sequence[Span]] = ()
    """Of a table, row by row."""
    has_header: bool = False
    """Whether the first row of a table names its columns."""


def shown_blocks(text: str) -> tuple[ShownBlock, ...]:
    """In order; nothing but space and the line below a table's header is in none of them."""
    blocks: list[ShownBlock] = []
    lists = _Lists(text)
    for piece in split_blocks(Document(id="shown", title="", text=text)):
        if piece.kind in (BlockKind.LIST, BlockKind.STEPS):
            lists.add(piece, blocks)
        else:
            blocks.append(_SHOWN.get(piece.kind, _paragraph)(text, piece))
    return tuple(blocks)


class _Lists:
    """How deep items stand in their list, and whether words go on with the item above them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._block = -1
        self._indents: list[int] = []
        self._words: list[Span] = []
        """Of the last item."""

    def add(self, piece: Piece, blocks: list[ShownBlock]) -> None:
        """A block for each item; words without a mark go on with the last one."""
        goes_on = piece.block == self._block
        if not goes_on:
            self._block, self._indents = piece.block, []
        for begin, end in piece.parts:
            line, words = self._text.rfind("\n", 0, begin) + 1, _trimmed(self._text, begin, end)
            mark = self._text[line:begin].strip()
            if mark or not goes_on:
                depth, self._words = self._depth(indent_of(self._text, line)), [words]
                blocks.append(ShownBlock("item", line if mark else begin, end, self._words, mark, depth))
            else:
                self._words.append(words)
                blocks[-1] = blocks[-1]._replace(end=end)
            goes_on = True

    def _depth(self, indent: int) -> int:
        while self._indents and indent < self._indents[-1]:
            self._indents.pop()
        if not self._indents or indent > self._indents[-1] + 1:
            self._indents.append(indent)
        return len(self._indents) - 1


def _paragraph(text: str, piece: Piece) -> ShownBlock:
    return ShownBlock("paragraph", piece.start, piece.end, (_trimmed(text, piece.start, piece.end),))


def _heading(text: str, piece: Piece) -> ShownBlock:
    """Its words stand behind its marks; hash signs may close it."""
    words = text[piece.start : piece.end].lstrip(" \t").lstrip("#").lstrip(" \t")
    start = piece.end - len(words)
    end = start + len(words.rstrip(" \t#"))
    return ShownBlock("heading", piece.start, piece.end, ((start, end),) if words else ())


def _code(text: str, piece: Piece) -> ShownBlock:
    """The lines between its fences."""
    first, last = text.find("\n", piece.start, piece.end), text.rfind("\n", piece.start, piece.end)
    lines = ((first + 1, last),) if text[first + 1 : last].strip() else ()
    return ShownBlock("code", piece.start, piece.end, lines, piece.name)


def _table(text: str, piece: Piece) -> ShownBlock:
    rows = [_trimmed(text, *row) for row in piece.parts]
    has_header = len(rows) > 1 and _is_rule(text, rows[1])
    rows = [row for row in rows if not _is_rule(text, row)]
    cells = tuple(tuple(_cells(text, *row)) for row in rows)
    return ShownBlock("table", piece.start, piece.end, tuple(rows), cells=cells, has_header=has_header)


_SHOWN = {BlockKind.HEADING: _heading, BlockKind.CODE: _code, BlockKind.TABLE: _table}


def _is_rule(text: str, row: Span) -> bool:
    written = text[slice(*row)]
    return "-" in written and _RULE.issuperset(written)


def _cells(text: str, start: int, end: int) -> Iterator[Span]:
    """As in Markdown where the row begins with a bar; otherwise a bar between spaces parts two of them."""
    bars = text[start] == "|"
    bar = "|" if bars else " | "
    begin = start + bars
    while begin < end:
        found = text.find(bar, begin, end)
        while bars and found > 0 and text[found - 1] == "\\":
            found = text.find(bar, found + 1, end)
        yield _trimmed(text, begin, found if found >= 0 else end)
        begin = found + len(bar) if found >= 0 else end


def _trimmed(text: str, start: int, end: int) -> Span:
    """Without outer space; empty where there is nothing else."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return start, max(start, start + len(words.strip()))
