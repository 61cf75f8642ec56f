"""What is set off in a quote is what answers, not the words that were asked."""

from itertools import pairwise

import pytest

from knowledge import Document, KnowledgeBase
from knowledge.answering.assess import understand
from knowledge.answering.marking import mark

TEXT = (
    "The ceremony in Islamabad was attended by Prime Minister Shehbaz Sharif on 3 May 2025, and 400 guests paid "
    "$1,200 each."
)
BASE = KnowledgeBase.build([Document(id="a", title="A", text=TEXT)], meaning=False)


@pytest.mark.parametrize(
    ("question", "marked"),
    [
        ("Who is the Prime Minister?", ["Shehbaz Sharif"]),
        ("When was the ceremony?", ["3 May 2025"]),
        ("How many guests attended the ceremony?", ["400"]),
        ("What happened at the ceremony?", []),
        ("How do I attend?", []),
    ],
)
def test_what_answers_is_marked(question: str, marked: list[str]) -> None:
    found = [TEXT[start:end] for start, end in mark(TEXT, understand(question, BASE._corpus))]

    assert found == marked


@pytest.mark.parametrize("question", ["Who is the Prime Minister?", "When did the 400 guests pay?"])
def test_words_that_were_asked_are_not_marked(question: str) -> None:
    asked = understand(question, BASE._corpus)

    found = " ".join(TEXT[start:end] for start, end in mark(TEXT, asked))

    assert "Prime" not in found
    assert "guests" not in found


def test_marks_are_in_order_and_apart() -> None:
    spans = mark(TEXT * 3, understand("When and where was it, and who was there?", BASE._corpus))

    assert all(one[1] < other[0] for one, other in pairwise(spans))
