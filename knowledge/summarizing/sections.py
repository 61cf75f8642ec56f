"""A long document as a list of sections, each with what stands for it."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from knowledge.models import Document
from knowledge.outline import Outline
from knowledge.summarizing.choosing import Length, choose
from knowledge.summarizing.material import material_of

_PART = 60
"""Sentences, about two pages: a document without headings is told in parts of at most this length."""


class Section(NamedTuple):
    """A heading, "" where there is none, and positions of sentences in the document."""

    heading: str
    chosen: list[int]


def summarize_sections(document: Document, cut: Outline, language: str, each: Length) -> Iterator[Section]:
    """The sections in order; one with nothing to tell is left out."""
    for first, last in _parts(cut):
        begin = int(cut.firsts[first])
        part = Outline(
            cut.spans[begin : cut.firsts[last]], cut.firsts[first : last + 1] - begin, cut.headings[first:last]
        )
        chosen = choose(material_of(document, part, language), each)
        if chosen:
            yield Section(cut.headings[first], [begin + number for number in chosen])


def _parts(cut: Outline) -> list[tuple[int, int]]:
    """First and last passage (exclusive) of each part."""
    changes = [at for at in range(1, len(cut.headings)) if cut.headings[at] != cut.headings[at - 1]]
    if not changes:
        sentences = len(cut.spans)
        marks = np.linspace(0, sentences, max(1, -(-sentences // _PART)) + 1)
        changes = sorted(set(cut.firsts.searchsorted(marks[1:-1]).tolist()))
    edges = [0, *(at for at in changes if 0 < at < len(cut.headings)), len(cut.headings)]
    return [(first, last) for first, last in zip(edges, edges[1:], strict=False) if first < last]
