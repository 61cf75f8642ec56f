"""JSONL: one document a line, with the fields of Document (`id`, `title`, `text`, `url`, …)."""

from pydantic import ValidationError

from knowledge.errors import UnreadableFile
from knowledge.models import Document
from knowledge.reading.plain import decode


def read_jsonl(name: str, content: bytes) -> list[Document]:
    """A document for each line that is not empty. Raises UnreadableFile."""
    lines = enumerate(decode(name, content).split("\n"), 1)
    return [_document(name, number, line) for number, line in lines if line.strip()]


def _document(name: str, number: int, line: str) -> Document:
    try:
        return Document.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(map(str, first["loc"])) or "the line"
        raise UnreadableFile(name, f"line {number} is not a document ({field}: {first['msg']})") from error
