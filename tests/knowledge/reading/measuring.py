"""`make corpus`: how well each format is read, as a table.

Over the files that the tests make with the formats' own tools; QUOTH_CORPUS names folders of others, with a colon
between them. What must stand in the text of a file there is said in a file beside it, a sentence a line: rules.md has
rules.md.expected.
"""

import os
import re
import resource
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from knowledge.errors import UnreadableFile
from knowledge.reading.formats import is_read, reader_for, suffix_of
from knowledge.reading.markdown.fences import fence_after
from tests.knowledge.reading.corpus import DOCUMENTS, EVERYTHING, FAQS, ITEMS, PROSE, QUESTIONS, SECTIONS, SPOKEN

_RESIDUE = re.compile(
    r"^:::|\{%|\{\{[<%]|^!!! |^\?\?\? |^>? ?\[![A-Za-z]+\]|</?[A-Z]\w*[ />]|^import .* from ['\"]|\{/\*"
    r"|\{#[\w-]+\}|\[TOC\]"
    r"|:[\w-]+(?::[\w-]+)?:`|^\.\. \w+::|(?<!\w)\*\*\w|\]\(https?:|<<\w[\w-]*>>|^\|===|^#\+\w+:|&(?:amp|lt|nbsp);"
)
"""Syntax of the formats that people do not see."""
_CODE = re.compile(r"`[^`\n]{1,300}`")
_MEGABYTE = 1024.0
"""Of the unit in which Linux counts memory."""


class Case(NamedTuple):
    """A file, and the sentences that must stand in its text."""

    name: str
    content: bytes
    expected: tuple[str, ...]


class Result(NamedTuple):
    """What came of reading one file: why it was refused, how much was found and left, and seconds."""

    refused: str
    found: int
    expected: int
    lines: int
    residue: int
    seconds: float


def cases() -> Iterator[Case]:
    """Those of the tests, then those of the folders."""
    said = tuple(sentence for sentences in SECTIONS.values() for sentence in sentences) + ITEMS
    asked = tuple(text for pair in QUESTIONS.items() for text in pair)
    spoken = tuple(text for *_, text in SPOKEN)
    for name, write in EVERYTHING.items():
        prose = said[: -len(ITEMS)] if name == "handbook.txt" else said
        expected = (
            prose if name in PROSE else asked if name in FAQS else ("One.", "Two.") if name in DOCUMENTS else spoken
        )
        yield Case(name, write(), expected)
    for folder in filter(None, os.environ.get("QUOTH_CORPUS", "").split(":")):
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file() and is_read(path.name):
                beside = path.with_name(f"{path.name}.expected")
                lines = beside.read_text().splitlines() if beside.exists() else []
                yield Case(path.name, path.read_bytes(), tuple(filter(None, lines)))


def read(case: Case) -> Result:
    """One file, as the process that reads files does it."""
    begun = time.process_time()
    refused, texts = "", []
    try:
        texts = [f"{one.title}\n{one.text}" for one in reader_for(case.name)(case.name, case.content)]
    except UnreadableFile as error:
        refused = error.reason
    except Exception as error:  # noqa: BLE001 the table says so, and goes on
        refused = f"{type(error).__name__} (a fault)"
    seconds = time.process_time() - begun
    text = " ".join("\n".join(texts).split())
    lines = [line for one in texts for line in _prose(one)]
    found = sum(" ".join(sentence.split()) in text for sentence in case.expected)
    residue = sum(_RESIDUE.search(_CODE.sub("", line)) is not None for line in lines)
    return Result(
        refused or ("" if texts else "it has no text"), found, len(case.expected), len(lines), residue, seconds
    )


def _prose(text: str) -> Iterator[str]:
    """Its lines outside of code."""
    fence = ""
    for line in text.split("\n"):
        before, fence = fence, fence_after(line, fence)
        if not (before or fence) and line.strip():
            yield line


def measured(group: list[Case]) -> tuple[list[Result], float]:
    """The results of one format, and the most memory that its process had, in MB."""
    results = [read(case) for case in group]
    return results, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGABYTE


def rows(groups: dict[str, list[Case]]) -> Iterator[tuple[str, ...]]:
    """A row for each format, which is read in a process of its own."""
    for suffix, group in sorted(groups.items()):
        with get_context("spawn").Pool(1) as pool:
            results, memory = pool.apply(measured, (group,))
        reasons = Counter(result.refused for result in results if result.refused)
        expected, lines = (sum(getattr(result, field) for result in results) for field in ("expected", "lines"))
        found, residue = (sum(getattr(result, field) for result in results) for field in ("found", "residue"))
        seconds = [result.seconds for result in results]
        yield (
            suffix,
            str(len(group)),
            str(sum(not result.refused for result in results)),
            f"{100 * found / expected:.1f}" if expected else "–",
            f"{100 * residue / lines:.2f}" if lines else "–",
            f"{1000 * statistics.median(seconds):.0f} / {1000 * max(seconds):.0f}",
            f"{memory:.0f}",
            "; ".join(f"{count} × {reason}" for reason, count in reasons.most_common(4)),
        )


def table(lines: Iterable[tuple[str, ...]]) -> str:
    """As Markdown."""
    titles = ("format", "files", "read", "expected sentences found, %", "lines with residue, %")
    head = (*titles, "ms, median / most", "MB", "refused")
    return "\n".join("| " + " | ".join(line) + " |" for line in (head, ["---"] * len(head), *lines))


def main() -> int:
    """Exit code 0."""
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in cases():
        groups[suffix_of(case.name)].append(case)
    sys.stdout.write(table(rows(groups)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
