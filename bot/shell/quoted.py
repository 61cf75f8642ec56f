"""A quote in a terminal: block by block, with what decides set off. In a pipe it is the text as it stands."""

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.replies.blocks import blocks_of, focus_of, is_close, lines_of, set_off_in, within
from bot.replies.names import closing, tame
from bot.replies.reply import Cited
from bot.replies.tables import columns_of
from knowledge import Quote, ShownBlock, Span

_CONTROLS = {code: "\N{REPLACEMENT CHARACTER}" for code in (*range(32), *range(127, 160)) if code not in {9, 10}}
_SET_OFF, _CODE = "bold yellow", "cyan"
_MARGIN = "   "


def shown_quotes(quotes: Sequence[Cited], *, is_terminal: bool) -> Iterator[RenderableType]:
    """Each with its number, and below it where to check it."""
    for cited in quotes:
        number = f"{cited.number}. "
        if is_terminal:
            yield _beside(Text(number, "bold"), Group(*_spaced(cited.quote)))
        else:
            first, *others = _safe(cited.quote.text).split("\n")
            lines = [f"{number}{first}", *(f"{_MARGIN}{line}".rstrip(" ") for line in others)]
            yield Text("\n".join(lines) + closing(cited.quote.text))
        if not cited.with_next:
            yield from _sources(cited)
        if is_terminal and cited is not quotes[-1] and any(each.quote.kind != "sentence" for each in quotes):
            yield Text()


def line_of(text: str, style: str = "") -> Text:
    """What is no quote: it cannot turn itself around."""
    return Text(tame(text), style=style)


def _sources(cited: Cited) -> Iterator[Text]:
    where = " ".join(filter(None, (cited.source, cited.link)))
    yield line_of(f"{_MARGIN}— {where}", "dim")
    yield from (line_of(f"{_MARGIN}  {other.text} {other.link}", "dim") for other in cited.also)


def _safe(quoted: str) -> str:
    """Text that cannot command the terminal: a document may hold escape sequences."""
    return quoted.translate(_CONTROLS)


def _beside(mark: Text, shown: RenderableType) -> Table:
    """What is wrapped stays behind the mark."""
    grid = Table.grid()
    grid.add_column(no_wrap=True)
    grid.add_column()
    grid.add_row(mark, shown)
    return grid


def _spaced(quote: Quote) -> Iterator[RenderableType]:
    last = None
    for block in blocks_of(quote):
        if last is not None and not is_close(last, block.kind):
            yield Text()
        yield _drawn(quote, block)
        last = block.kind


def _drawn(quote: Quote, block: ShownBlock) -> RenderableType:
    if block.kind == "table":
        return _table(quote, block)
    if block.kind == "code":
        code = "\n".join(quote.text[slice(*span)] for span in block.words)
        return Padding(Text(_safe(code), _CODE), (0, 0, 0, 4))
    lines = (line for span in block.words for line in lines_of(quote.text[slice(*span)], span[0]))
    words = Text("\n").join(_words(quote, line) for line in lines)
    if block.kind == "heading":
        words.stylize("bold")
    if block.kind == "item" and block.mark:
        return Padding(_beside(Text(f"{_safe(block.mark)} "), words), (0, 0, 0, 2 * block.depth))
    return words


def _words(quote: Quote, span: Span) -> Text:
    words = quote.text[slice(*span)]
    text = Text(_safe(words))
    for start, end in within(set_off_in(quote), [span]):
        text.stylize(_SET_OFF, start - span[0], end - span[0])
    return text.append(closing(words))


def _table(quote: Quote, block: ShownBlock) -> Table:
    columns, focus = columns_of(quote.text, block, range(len(block.words))), focus_of(quote)
    table = Table(box=box.SIMPLE_HEAD, show_header=bool(columns.header), show_edge=False, pad_edge=False)
    cells = (*([columns.header] if columns.header else []), *columns.rows)
    for at in range(max(map(len, cells), default=0)):
        table.add_column(_cell(columns.header[at]) if at < len(columns.header) else "", overflow="fold")
    for row, span in zip(columns.rows, columns.spans, strict=True):
        decides = focus is not None and any(within([span], [focus]))
        table.add_row(*map(_cell, row), style=_SET_OFF if decides else "")
    return table


def _cell(text: str) -> Text:
    return Text(_safe(text) + closing(text))
