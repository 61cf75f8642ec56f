"""The parts of a text that are summed up by themselves: its sections, or what was said in a conversation."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from knowledge.models import Document
from knowledge.summarizing.choosing import Length, choose
from knowledge.summarizing.material import learned, material_of
from knowledge.text.analysis import analyse
from knowledge.text.numbers import distinct
from knowledge.text.outline import Outline, outline
from knowledge.text.sentences import Span

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


_GAP = "\n\n"


def summarize_messages(messages: Sequence[str], length: Length) -> list[tuple[int, Span]]:
    """What to quote, in order: the number of the message, and a span of its text. Nothing is kept."""
    spoken = Document(id="conversation", title="", text=_GAP.join(messages))
    cut = outline(spoken)
    seen, _ = analyse(spoken, cut)
    begins = np.cumsum([0, *(len(message) + len(_GAP) for message in messages)])
    quoted = []
    chosen = choose(material_of(spoken, cut, seen), length, learned().without_opening())
    for start, end in (cut.span(number) for number in chosen):
        message = int(begins.searchsorted(start, side="right")) - 1
        quoted.append((message, (start - int(begins[message]), end - int(begins[message]))))
    return quoted
