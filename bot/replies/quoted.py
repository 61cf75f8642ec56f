"""A quote → Discord's Markdown that shows exactly it: words below a bar, code and tables in boxes of their own."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from bot.replies.blocks import blocks_of, focus_of, is_close, lines_of, set_off_in, within
from bot.replies.excerpts import excerpt
from bot.replies.markdown import block_quote, code_block, escape, set_off
from bot.replies.names import closing
from bot.replies.tables import Columns, aligned, columns_of, pairs
from knowledge import Quote, ShownBlock, ShownKind, Span

LENGTHS = (2400, 1200, 600, 300)
"""Characters of a quote to try, for its Markdown may be many times as long."""
OMITTED = "-# […]"
_WIDEST = 36
"""Letters of equal width that a box in an embed holds on a phone; what is wider is broken there."""
_DEEPEST = 5
"""Levels of a list that are moved in, as far as a phone has room for words."""


class Drawn(NamedTuple):
    """The Markdown of a block or of a list; what is boxed stands beside the bar."""

    markdown: str
    kind: ShownKind
    boxed: bool = False


def quote_markdown(quote: Quote, room: int) -> str | None:
    """As much of the quote around its focus as makes `room` characters of Markdown; None if that is too little."""
    shown = (_shown(quote, longest) for longest in LENGTHS)
    plain = (_with_marks(quote, _part(quote, longest), plain=True) for longest in LENGTHS[-1:])
    return next((markdown for each in (shown, plain) for markdown in each if len(markdown) <= room), None)


def _shown(quote: Quote, longest: int) -> str:
    return _with_marks(quote, _part(quote, longest), plain=False)


def _part(quote: Quote, longest: int) -> Span:
    return excerpt(quote.text, blocks_of(quote), focus_of(quote) or (0, 0), longest)


def _with_marks(quote: Quote, part: Span, *, plain: bool) -> str:
    """What is left out is marked where it stood. `plain`: without any marks of the kind that the quote is."""
    before, text, after = quote.text[: part[0]], quote.text[slice(*part)], quote.text[part[1] :]
    shown = block_quote(f"{escape(text)}{closing(text)}") if plain else _joined(_Drawing(quote, part).all())
    return "\n".join([*[OMITTED] * bool(before.strip()), shown, *[OMITTED] * bool(after.strip())])


def _joined(drawn: Iterable[Drawn]) -> str:
    """Headings and what introduces a list stand close to what comes below them."""
    parts = []
    for boxed, group in groupby(drawn, key=lambda each: each.boxed):
        some = list(group)
        gaps = ("\n" if boxed or is_close(one.kind, other.kind) else "\n\n" for one, other in pairwise(some))
        markdown = "".join(part for each, gap in zip(some, [*gaps, ""], strict=True) for part in (each.markdown, gap))
        parts.append(markdown if boxed else block_quote(markdown))
    return "\n".join(parts)


class _Drawing:
    """A part of a quote, block by block."""

    def __init__(self, quote: Quote, part: Span) -> None:
        self._text, self._part = quote.text, part
        self._blocks = [one for one in blocks_of(quote) if one.words and one.start < part[1] and one.end > part[0]]
        self._set_off, self._focus = set_off_in(quote), focus_of(quote)

    def all(self) -> Iterator[Drawn]:
        for kind, blocks in groupby(self._blocks, key=lambda block: block.kind):
            if kind == "item":
                yield Drawn("\n".join(self._items(list(blocks))), kind)
                continue
            for block in blocks:
                yield self._draw(block)

    def _draw(self, block: ShownBlock) -> Drawn:
        if block.kind == "table":
            return self._table(block)
        words = list(within(block.words, [self._part]))
        if block.kind == "code":
            code = "".join(self._text[slice(*each)] for each in words).strip("\n")
            return Drawn(code_block(code, block.mark), "code", boxed=True)
        if block.kind == "heading":
            return Drawn("".join(f"**{escape(self._text[slice(*each)])}**" for each in words), "heading")
        return Drawn("\n".join(map(self._words, words)), block.kind)

    def _words(self, span: Span) -> str:
        """Marks end at the end of each line: list items and quotations are read line by line."""
        start, text = span[0], self._text[slice(*span)]
        marks = [(one - start, end - start) for one, end in within(self._set_off, lines_of(text, start))]
        return set_off(text, marks) + closing(text)

    def _items(self, items: Sequence[ShownBlock]) -> Iterator[str]:
        """With their own numbers; where Discord would count otherwise, these are text."""
        counts, widths = _count_on(items), [0] * (_DEEPEST + 1)
        for item in items:
            depth = min(item.depth, _DEEPEST)
            mark = _mark(item.mark, counts=counts)
            widths[depth] = len(item.mark) + 1 if counts else 2
            indent = " " * sum(widths[:depth])
            words = "\n".join(map(self._words, within(item.words, [self._part])))
            lines = [line.lstrip() for line in words.split("\n")]
            yield f"\n{indent}{' ' * widths[depth]}".join([f"{indent}{mark}{lines[0]}", *lines[1:]])

    def _table(self, table: ShownBlock) -> Drawn:
        rows = [at for at, row in enumerate(table.words) if row[0] < self._part[1] and row[1] > self._part[0]]
        columns = columns_of(self._text, table, rows)
        marked = [self._focus is not None and any(within([row], [self._focus])) for row in columns.spans]
        box = aligned(columns, marked, _WIDEST)
        if box is not None:
            return Drawn(code_block(box), "table", boxed=True)
        marks = ["**" if mark and not all(marked) else "" for mark in marked]
        lines = [f"- {mark}{_row(columns, row)}{mark}" for row, mark in zip(columns.rows, marks, strict=True)]
        return Drawn("\n".join(lines or [" | ".join(map(escape, columns.header))]), "table")


def _row(columns: Columns, row: Sequence[str]) -> str:
    """Each cell with the name of its column."""
    cells = (f"{name}: {cell}" if name else cell for name, cell in pairs(columns, row))
    return " | ".join(f"{escape(cell)}{closing(cell)}" for cell in cells)


def _mark(mark: str, *, counts: bool) -> str:
    """Of an item; bullets of any shape are Discord's."""
    if not mark:
        return ""
    numbered = mark[0].isdecimal()
    return f"{mark} " if numbered and counts else escape(f"{mark} ") if numbered else "- "


def _count_on(items: Iterable[ShownBlock]) -> bool:
    """Whether Discord shows the numbers as they are written: it counts on from the first of a list."""
    last: dict[int, int] = {}
    for item in items:
        last = {depth: number for depth, number in last.items() if depth <= item.depth}
        number = item.mark[:-1]
        if not number.isdecimal():
            last.pop(item.depth, None)
        elif item.mark != f"{int(number)}." or int(number) != last.get(item.depth, int(number) - 1) + 1:
            return False
        else:
            last[item.depth] = int(number)
    return True
