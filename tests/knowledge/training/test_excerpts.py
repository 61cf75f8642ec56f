from knowledge.models import Document
from knowledge.training.excerpts import PIECE, excerpts

SENTENCES = ["The garden opens at nine.", "The museum closes at six.", "The library is closed on Mondays."]
LONG = "\n\n".join(f"{sentence} {'More is said about it. ' * (PIECE // 20)}".strip() for sentence in SENTENCES)


def _row(number: int) -> dict[str, object]:
    return {"question": f"Question {number}?", "gold_sentences": [SENTENCES[number]], "doc_ids": ["all"]}


def test_excerpts_answer_some_questions_and_not_the_others() -> None:
    document = Document(id="all", title="All", text=LONG)

    found = list(excerpts(document, [_row(0), _row(2)]))

    assert [part.text.split(".")[0] for part, _ in found] == [
        "The garden opens at nine",
        "The library is closed on Mondays",
    ]
    assert [[(row["question"], inside) for row, inside in asked] for _, asked in found] == [
        [("Question 0?", True), ("Question 2?", False)],
        [("Question 2?", True), ("Question 0?", False)],
    ]


def test_excerpts_of_a_document_that_answers_nothing_are_none() -> None:
    assert list(excerpts(Document(id="all", title="All", text=LONG), [])) == []
