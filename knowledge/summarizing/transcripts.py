"""What mattered in a conversation."""

from collections.abc import Sequence

import numpy as np

from knowledge.analysis import analyse
from knowledge.models import Document
from knowledge.outline import outline
from knowledge.sentences import Span
from knowledge.summarizing.choosing import Length, choose
from knowledge.summarizing.material import material_of
from knowledge.summarizing.weights import learned

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
