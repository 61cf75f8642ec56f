"""A place in a document → what stands around it: its block with what introduces it, or the blocks beside it."""

from collections.abc import Iterator

from knowledge.text.blocks import BlockKind
from knowledge.text.outline import Blocks, Outline
from knowledge.text.sentences import Span

LONGEST = 1200
"""Characters, chosen by hand: what fills the screen of a phone once or twice."""
_HEADING, _CODE = BlockKind.HEADING, BlockKind.CODE


def around(outline: Outline, text: str, start: int, end: int) -> Span:
    """Holds all from `start` to `end`.

    The blocks that hold it with what introduces them; where there is nothing else in these, also those beside them,
    under the same heading as long as there are any. Of a block that is too long, the sentences nearest to the place;
    code is never cut.
    """
    blocks = outline.blocks
    if not len(blocks.kinds):
        return start, end
    first, last = _at(blocks, start), _at(blocks, max(start, end - 1))
    introduction = blocks.introduction(first)
    begin = min(start, int(blocks.spans[first, 0]), *(introduction or (start,)))
    span = begin, max(end, int(blocks.spans[last, 1]))
    if not _holds_more(outline, span, (start, end)):
        return _beside(blocks, first, last, span)
    if span[1] - span[0] > LONGEST and not (first == last and blocks.kinds[first] == _CODE):
        span = _nearest(outline, first, last, (start, end))
    return with_marks(outline, text, *span)


def with_marks(outline: Outline, text: str, start: int, end: int) -> Span:
    """With the marks of an item or a row that begins at `start`, and with the fences of code that begins or ends."""
    line = text.rfind("\n", 0, start) + 1
    begin = start if _sentences(outline, line, start) else line
    if (opening := _code_at(outline, start)) and not _sentences(outline, opening[0], start):
        begin = min(start, opening[0])
    if (closing := _code_at(outline, end - 1)) and not _sentences(outline, end, closing[1]):
        end = max(end, closing[1])
    return begin, end


def _code_at(outline: Outline, position: int) -> Span | None:
    """The block of code that holds this place, with its fences."""
    block = outline.blocks.at(position)
    if block is None or outline.blocks.kinds[block] != _CODE:
        return None
    start, end = outline.blocks.spans[block].tolist()
    return start, end


def _at(blocks: Blocks, position: int) -> int:
    """The block that holds this place, or the last one before it."""
    return max(0, int(blocks.spans[:, 0].searchsorted(position, side="right")) - 1)


def _holds_more(outline: Outline, span: Span, quoted: Span) -> bool:
    """Whether a sentence of the span is not quoted whole."""
    return _sentences(outline, span[0], quoted[0]) or _sentences(outline, quoted[1], span[1])


def _sentences(outline: Outline, start: int, end: int) -> bool:
    """Whether any part of a sentence stands there."""
    following = int(outline.spans[:, 1].searchsorted(start, side="right"))
    return start < end and following < len(outline.spans) and bool(outline.spans[following, 0] < end)


def _beside(blocks: Blocks, first: int, last: int, span: Span) -> Span:
    """With blocks after and before, in turns; where none is under this heading, with the nearest on both sides."""
    under, steps = int(blocks.under[first]) if blocks.kinds[first] != _HEADING else first, [1, -1]
    begin, end, wider = first, last, span
    while steps:
        step = steps.pop(0)
        number = (begin if step < 0 else end) + step
        if _stands_under(blocks, number, under) and _length(grown := _with(blocks, wider, number)) <= LONGEST:
            begin, end, wider = min(begin, number), max(end, number), grown
            steps.append(step)
    return wider if (begin, end) != (first, last) else _across_headings(blocks, first, last, span)


def _across_headings(blocks: Blocks, first: int, last: int, span: Span) -> Span:
    """With one block after and one before, and the headings between them; before the first one, headings alone."""
    words = (blocks.kinds != _HEADING).nonzero()[0]
    after, before = words[words > last][:1].tolist(), words[words < first][-1:].tolist() or [0]
    for number in (*after, *before):
        wider = _with(blocks, span, number)
        span = wider if _length(wider) <= LONGEST else span
    return span


def _with(blocks: Blocks, span: Span, number: int) -> Span:
    start, end = blocks.spans[number].tolist()
    return min(span[0], start), max(span[1], end)


def _length(span: Span) -> int:
    return span[1] - span[0]


def _stands_under(blocks: Blocks, number: int, under: int) -> bool:
    """Whether there is such a block, and it stands right under this heading."""
    return 0 <= number < len(blocks.kinds) and bool(blocks.kinds[number] != _HEADING and blocks.under[number] == under)


def _nearest(outline: Outline, first: int, last: int, quoted: Span) -> Span:
    """With the sentences of these blocks that are near."""
    reach = max(0, LONGEST - (quoted[1] - quoted[0])) // 2
    low, high = quoted[0] - reach, quoted[1] + reach
    near = [(start, end) for start, end in _units(outline, first, last) if start >= low and end <= high]
    return min([quoted[0], *(start for start, _ in near)]), max([quoted[1], *(end for _, end in near)])


def _units(outline: Outline, first: int, last: int) -> Iterator[Span]:
    """Sentences; code is whole."""
    blocks = outline.blocks
    for number in range(first, last + 1):
        own = outline.spans[blocks.firsts[number] : blocks.firsts[number + 1]]
        if blocks.kinds[number] == _CODE:
            own = blocks.spans[number : number + 1]
        yield from ((start, end) for start, end in own.tolist())
