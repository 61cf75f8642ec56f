"""JSONL: one document a line, with the fields of Document (`id`, `title`, `text`, `url`, …), or one question a line."""

import re

from pydantic import ValidationError

from knowledge.errors import UnreadableFile
from knowledge.models import Document
from knowledge.reading.plain import decode

_ID = re.compile(rb"\s*\{[^\n]*\"id\"\s*:")
_TEXT = re.compile(rb"\s*\{[^\n]*\"text\"\s*:")
_TALK = re.compile(rb"\s*\{[^\n]*\"(?:messages|conversations?|question|answer|prompt|instruction)\"\s*:")
_NUMBERED = re.compile(r"(?P<name>\"id\"\s*:\s*)(?P<number>\d{1,20})(?=\s*[,}])")


def holds_documents(content: bytes) -> bool:
    """Whether the first line looks like a document, not like a question and its answer."""
    start = content.removeprefix(b"\xef\xbb\xbf")
    return bool(_ID.match(start) and _TEXT.match(start)) and not _TALK.match(start)


def read(name: str, content: bytes) -> list[Document]:
    """A document for each line that is not empty, or one of all questions. Raises UnreadableFile."""
    lines = [(number, line) for number, line in enumerate(decode(name, content).split("\n"), 1) if line.strip()]
    if not lines or holds_documents(content):
        return [_document(name, number, line) for number, line in lines]
    from knowledge.reading.questions.faq import read_entries  # noqa: PLC0415 the bot reads documents without it

    first = read_entries(name, [_entry(name, *lines[0])])
    if first is None and _ID.match(lines[0][1].encode()):
        return [_document(name, *lines[0])]
    if first is None:
        raise UnreadableFile(name, "its first line is neither a document nor a question with its answer")
    return read_entries(name, [_entry(name, *line) for line in lines]) or first


def _document(name: str, number: int, line: str) -> Document:
    """Its id may be a number."""
    try:
        return Document.model_validate_json(_NUMBERED.sub(r'\g<name>"\g<number>"', line, count=1))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(map(str, first["loc"])) or "the line"
        raise UnreadableFile(name, f"line {number} is not a document ({field}: {first['msg']})") from error


def _entry(name: str, number: int, line: str) -> object:
    from knowledge.reading.questions.values import from_json  # noqa: PLC0415 it brings YAML along

    try:
        return from_json(line)
    except (ValueError, RecursionError):
        raise UnreadableFile(name, f"line {number} is not JSON; correct it") from None
