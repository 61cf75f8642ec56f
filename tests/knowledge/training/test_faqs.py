from knowledge.models import Document
from knowledge.training.faqs import faqs
from knowledge.training.sets import ONLY, Set

PAGE = """# Help

## How do I begin?

Press the green button.

## Buttons

There are two.

## Where does it end?

At the red one."""


def test_faqs_have_a_document_for_each_heading_that_asks_and_the_questions_about_it() -> None:
    page = Document(id="docs/help.md", title="Help", text=PAGE)
    asked = {"base": "docs", "doc_ids": ["docs/help.md"], "gold": "", "section": ""}
    rows = [{**asked, "question": "starting?", "heading": "How do I begin?"}, {**asked, "heading": "Buttons"}]

    found = faqs(Set("docs", {"docs": {page.id: page}}, rows))

    answers = found.bases[ONLY]
    assert [one.title for one in answers.values()] == ["How do I begin?", "Where does it end?"]
    assert [one.text for one in answers.values()] == [
        "How do I begin?\n\nPress the green button.",
        "Where does it end?\n\nAt the red one.",
    ]
    assert [(row["question"], row["doc_ids"]) for row in found.questions] == [("starting?", [next(iter(answers))])]
