"""What mattered in a conversation."""

from collections.abc import Sequence

import numpy as np

from knowledge.models import Document
from knowledge.outline import outline
from knowledge.sentences import Span
from knowledge.summarizing.choosing import Length, choose
from knowledge.summarizing.material import material_of

_GAP = "\n\n"


def summarize_messages(messages: Sequence[str], language: str, length: Length) -> list[tuple[int, Span]]:
    """Which messages to quote, in order, and where in them: (number of the message, span of its text)."""
    spoken = Document(id="conversation", title="", text=_GAP.join(messages), language=language)
    begins = np.cumsum([0, *(len(message) + len(_GAP) for message in messages)])
    cut = outline(spoken)
    quoted = []
    for start, end in (cut.span(number) for number in choose(material_of(spoken, cut, language), length)):
        message = int(begins.searchsorted(start, side="right")) - 1
        quoted.append((message, (start - int(begins[message]), end - int(begins[message]))))
    return quoted
