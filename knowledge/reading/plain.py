"""Plain text: it stays as it is, so that offsets are those of the file."""

import re

from knowledge.models import Document
from knowledge.reading.encoding import decode
from knowledge.reading.naming import title_from_name

_HEADING = re.compile(r"#{1,6}\s+")
_PUBLISHER = re.compile(r"^[ \t]*+Source:[ \t]*+(?P<publisher>\S.{0,60}?)[ \t]*+$", re.MULTILINE)
_LONGEST_TITLE = 200
"""Characters: a longer first line is a paragraph."""


def read(name: str, content: bytes) -> list[Document]:
    """One document: its first line is the title, a line "Source: …" names the publisher."""
    text = decode(name, content)
    if not text.strip():
        return []
    return [Document(id=name, title=_title(name, text), text=text, publisher=find_publisher(text))]


def find_publisher(text: str) -> str | None:
    """What a line "Source: …" names."""
    found = _PUBLISHER.search(text)
    return found["publisher"] if found else None


def _title(name: str, text: str) -> str:
    line = text.lstrip().split("\n", 1)[0].strip()
    mark = _HEADING.match(line)
    if mark:
        heading = line[mark.end() :]
        return heading.rstrip(" \t#") or heading[:1]
    if len(line) <= _LONGEST_TITLE and not line.endswith((".", "。", "।")):
        return line
    return title_from_name(name)
