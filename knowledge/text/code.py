"""Blocks of code in a document: the lines between two fences, as Markdown has them."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

_FENCE = re.compile(r"^[ ]{0,3}(?P<fence>`{3,}|~{3,})[ \t]*(?P<language>[\w+#.-]*)", re.MULTILINE)


class CodeBlock(NamedTuple):
    """Offsets of the fences above and below, and the language that is named above: "python", "" = none."""

    start: int
    end: int
    language: str


def code_blocks(text: str) -> tuple[CodeBlock, ...]:
    """In order. What is never closed is none."""
    if "```" not in text and "~~~" not in text:
        return ()
    found: list[CodeBlock] = []
    opened: re.Match[str] | None = None
    for mark in _FENCE.finditer(text):
        if opened is None:
            opened = mark
        elif mark["fence"].startswith(opened["fence"]):
            found.append(CodeBlock(opened.start("fence"), mark.start("fence"), opened["language"]))
            opened = None
    return tuple(found)


def language_at(blocks: Sequence[CodeBlock], position: int) -> str | None:
    """Of the block that a position of the text is in; None outside of blocks."""
    before = bisect_left(blocks, position, key=lambda block: block.start)
    if not before or position > blocks[before - 1].end:
        return None
    return blocks[before - 1].language
