"""What mattered in a conversation."""

from collections.abc import Sequence

import numpy as np

from knowledge.models import Document
from knowledge.summarizing.choosing import Length, choose
from knowledge.summarizing.material import learned, material_of
from knowledge.text.analysis import analyse
from knowledge.text.outline import outline
from knowledge.text.sentences import Span

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
