"""Documentation → collections of questions with their answers, as communities keep them: a document for each."""

from collections.abc import Iterator, Mapping

from knowledge.models import Document
from knowledge.text.outline import STEP, Outline, outline
from knowledge.training.gold import folded
from knowledge.training.sets import ONLY, Row, Set

_MARK = "?"


def faqs(one: Set) -> Set:
    """What stands under headings that ask, and what people ask about it."""
    documents = {key: answer for pages in one.bases.values() for key, answer in _answers(pages)}
    asked = [(row, _answer_to(row, documents)) for row in one.questions]
    questions = [{**row, "base": ONLY, "doc_ids": [document.id]} for row, document in asked if document is not None]
    return Set(f"{one.name} faqs", {ONLY: documents}, questions)


def _answers(documents: Mapping[str, Document]) -> Iterator[tuple[str, Document]]:
    for key, document in documents.items():
        cut = outline(document)
        for heading in dict.fromkeys(cut.headings):
            if (asked := heading.rpartition(STEP)[2]).endswith(_MARK):
                text = "\n\n".join((asked, *_under(heading, cut, document.text)))
                yield f"{key}#{asked}", Document(id=f"{key}#{asked}", title=asked, text=text)


def _under(heading: str, cut: Outline, text: str) -> Iterator[str]:
    return (text[slice(*cut.passage_span(one))] for one, over in enumerate(cut.headings) if over == heading)


def _answer_to(row: Row, answers: Mapping[str, Document]) -> Document | None:
    wanted = folded(row.get("heading", ""))
    mine = (one for key, one in answers.items() if any(key.startswith(f"{own}#") for own in row["doc_ids"]))
    return next((one for one in mine if folded(one.title) == wanted), None)
