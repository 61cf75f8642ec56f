"""A document as an index takes it: cut, analysed and counted, which need not be done where the index is."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.analysis import Analysis, analyse
from knowledge.models import Document
from knowledge.outline import Outline, outline
from knowledge.postings import Numbered, number
from knowledge.words.grams import count_runs

Content = tuple[str, str, str | None]


def content_of(document: Document) -> Content:
    """Title, text and language: documents in which these are equal are prepared alike."""
    return document.title, document.text, document.language


class Prepared(NamedTuple):
    """All that is found out about one document."""

    outline: Outline
    analysis: Analysis
    passages: tuple[Numbered, ...]
    sentences: tuple[Numbered, ...]
    grams: NDArray[np.int32]
    """(2, g): the runs of letters in its text, and how often each stands there."""


Prepare = Callable[[Document], Prepared | None]
"""Prepares a document, or takes it from where it was prepared before; None = it is to be left out."""


def taken_from(prepared: Mapping[Content, Prepared], otherwise: Prepare | None = None) -> Prepare:
    """What was prepared before is taken from there, all else prepared `otherwise` (None = here and now)."""
    return lambda document: prepared.get(content_of(document)) or (otherwise or prepare)(document)


def prepare(document: Document) -> Prepared:
    """In time and memory that grow with the length of its text."""
    cut = outline(document)
    analysis, indexed = analyse(document, cut)
    counts = count_runs(document.text)
    places = counts.nonzero()[0]
    grams = np.stack([places, counts[places]]).astype(np.int32)
    return Prepared(cut, analysis, tuple(number(indexed.passages)), tuple(number(indexed.sentences)), grams)
