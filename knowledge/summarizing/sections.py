"""The sections of a document: runs of passages that are summarised each on its own."""

from itertools import pairwise

import numpy as np

from knowledge.text.numbers import distinct
from knowledge.text.outline import Outline

_PART = 60
"""Sentences, about two pages: a document without headings is told in parts of about this length."""


def parts_of(cut: Outline) -> list[range]:
    """Runs of passages under one heading; even parts where there is no more than one heading."""
    changes = [at for at in range(1, len(cut.headings)) if cut.headings[at] != cut.headings[at - 1]]
    edges = [0, *(changes or _even(cut)), len(cut.headings)]
    return [range(first, last) for first, last in pairwise(edges) if first < last]


def _even(cut: Outline) -> list[int]:
    sentences = len(cut.spans)
    marks = np.linspace(0, sentences, -(-sentences // _PART) + 1)[1:-1]
    inner: list[int] = distinct(cut.firsts.searchsorted(marks)).tolist()
    return inner
