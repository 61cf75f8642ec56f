"""How well questions of several kinds are answered, most of them without meaning, which takes its time to be read.

The sets are not part of the project.
"""

import os
from functools import cache
from pathlib import Path

import pytest

from knowledge import Document, KnowledgeBase
from knowledge.training.gold import answers
from knowledge.training.sets import Row, Set, base_of, read

FOLDER = os.environ.get("QUOTH_EVAL_SETS", "")
pytestmark = pytest.mark.skipif(not FOLDER, reason="QUOTH_EVAL_SETS names no folder with question sets")

ASKED = 150
"""Questions of a set: of more, so many that stand evenly apart."""


@cache
def _opened(name: str) -> tuple[Set, KnowledgeBase]:
    found = read(Path(FOLDER) / name)
    return found, KnowledgeBase.build(_documents(found), meaning=False)


def _documents(one: Set) -> list[Document]:
    return [document for documents in one.bases.values() for document in documents.values()]


def _spread(questions: list[Row], most: int = ASKED) -> list[Row]:
    return questions[:: -(-len(questions) // most)]


@pytest.mark.parametrize(
    ("name", "least"), [("dev-squad", 70), ("dev-xquad-es", 75), ("dev-xquad-ru", 74), ("dev-xquad-zh", 73)]
)
def test_first_quote_answers(name: str, least: float) -> None:
    one, base = _opened(name)
    asked = _spread(one.questions)

    first = [(base.ask(row["question"], k=1, threshold=0.0).quotes[:1], row) for row in asked]

    right = sum(answers(quote.text, quote.source.document_id, row) for quotes, row in first for quote in quotes)
    assert 100 * right / len(asked) >= least


def test_short_documents_help_who_asks_as_people_type() -> None:
    one = read(Path(FOLDER) / "dev-small")
    bases = {name: KnowledgeBase.build(documents.values()) for name, documents in one.bases.items()}

    said = [(bases[base_of(row)].ask(row["question"]), row) for row in one.questions]

    helped = [any(answers(quote.text, quote.source.document_id, row) for quote in one.quotes) for one, row in said]
    misled = [bool(one.quotes) and not helps for (one, _), helps in zip(said, helped, strict=True)]
    assert 100 * sum(helped) / len(said) >= 55
    assert 100 * sum(misled) / len(said) <= 6


def test_right_document_is_found_for_a_paraphrase() -> None:
    one, base = _opened("dev-faq")

    found = [base.search(row["question"], k=1)[0].chunk.document_id in row["doc_ids"] for row in one.questions]

    assert 100 * sum(found) / len(found) >= 50


def test_questions_about_missing_documents_are_refused() -> None:
    one, _ = _opened("dev-squad")
    kept = _documents(one)[::2]
    base = KnowledgeBase.build(kept, meaning=False)
    missing = [row for row in one.questions if row["doc_ids"][0] not in base.documents]

    said = [bool(base.ask(row["question"]).quotes) for row in _spread(missing, 2 * ASKED)]

    assert 100 * sum(said) / len(said) <= 11
