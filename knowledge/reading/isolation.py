"""Files are parsed in a process of their own: what a hostile file does there ends with it, at the latest at a limit."""

from pydantic import TypeAdapter, ValidationError

from knowledge.apart.process import APART, Apart
from knowledge.errors import ReadingStopped
from knowledge.models import Document

_FOREIGN = "it was not understood; save it again or split it into smaller files"
_DOCUMENTS = TypeAdapter(list[Document])


def read_apart(name: str, content: bytes, apart: Apart = APART) -> list[Document]:
    """The documents in a file. Raises UnreadableFile, and ReadingStopped when it reached a limit."""
    try:
        return _DOCUMENTS.validate_json(apart.ask("read", name, content))
    except ValidationError as error:
        raise ReadingStopped(name, _FOREIGN) from error
