"""Question sets → examples: the features of each question's candidates, and which of them answer."""

import json
from collections.abc import Collection as Ids
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.assess import look
from knowledge.answering.judging import holds, is_one_of
from knowledge.index.corpus import Corpus
from knowledge.models import Document

Row = dict[str, Any]


class Set(NamedTuple):
    """Documents and questions about them."""

    name: str
    documents: dict[str, Document]
    questions: list[Row]


class Example(NamedTuple):
    """One question in one knowledge base. Shapes: C candidates, F features."""

    question: Row
    matrix: NDArray[np.float32]
    """(C, F)"""
    right: NDArray[np.bool_]
    """(C,)"""


def read(path: Path) -> Set:
    """A set by its path without ending: PATH.docs.jsonl and PATH.questions.jsonl."""
    documents = {
        row["doc_id"]: Document(id=row["doc_id"], title=row.get("title") or row["doc_id"], text=row["text"])
        for row in _rows(path, "docs")
        if row["text"].strip()
    }
    return Set(path.name, documents, [row for row in _rows(path, "questions") if row["answerable"]])


def _rows(path: Path, kind: str) -> Iterator[Row]:
    with path.with_name(f"{path.name}.{kind}.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def examples(documents: dict[str, Document], questions: Iterable[Row], within: Ids[str] | None = None) -> list[Example]:
    """Each question asked of these documents; those that find no candidate are left out.

    One question in three is asked as if it were in a language without lists of related words.
    """
    corpus = Corpus.empty().changed(documents, ())
    found: list[Example] = []
    for row in questions:
        other_words = crc32(row["question"].encode()) % 3 > 0
        seen = look(row["question"], corpus, within=within, other_words=other_words)
        if seen:
            texts = zip(seen.evidence.texts, seen.candidates.numbers.tolist(), strict=True)
            right = [answers(text, corpus.numbering.sentence(number)[0], row) for text, number in texts]
            found.append(Example(row, seen.matrix.astype(np.float32), np.array(right)))
    return found


def answers(text: str, document_id: str, row: Row) -> bool:
    """Whether a quote is from a right document and holds an answer, or is (most of) a gold sentence."""
    if row.get("doc_ids") and document_id not in row["doc_ids"]:
        return False
    gold = row.get("gold_any") or row.get("gold_sentences")
    return is_one_of(text, gold) if gold else holds(text, row["answers"])
