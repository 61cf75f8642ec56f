"""Question sets as files → documents and questions about them."""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from knowledge.errors import UnreadableFile
from knowledge.models import Document
from knowledge.reading import read_documents

Row = dict[str, Any]
"""One question: `question`, `doc_ids`, and `answers`, `gold_sentences`, or `section` with `gold`."""

MOST = 2400
"""Questions of a set: of more, so many at most that stand evenly apart. More of them add nothing that was measured."""

ONLY = ""
"""The base of a set whose documents all belong together."""


class Set(NamedTuple):
    """Documents by base and id, and questions that can be answered from one base."""

    name: str
    bases: dict[str, dict[str, Document]]
    questions: list[Row]


def read(path: Path) -> Set:
    """A set by its path without ending: PATH.docs.jsonl or PATH.pages.jsonl, and PATH.questions.jsonl.

    Pages are Markdown files of several communities, each of which is a base of its own.
    """
    pages = path.with_name(f"{path.name}.pages.jsonl")
    bases = _communities(pages) if pages.exists() else {ONLY: _documents(path.with_name(f"{path.name}.docs.jsonl"))}
    questions = [row for row in _rows(path.with_name(f"{path.name}.questions.jsonl")) if row["answerable"]]
    return Set(path.name, bases, questions[:: -(-len(questions) // MOST)])


def base_of(row: Row) -> str:
    """Where a question is asked."""
    return str(row.get("base", ONLY))


def is_documentation(row: Row) -> bool:
    """Whether it is known what a helpful reply quotes."""
    return "gold" in row


def _documents(path: Path) -> dict[str, Document]:
    return {
        row["doc_id"]: Document(id=row["doc_id"], title=row.get("title") or row["doc_id"], text=row["text"])
        for row in _rows(path)
        if row["text"].strip()
    }


def _communities(path: Path) -> dict[str, dict[str, Document]]:
    """Pages that cannot be read are left out."""
    bases: defaultdict[str, dict[str, Document]] = defaultdict(dict)
    for row in _rows(path):
        try:
            bases[row["base"]] |= {one.id: one for one in read_documents(row["doc_id"], row["markdown"].encode())}
        except UnreadableFile:
            continue
    return dict(bases)


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
