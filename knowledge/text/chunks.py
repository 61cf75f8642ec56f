"""Document → chunks: some consecutive sentences under one heading, all offsets exact.

Every sentence of the document is in exactly one chunk; what is in none is space, a heading's own line,
the title's line, or a line that is never quoted (see `_NEVER_QUOTED`).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from knowledge.models import Document
from knowledge.text.blocks import Block, split_blocks
from knowledge.text.sentences import Span, split_sentences
from knowledge.text.spans import Spans

LONGEST_CHUNK = 1200
"""Characters: some texts have no blank lines, and a chunk is a passage, not a chapter."""

_LONGEST_HEADING = 300
"""Characters, as of titles: a longer line is a paragraph, for a heading counts in every passage below it."""

_LINE = re.compile(r"[^\n]+")
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]+")
_MARKER = re.compile(r"[ \t]*(?:[-*+•‣◦]|\d{1,3}[.)])[ \t]+(?=\S)")
_ITEM = re.compile(rf"{_MARKER.pattern}|[ \t]*\||[^|\n]+ \| ")
_LINE_ENDS = re.compile(r"[.!?…。！？؟۔।:;][\"'”’»)\]」』*_]*\s*$")
_NEVER_QUOTED = re.compile(
    r"\s*(?:source|quelle|fuente|fonte)s?\s*:\s*\S.{0,60}$"
    r"|.{0,60}\b(?:questions|comments|feedback|inquiries)\b.{0,40}\bto\s++\S[^\s@]*+@\S++\s*+$",
    re.IGNORECASE,
)
_LONG_LINE = 200
"""Characters: nobody wraps as late as this, so a longer line is a paragraph."""
_SHORT_LINE = 60
"""Characters: a shorter line without an end mark is a line of its own, a longer one was wrapped."""


class Passage(NamedTuple):
    """A chunk before it has a text of its own."""

    heading: str | None
    sentences: tuple[Span, ...]

    @property
    def start(self) -> int:
        """Of its first sentence."""
        return self.sentences[0][0]

    @property
    def end(self) -> int:
        """Of its last sentence."""
        return self.sentences[-1][1]


def split_passages(document: Document) -> Iterator[Passage]:
    """The chunks of a document, in its order."""
    heading: str | None = None
    for title, block in _sections(document):
        heading = title if block is None else heading
        if block is not None:
            yield from _packed(block, heading)


def _sections(document: Document) -> Iterator[tuple[str | None, Spans | None]]:
    """(heading, None) at each heading, (None, sentences) at each paragraph and each block of code."""
    text = document.text
    begins = len(text) - len(text.lstrip())
    for block in split_blocks(text):
        if block.is_code:
            yield None, Spans(_code(text, block.start, block.end))
        else:
            yield from _paragraphs(document, block, begins)


def _paragraphs(document: Document, block: Block, begins: int) -> Iterator[tuple[str | None, Spans | None]]:
    """`begins`: where the first word of the document is."""
    text, lines = document.text, Spans()
    for line in _LINE.finditer(text, block.start, block.end):
        title = _heading_of(line, document.title, is_first=line.start() <= begins)
        if title is None and not _NEVER_QUOTED.match(line.group()):
            lines.append(line.span())
            if len(line.group()) < _LONG_LINE:
                continue
        if lines:
            yield None, Spans(_sentences(text, lines))
        lines = Spans()
        if title:
            yield title, None
    if lines:
        yield None, Spans(_sentences(text, lines))


def _code(text: str, start: int, end: int) -> Iterator[Span]:
    """Code is quoted whole, from its first line's indentation on; only a very long one is cut between its lines."""
    begin = start
    for line in _LINE.finditer(text, start, end):
        if line.end() - begin > LONGEST_CHUNK:
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


def _heading_of(line: re.Match[str], title: str, *, is_first: bool) -> str | None:
    """The heading on this line; "" for the document's title, which heads everything; None for other lines.

    `is_first`: whether nothing but space stands before it.
    """
    if is_first and line.group().strip() == title:
        return ""
    mark = _HEADING.match(line.group())
    heading = line.group()[mark.end() :].rstrip(" \t#") if mark else None
    if heading is None or len(heading) > _LONGEST_HEADING:
        return None
    return "" if heading == title else heading


def _sentences(text: str, lines: Spans) -> Iterator[Span]:
    """A list item's marker is not part of what is quoted."""
    for start, end in _joined(text, lines):
        marker = _MARKER.match(text, start, end)
        yield from split_sentences(text, marker.end() if marker else start, end)


def _joined(text: str, lines: Spans) -> Iterator[Span]:
    """Lines that were only wrapped, as one span; list items, table rows and short lines stay alone."""
    spans = iter(lines)
    start, end = next(spans)
    for next_start, next_end in spans:
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


def _packed(sentences: Spans, heading: str | None) -> Iterator[Passage]:
    """A paragraph as one passage, or as several of about the same length when it is too long."""
    if not sentences:
        return
    length = sentences.end - sentences.start
    share = length / -(-length // LONGEST_CHUNK)
    group: list[Span] = []
    for span in sentences:
        if group and span[1] - group[0][0] > share:
            yield Passage(heading, tuple(group))
            group = []
        group.append(span)
    yield Passage(heading, tuple(group))
