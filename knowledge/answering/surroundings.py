"""Where candidates stand: their documents, their passages, and their own words."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.index.corpus import Corpus
from knowledge.index.numbering import NumberedDocument
from knowledge.text.analysis import Analysis
from knowledge.text.numbers import Ints


@dataclass(frozen=True)
class Surroundings:
    """Where candidates stand. Shapes: C candidates, D documents that hold some."""

    documents: Sequence[NumberedDocument]
    """(D,): in the order of their sentences."""
    analyses: Sequence[Analysis]
    """(D,)"""
    texts: Sequence[str]
    """(C,): word for word."""
    of: Ints
    """(C,): which of these documents each is in."""
    passages: Ints
    """(C,): the number of the passage that each is in."""
    begins: Ints
    """(C,): the number of the passage's first sentence."""
    ends: Ints
    """(C,): the number after that of the passage's last."""


def surroundings_of(numbers: Ints, corpus: Corpus) -> Surroundings:
    """Of the sentences with these numbers."""
    numbering = corpus.numbering
    documents, of = np.unique(numbering.documents_of(numbers), return_inverse=True)
    here = [numbering.document_at(position) for position in documents.tolist()]
    passages = numbering.passage_numbers(numbers)
    return Surroundings(
        here,
        [corpus.analyses[document.id] for document in here],
        [corpus.text(number) for number in numbers.tolist()],
        of,
        passages,
        numbering.passage_firsts[passages],
        numbering.passage_firsts[passages + 1],
    )
