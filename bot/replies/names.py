"""What things from outside are called: names that show something, and turn nothing around.

Titles, publishers and the names of files, servers and people are text that anybody may have written.
"""

import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from bot.languages import Language
from knowledge import Document, Source

_COMMANDING = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\u206a-\u206f\ufff9-\ufffb\ud800-\udfff]"
)
"""Controls that a terminal obeys, that turn what follows around (https://unicode.org/reports/tr9/), or that cannot be
sent at all. White space, and what joins letters, is none of them."""
_OPENING = {**dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"), **dict.fromkeys("\u2066\u2067\u2068", "\u2069")}
"""Embeddings, overrides and isolates, and what closes each."""
_POP, _POP_ISOLATE = "\u202c", "\u2069"
_DEEPEST = 125
"""Levels of the bidirectional algorithm (https://unicode.org/reports/tr9/#BD2)."""
_LINE_ENDS = "\n\r\u2029"
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols that show nothing."""


def tame(text: str) -> str:
    """Without the controls that would command whoever shows it. Not for quotes, which stay as they are."""
    return _COMMANDING.sub("", text)


def closing(text: str) -> str:
    """What closes the directions that the last line of a quote leaves open; it goes behind the quote, not into it."""
    opened: list[str] = []
    isolates = 0
    for char in text[max(map(text.rfind, _LINE_ENDS)) + 1 :]:
        if char in _OPENING:
            opened.append(_OPENING[char])
            isolates += _OPENING[char] == _POP_ISOLATE
        elif char == _POP and opened and opened[-1] == _POP:
            opened.pop()
        elif char == _POP_ISOLATE and isolates:
            isolates -= 1
            while opened.pop() != _POP_ISOLATE:
                pass
    return "".join(reversed(opened[-_DEEPEST:]))


def shows(text: str) -> bool:
    """Whether there is anything to see: a letter, a digit, a mark of punctuation or a symbol."""
    return any(unicodedata.category(char)[0] in "LNPS" and char not in _BLANK for char in text)


def visible(text: str, otherwise: str) -> str:
    """The text, unless there is nothing to see."""
    return text if shows(text) else otherwise


def name_of(of: Document | Source, say: Language) -> str:
    """A document's title; of one without, the name of the site that it is on, or of its file."""
    document_id = of.document_id if isinstance(of, Source) else of.id
    candidates = (of.title, _host(of.url), _file(document_id))
    return next((name for each in candidates if shows(name := tame(each))), say("Untitled"))


def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


def _file(document_id: str) -> str:
    """The last part of a path, without the place inside of the file."""
    return PurePosixPath(document_id.partition("#")[0]).name
