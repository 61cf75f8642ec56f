"""A quote → Discord's Markdown that shows exactly it: words below a bar, code and tables in boxes of their own."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, pairwise
from typing import NamedTuple

from bot.replies.blocks import blocks_of, focus_of, is_close, is_short, lines_of, set_off_in, within
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
_LONG_ROW = 60
"""Characters that are two lines on a phone."""
_DEEPEST = 5
"""Levels of a list that are moved in, as far as a phone has room for words."""


class Drawn(NamedTuple):
    """The Markdown of a block or of a list; what is boxed stands beside the bar."""

    markdown: str
    kind: ShownKind
    boxed: bool = False


def quote_markdown(quote: Quote, room: int) -> str | None:
    """As much of the quote around its focus as makes `room` characters of Markdown; None if that is too little."""
    blocks, focus = blocks_of(quote), focus_of(quote) or (0, 0)
    parts = [excerpt(quote.text, blocks, focus, longest) for longest in LENGTHS]
    drawn = (_joined(_Drawing(quote, blocks, part).all()) for part in parts)
    shown = (_with_omissions(quote.text, part, markdown) for part, markdown in zip(parts, drawn, strict=False))
    tried = chain(shown, (_plain(quote.text, part) for part in parts[-1:]))
    return next((markdown for markdown in tried if len(markdown) <= room), None)


def _plain(text: str, part: Span) -> str:
    """Without any marks of the kind that the quote is."""
    words = text[slice(*part)]
    return _with_omissions(text, part, block_quote(f"{escape(words)}{closing(words)}"))


def _with_omissions(text: str, part: Span, markdown: str) -> str:
    """What is left out is marked where it stood."""
    before, after = text[: part[0]].strip(), text[part[1] :].strip()
    return "\n".join([*[OMITTED] * bool(before), markdown, *[OMITTED] * bool(after)])


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

    def __init__(self, quote: Quote, blocks: Iterable[ShownBlock], part: Span) -> None:
        self._text, self._part = quote.text, part
        self._blocks = [one for one in blocks if one.words and one.start < part[1] and one.end > part[0]]
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
        if not any(map(any, (columns.header, *columns.rows))):
            return Drawn("\n".join(map(self._words, within(table.words, [self._part]))), "paragraph")
        box = aligned(columns, marked, _WIDEST)
        if box is not None:
            return Drawn(code_block(box), "table", boxed=True)
        decides = [mark and not all(marked) for mark in marked]
        lines = [_row(columns, row, decides=here) for row, here in zip(columns.rows, decides, strict=True)]
        return Drawn("\n".join(lines or [" | ".join(map(escape, columns.header))]), "table")


def _row(columns: Columns, row: Sequence[str], *, decides: bool) -> str:
    """Each cell with the name of its column; a long row a line for each cell, in bold the first of them at least."""
    cells = [f"{name}: {cell}" if name else cell for name, cell in pairs(columns, row)]
    shown, whole = [f"{escape(cell)}{closing(cell)}" for cell in cells], " | ".join(cells)
    if decides:
        shown = [f"**{cell}**" if not number or is_short(whole) else cell for number, cell in enumerate(shown)]
    return "- " + (" | " if len(whole) <= _LONG_ROW else "\n  ").join(shown)


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
        own, number = min(item.depth, _DEEPEST), item.mark[:-1]
        last = {depth: count for depth, count in last.items() if depth < own or (depth == own and number.isdecimal())}
        if number.isdecimal():
            if item.mark != f"{int(number)}." or int(number) != last.get(own, int(number) - 1) + 1:
                return False
            last[own] = int(number)
    return True
