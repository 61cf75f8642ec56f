"""SRT and WebVTT: what is said, as paragraphs; every cue is a place with its time."""

import html
import re
from collections.abc import Iterable, Iterator

from pysubs2 import SSAFile

from knowledge.errors import UnreadableFile
from knowledge.models import Document
from knowledge.reading.formats import as_language, suffix_of, title_from_name
from knowledge.reading.plain import decode
from knowledge.reading.speech.cues import Cue, written_cues
from knowledge.reading.writing import tidy

_BESIDE_CUES = re.compile(r"^(?:NOTE|STYLE|REGION)\b.*?(?:\n\n|\Z)", re.DOTALL | re.MULTILINE)
_HEADER_LANGUAGE = re.compile(r"\AWEBVTT.*?^Language:\s*(?P<language>[\w-]+)", re.DOTALL | re.MULTILINE)
_VOICE = re.compile(r"<v(?:\.[\w.]+)?\s+(?P<speaker>[^>]{1,60})>")
_MARKUP = re.compile(r"<[^>\n]{0,200}+>|\{\\[^}\n]{0,200}+\}|^[♪♫\s]+$|^-\s+(?=\S)", re.MULTILINE)
_MOST_REPEATED = 20
"""Lines of a cue that may be those of the one before: a screen has two or three."""


def read(name: str, content: bytes) -> list[Document]:
    """One document. Raises UnreadableFile."""
    text = decode(name, content)
    if "-->" not in text:
        raise UnreadableFile(name, "it has no times, so it is not a subtitle file; save it as .srt or .vtt")
    cues = list(_without_repeats(_cues(text, suffix_of(name))))
    language = _HEADER_LANGUAGE.search(text[:2000])
    text, places = written_cues(cues)
    if not text:
        return []
    facts = {"title": title_from_name(name), "language": as_language(language["language"]) if language else None}
    return [Document(id=name, text=text, places=places, **facts)]


def _cues(text: str, suffix: str) -> Iterator[Cue]:
    # pysubs2 takes every line below a time for speech, also the comments and styles that only WebVTT has
    shown = _BESIDE_CUES.sub("", text) if suffix == ".vtt" else text
    for event in SSAFile.from_string(shown, format_=suffix[1:], keep_html_tags=True):
        raw = event.text.replace(r"\N", "\n")
        voice = _VOICE.search(raw)
        said = tidy(html.unescape(_MARKUP.sub("", raw)))
        if said:
            yield Cue(event.start / 1000, event.end / 1000, voice["speaker"].strip() if voice else "", said)


def _without_repeats(cues: Iterable[Cue]) -> Iterator[Cue]:
    """Automatic captions roll: each cue begins with the last line of the one before."""
    before: list[str] = []
    for cue in cues:
        lines = cue.text.split("\n")
        most = min(len(lines), _MOST_REPEATED)
        fresh = lines[next((n for n in range(most, 0, -1) if before[-n:] == lines[:n]), 0) :]
        before = lines
        if fresh:
            yield cue._replace(text=" ".join(fresh))
