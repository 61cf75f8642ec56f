"""Parts of documents as libraries of their own: one short document is what everybody tries first."""

from collections.abc import Iterator, Sequence

from knowledge.models import Document
from knowledge.training.gold import stands_in
from knowledge.training.sets import Row

PIECE = 2500
"""Characters from which on a part ends with its paragraph."""
MOST = 3
"""Parts of one document."""

Asked = Sequence[tuple[Row, bool]]
"""Questions, and whether the documents hold the answer."""


def excerpts(document: Document, questions: Sequence[Row]) -> Iterator[tuple[Document, Asked]]:
    """Parts that answer some of the questions about a document, each with as many that others of its parts answer."""
    pieces = list(_pieces(document))
    held = [[row for row in questions if stands_in(piece.text, row)] for piece in pieces]
    answering = [number for number, inside in enumerate(held) if inside]
    for number in answering[:: -(-len(answering) // MOST)] if answering else ():
        inside = held[number]
        others = [row for row in questions if row not in inside]
        outside = others[:: max(1, len(others) // len(inside))][: len(inside)]
        yield pieces[number], [*((row, True) for row in inside), *((row, False) for row in outside)]


def _pieces(document: Document) -> Iterator[Document]:
    taken: list[str] = []
    for paragraph in document.text.split("\n\n"):
        taken.append(paragraph)
        if sum(map(len, taken)) >= PIECE:
            yield _part(document, taken)
            taken = []
    if taken:
        yield _part(document, taken)


def _part(document: Document, paragraphs: Sequence[str]) -> Document:
    return Document(id=document.id, title=document.title, text="\n\n".join(paragraphs), language=document.language)
