"""Which texts of a DOCX are its table of contents: a field says so, or lines that somebody typed lead to numbers."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from knowledge.reading.contents import contents_among
from knowledge.reading.word.levels import W, at

_DEEPEST = 8
"""Fields in fields."""
_LEADERS = frozenset({"dot", "hyphen", "underscore", "heavy", "middleDot"})
"""What fills the space before a tab stop: ECMA-376, part 1, 17.18.72."""
_DOTS, _SPACE = "....... ", " "


def contents(document: Any) -> list[Any]:
    """The `w:t` elements."""
    return [*_of_fields(document), *_typed(document)]


def _of_fields(document: Any) -> Iterator[Any]:
    """What fields say that list the contents, where no more than a field says so."""
    fields: list[str] = []
    said: list[Any] = []
    for element in document.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        kind = at(element, "fldCharType")
        if kind == "begin":
            fields.append("")
        elif kind == "end" and fields:
            is_outermost = _is_contents(fields.pop()) and not any(map(_is_contents, fields[:_DEEPEST]))
            yield from said if is_outermost else ()
            said = [] if is_outermost else said
        elif element.tag == f"{W}instrText" and fields:
            fields[-1] += element.text or ""
        elif element.tag == f"{W}t" and any(map(_is_contents, fields[:_DEEPEST])):
            said.append(element)


def _is_contents(field: str) -> bool:
    return field.split(None, 1)[:1] == ["TOC"]


def _typed(document: Any) -> Iterator[Any]:
    paragraphs = list(document.iter(f"{W}p"))
    found = contents_among([_line(paragraph) for paragraph in paragraphs])
    return chain.from_iterable(paragraphs[place].iter(f"{W}t") for place in found)


def _line(paragraph: Any) -> str:
    leads = any(at(stop, "leader") in _LEADERS for stop in paragraph.iterfind(f"{W}pPr/{W}tabs/{W}tab"))
    between = _DOTS if leads else _SPACE
    said = (one for one in paragraph.iter(f"{W}t", f"{W}tab") if one.getparent().tag == f"{W}r")
    return "".join(between if one.tag == f"{W}tab" else one.text or "" for one in said).strip()
