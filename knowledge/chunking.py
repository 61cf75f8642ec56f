"""Document → chunks: some consecutive sentences under one heading, all offsets exact.

Every sentence of the document is in exactly one chunk; what is in none is space, a heading's own line,
the title's line, or a line that is never quoted (see `_NEVER_QUOTED`).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from knowledge.blocks import split_blocks
from knowledge.models import Document
from knowledge.sentences import Span, split_sentences

LONGEST = 1200
"""Characters: some texts have no blank lines, and a chunk is a passage, not a chapter."""

_LINE = re.compile(r"[^\n]+")
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]+(?P<title>.*)$")
_MARKER = re.compile(r"[ \t]*(?:[-*+•‣◦]|\d{1,3}[.)])[ \t]+(?=\S)")
_ITEM = re.compile(rf"{_MARKER.pattern}|[ \t]*\||[^|\n]+ \| ")
_LINE_ENDS = re.compile(r"[.!?…。！？؟۔।:;][\"'”’»)\]」』*_]*\s*$")
_NEVER_QUOTED = re.compile(
    r"\s*+(?:source|quelle|fuente|fonte)s?+\s*+:\s*+\S.{0,60}$"
    r"|.{0,60}\b(?:questions|comments|feedback|inquiries)\b.{0,40}\bto\s++[^\s@]++@\S++\s*+$",
    re.IGNORECASE,
)
_LONGEST_NOTE = 400
"""Characters: no line that is never quoted is longer."""
_LONG_LINE = 200
"""Characters: nobody wraps as late as this, so a longer line is a paragraph."""
_SHORT_LINE = 60
"""Characters: a shorter line without an end mark is a line of its own, a longer one was wrapped."""


class Passage(NamedTuple):
    """A chunk before it has a text of its own."""

    start: int
    end: int
    heading: str | None
    sentences: tuple[Span, ...]


def split_passages(document: Document) -> Iterator[Passage]:
    """The chunks of a document, in its order."""
    heading: str | None = None
    for title, block in _sections(document):
        heading = title if block is None else heading
        if block is not None:
            yield from _packed(block, heading)


def _sections(document: Document) -> Iterator[tuple[str | None, tuple[Span, ...] | None]]:
    """(heading, None) at each heading, (None, sentences) at each paragraph and each block of code."""
    is_first = True
    for block in split_blocks(document.text):
        if block.is_code:
            yield None, tuple(_code(document.text, block.start, block.end))
        else:
            yield from _paragraphs(document, block.start, block.end, is_first=is_first)
        is_first = False


def _paragraphs(
    document: Document, start: int, end: int, *, is_first: bool
) -> Iterator[tuple[str | None, tuple[Span, ...] | None]]:
    text, lines = document.text, list[Span]()
    for line in _LINE.finditer(text, start, end):
        title = _heading_of(line, document, is_first=is_first and line.start() == start)
        if title is None and not _is_note(line.group()):
            lines.append(line.span())
            if len(line.group()) < _LONG_LINE:
                continue
        if lines:
            yield None, _sentences(text, lines)
        lines = []
        if title:
            yield title, None
    if lines:
        yield None, _sentences(text, lines)


def _code(text: str, start: int, end: int) -> Iterator[Span]:
    """Code is quoted whole, from its first line's indentation on; only a very long one is cut between its lines."""
    begin = start
    for line in _LINE.finditer(text, start, end):
        if line.end() - begin > LONGEST:
            yield from _stripped(text, begin, line.start())
            begin = line.start()
    yield from _stripped(text, begin, end)


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    """Without empty lines around it."""
    code = text[start:end]
    first = start + len(code) - len(code.lstrip("\n"))
    last = start + len(code.rstrip())
    if code.strip():
        yield first, last


def _is_note(line: str) -> bool:
    return len(line) <= _LONGEST_NOTE and _NEVER_QUOTED.match(line) is not None


def _heading_of(line: re.Match[str], document: Document, *, is_first: bool) -> str | None:
    """The heading on this line; "" for the document's title, which heads everything; None for other lines."""
    if is_first and line.group().strip() == document.title:
        return ""
    match = _HEADING.match(line.group())
    if not match:
        return None
    title = match["title"].rstrip(" \t#")
    return "" if title == document.title else title


def _sentences(text: str, lines: list[Span]) -> tuple[Span, ...]:
    """A list item's marker is not part of what is quoted."""
    items = (
        (text, marker.end() if (marker := _MARKER.match(text, start, end)) else start, end)
        for start, end in _joined(text, lines)
    )
    return tuple(span for item in items for span in split_sentences(*item))


def _joined(text: str, lines: list[Span]) -> Iterator[Span]:
    """Lines that were only wrapped, as one span; list items, table rows and short lines stay alone."""
    start, end = lines[0]
    for next_start, next_end in lines[1:]:
        if _stands_alone(text, (start, end), (next_start, next_end)):
            yield start, end
            start = next_start
        end = next_end
    yield start, end


def _stands_alone(text: str, before: Span, line: Span) -> bool:
    last_start = text.rfind("\n", before[0], before[1]) + 1 or before[0]
    last = text[max(last_start, before[0]) : before[1]]
    if _ITEM.match(text, *line) or _LINE_ENDS.search(last):
        return True
    return len(last.strip()) < _SHORT_LINE and not text[line[0] : line[1]].lstrip()[:1].islower()


def _packed(sentences: tuple[Span, ...], heading: str | None) -> Iterator[Passage]:
    """A paragraph as one passage, or as several of about the same length when it is too long."""
    if not sentences:
        return
    length = sentences[-1][1] - sentences[0][0]
    share = length / -(-length // LONGEST)
    group: list[Span] = []
    for span in sentences:
        if group and span[1] - group[0][0] > share:
            yield Passage(group[0][0], group[-1][1], heading, tuple(group))
            group = []
        group.append(span)
    yield Passage(group[0][0], group[-1][1], heading, tuple(group))
