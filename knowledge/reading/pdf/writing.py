"""Paragraphs of a PDF → text: lines joined, hyphenated words mended, pages as places."""

import re
from collections.abc import Iterable

from knowledge.models import Place
from knowledge.reading.pdf.layout import Row
from knowledge.reading.pdf.paragraphs import Paragraph, Typography, row_text
from knowledge.reading.pdf.runs import HYPHEN
from knowledge.reading.writing import TextWriter, tidy

_HYPHENATED = re.compile(rf"(?<!\w)(?P<before>\w++)[-‐{HYPHEN}]$")
_HYPHEN_INSIDE = re.compile(r"(?<!\w)\w++-[^\W\d_]+")
_LONGEST_WORD = 60
_WORD = re.compile(r"[^\W\d_]+")
_JOINED_BY = {"and", "or", "und", "oder", "bzw", "et", "ou", "y", "o", "e", "en", "of", "och", "eller", "og", "i"}
""" "pre- and post-war": the hyphen stays, and a space follows."""
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_MARKER = re.compile(r"[-–•‣◦▪●○*]\s+")


def write_paragraphs(writer: TextWriter, paragraphs: Iterable[Paragraph], typography: Typography) -> None:
    """The first text of each page becomes its place."""
    found = list(paragraphs)
    hyphenated = _hyphenated_words(found)
    page = -1
    for paragraph in found:
        text, offsets = _text(paragraph, hyphenated, typography)
        if not text.strip():
            continue
        start = writer.block(paragraph.kind, text)
        for number, offset in offsets:
            if number > page:
                page = number
                writer.places.append(Place(start=start + offset, label=f"p. {page + 1}", anchor=f"page={page + 1}"))


def _text(paragraph: Paragraph, hyphenated: set[str], typography: Typography) -> tuple[str, list[tuple[int, int]]]:
    """The paragraph's text, and at which offset each page begins in it."""
    if paragraph.kind == "code":
        return _code(paragraph), [(paragraph.lines[0][0], 0)]
    parts = [_opening(paragraph, typography)]
    offsets: list[tuple[int, int]] = []
    length, tail = len(parts[0]), parts[0]
    for page, row in paragraph.lines:
        line = tidy(row_text(row).replace(HYPHEN, "-" if row_text(row).endswith(HYPHEN) else ""))
        if paragraph.kind == "item" and not offsets:
            line = _MARKER.sub("- ", line, count=1)
        between, without_hyphen = _between(tail, line, hyphenated) if offsets else ("", False)
        if without_hyphen:
            parts[-1] = parts[-1][:-1]
        length += len(between) - without_hyphen
        if not offsets or offsets[-1][0] != page:
            offsets.append((page, length if offsets else 0))
        parts.append(between + line)
        length += len(line)
        tail = (tail[: -1 if without_hyphen else None] + parts[-1])[-_LONGEST_WORD:]
    return "".join(parts), offsets


def _opening(paragraph: Paragraph, typography: Typography) -> str:
    if paragraph.kind != "heading":
        return ""
    sizes = [*typography.headings, 0.0]
    level = next(level for level, size in enumerate(sizes, 1) if paragraph.row.first.size >= size)
    return f"{'#' * min(level, 6)} "


def _between(tail: str, line: str, hyphenated: set[str]) -> tuple[str, bool]:
    """What comes between the text, of which this is the end, and the line; and whether the text loses its hyphen."""
    word = _HYPHENATED.search(tail[-_LONGEST_WORD:])
    after = _WORD.match(line)
    if word is None or after is None or not (line[0].islower() or (word["before"] + after.group()).isupper()):
        return "" if _CJK.match(tail[-1:]) and _CJK.match(line[:1]) else " ", False
    if after.group() in _JOINED_BY:
        return " ", False
    return "", f"{word['before']}-{after.group()}".lower() not in hyphenated


def _hyphenated_words(paragraphs: list[Paragraph]) -> set[str]:
    """Words that have a hyphen within a line, so that they keep it at the end of one."""
    rows = (row_text(row) for paragraph in paragraphs for _, row in paragraph.lines)
    return {word.lower() for row in rows for word in _HYPHEN_INSIDE.findall(row)}


def _code(paragraph: Paragraph) -> str:
    """Lines as they are, indented as far as they are set in."""
    rows = [row for _, row in paragraph.lines]
    left = min(row.left for row in rows)
    lines = [" " * round((row.left - left) / _letter_width(row)) + _cells(row) for row in rows]
    return "```\n" + "\n".join(lines) + "\n```"


def _cells(row: Row) -> str:
    return "  ".join(run.text for run in row.runs).replace(HYPHEN, "-").replace("```", "'''")


def _letter_width(row: Row) -> float:
    first = row.runs[0]
    return max((first.right - first.left) / len(first.text), 1.0)
