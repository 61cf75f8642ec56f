"""What is said, when and by whom → paragraphs whose places are times."""

import re
from typing import NamedTuple

from knowledge.models import Place

_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*$")
_PAUSE = 2.0
"""Seconds of silence after a sentence that begin a new paragraph."""
_LONG = 600
"""Characters after which the next end of a sentence ends the paragraph."""


class Cue(NamedTuple):
    """What is said from `start` to `end`, in seconds."""

    start: float
    end: float
    speaker: str
    text: str


def written_cues(cues: list[Cue], opening: str = "") -> tuple[str, tuple[Place, ...]]:
    """The text, below what stands before all cues, and a place with its time for each cue."""
    parts = [f"{opening}\n\n"] if opening else []
    places: list[Place] = []
    length = paragraph = sum(map(len, parts))
    for index, cue in enumerate(cues):
        if index:
            new = _begins_paragraph(cues[index - 1], cue, length - paragraph)
            parts.append("\n\n" if new else " ")
            length += len(parts[-1])
            paragraph = length if new else paragraph
        places.append(Place(start=length, label=clock(cue.start), anchor=f"t={int(cue.start)}"))
        parts.append(cue.text)
        length += len(cue.text)
    return "".join(parts), tuple(places)


def _begins_paragraph(before: Cue, cue: Cue, length: int) -> bool:
    if cue.speaker != before.speaker:
        return True
    return bool(_SENTENCE_END.search(before.text)) and (cue.start - before.end >= _PAUSE or length >= _LONG)


def clock(seconds: float) -> str:
    """83.5 → "00:01:23"."""
    minutes, second = divmod(int(seconds), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}"
