"""Notebooks of Jupyter: what is written between the code, and the code; what it printed is left out."""

import json

from knowledge.errors import UnreadableFile
from knowledge.models import Document
from knowledge.reading.markdown.document import write_markdown
from knowledge.reading.plain import decode
from knowledge.reading.writing import TextWriter, written_document

_NOT_A_NOTEBOOK = "it is not a notebook; save it again in Jupyter"


def read(name: str, content: bytes) -> list[Document]:
    """One document, by https://nbformat.readthedocs.io/en/latest/format_description.html. Raises UnreadableFile.

    Of notebooks of before 2014, too, which have sheets.
    """
    try:
        notebook = json.loads(decode(name, content))
    except ValueError:
        raise UnreadableFile(name, _NOT_A_NOTEBOOK) from None
    if not isinstance(notebook, dict):
        raise UnreadableFile(name, _NOT_A_NOTEBOOK)
    facts = notebook.get("metadata")
    language = _language(facts) if isinstance(facts, dict) else ""
    writer = TextWriter()
    for cell in _cells(notebook):
        kind, source = cell.get("cell_type"), _joined(cell.get("source", cell.get("input")))
        if kind == "markdown":
            write_markdown(writer, source)
        elif kind == "heading":  # of before 2014
            level = cell.get("level")
            writer.heading(level if isinstance(level, int) else 1, source)
        elif kind == "code":
            writer.code(source, language)
    title = facts.get("title") if isinstance(facts, dict) else None
    return written_document(name, writer, title=title if isinstance(title, str) else None)


def _cells(notebook: dict[str, object]) -> list[dict[str, object]]:
    sheets = notebook.get("worksheets")
    held = [notebook, *sheets] if isinstance(sheets, list) else [notebook]
    lists = (one.get("cells") for one in held if isinstance(one, dict))
    return [cell for cells in lists if isinstance(cells, list) for cell in cells if isinstance(cell, dict)]


def _joined(source: object) -> str:
    """A text, or its lines."""
    return "".join(map(str, source)) if isinstance(source, list) else str(source or "")


def _language(facts: dict[str, object]) -> str:
    for key in ("language_info", "kernelspec"):
        held = facts.get(key)
        found = held.get("language", held.get("name")) if isinstance(held, dict) else None
        if isinstance(found, str):
            return found.split()[0] if found.split() else ""
    return ""
