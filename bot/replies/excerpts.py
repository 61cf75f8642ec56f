"""A long text → the part of it that is shown: around what decides, from the beginning of a block to the end of one."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from knowledge import ShownBlock, Span, split_sentences

_LINE = re.compile(r"[^\n]+")


def excerpt(text: str, blocks: Sequence[ShownBlock], around: Span, longest: int) -> Span:
    """The blocks at `around` and as many beside them as make `longest` characters.

    Of a block that is longer, whole lines of code, rows, or sentences.
    """
    if len(text) <= longest:
        return 0, len(text)
    part = _window([(block.start, block.end) for block in blocks], around, longest)
    if part[1] - part[0] <= longest:
        return part
    block = next(block for block in blocks if block.end == part[1])
    part = _window(_units(text, block) or [part], around, longest)
    return part[0], part[0] + len(cut(text[part[0] : part[1]], longest))


def cut(text: str, longest: int) -> str:
    """The whole sentences of `text` that fit into `longest` characters; of one long sentence, the words."""
    if len(text) <= longest:
        return text
    ends = [end for _, end in split_sentences(text) if end <= longest]
    return text[: ends[-1]] if ends else text[:longest].rpartition(" ")[0].rstrip() or text[:longest]


def _units(text: str, block: ShownBlock) -> list[Span]:
    """What a block is cut between."""
    if block.kind == "table":
        return list(block.words)
    if block.kind == "code":
        return [line.span() for start, end in block.words for line in _LINE.finditer(text, start, end)]
    return [span for start, end in block.words for span in split_sentences(text, start, end)]


def _window(spans: Sequence[Span], around: Span, longest: int) -> Span:
    """As many spans as make `longest` characters, and the first one at `around` in any case."""
    first = last = min(bisect_left(spans, around[0] + 1, key=lambda span: span[1]), len(spans) - 1)
    while last + 1 < len(spans) and spans[last + 1][0] < around[1] and spans[last + 1][1] - spans[first][0] <= longest:
        last += 1
    steps = [-1, 1]
    while steps:
        step = steps.pop(0)
        low, high = min(first, first + step), max(last, last + step)
        if low >= 0 and high < len(spans) and spans[high][1] - spans[low][0] <= longest:
            first, last = low, high
            steps.append(step)
    return spans[first][0], spans[last][1]
