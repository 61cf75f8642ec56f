"""Plain text and simple Markdown: the text stays as it is, so that offsets are those of the file."""

import re
from pathlib import PurePosixPath

from knowledge.errors import UnreadableFile
from knowledge.models import Document

_HEADING = re.compile(r"#{1,6}\s+(?P<title>.+?)[ \t#]*$")
_PUBLISHER = re.compile(r"^\s*Source:[ \t]*(?P<publisher>\S.{0,60}?)[ \t]*$", re.MULTILINE)
_LONGEST_TITLE = 200
"""Characters: a longer first line is a paragraph."""


def read_plain(name: str, content: bytes) -> list[Document]:
    """One document: its first line is the title, a line "Source: …" names the publisher."""
    text = decode(name, content)
    if not text.strip():
        return []
    publisher = _PUBLISHER.search(text)
    return [
        Document(
            id=name,
            title=_title(name, text),
            text=text,
            publisher=publisher["publisher"] if publisher else None,
        )
    ]


def decode(name: str, content: bytes) -> str:
    """Text with \\n line ends. Raises UnreadableFile."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFile(name, "it is not UTF-8 text; save it as UTF-8") from None
    if "\0" in text:
        raise UnreadableFile(name, "it is not text; save it as UTF-8 text")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _title(name: str, text: str) -> str:
    line = text.lstrip().split("\n", 1)[0].strip()
    heading = _HEADING.match(line)
    if heading:
        return heading["title"]
    if len(line) <= _LONGEST_TITLE and not line.endswith((".", "。", "।")):
        return line
    return PurePosixPath(name).stem.replace("-", " ").replace("_", " ").strip().capitalize()
