"""PPTX: every slide that is shown is a place; its title is a heading, its notes follow its text."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER

from knowledge.models import Document
from knowledge.reading.archive import open_archive, refuse_entities_inside
from knowledge.reading.formats import as_date
from knowledge.reading.writing import TextWriter, tidy, write_rows, written_document

_BESIDE = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.HEADER, PP_PLACEHOLDER.SLIDE_NUMBER}
"""What stands on every slide."""
_DEEPEST = 8
"""Groups in groups."""


def read(name: str, content: bytes) -> list[Document]:
    """One document. Raises UnreadableFile."""
    with open_archive(name, content) as archive:
        refuse_entities_inside(name, archive)
    presentation = Presentation(BytesIO(content))
    writer = TextWriter()
    for number, slide in enumerate(presentation.slides, 1):
        if slide.element.get("show") != "0":
            _write_slide(writer, slide, number)
    facts = presentation.core_properties
    return written_document(name, writer, title=(facts.title or "").strip() or None, date=as_date(facts.modified))


def _write_slide(writer: TextWriter, slide: Any, number: int) -> None:
    writer.begin_place(f"slide {number}")
    title = slide.shapes.title
    if title is not None and title.has_text_frame:
        writer.heading(2, title.text_frame.text.replace("\v", " "))
    for shape in sorted(_shapes(slide.shapes), key=lambda one: (one.top or 0, one.left or 0)):
        if title is None or shape.shape_id != title.shape_id:
            _write_shape(writer, shape)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        for paragraph in slide.notes_slide.notes_text_frame.paragraphs:
            writer.paragraph(paragraph.text)


def _shapes(shapes: Any, depth: int = 0) -> Iterator[Any]:
    """Those that hold text, also in groups."""
    for shape in shapes:
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP and depth < _DEEPEST:
            yield from _shapes(shape.shapes, depth + 1)
        elif not (shape.is_placeholder and shape.placeholder_format.type in _BESIDE):
            yield shape


def _write_shape(writer: TextWriter, shape: Any) -> None:
    if shape.has_table:
        rows = [[cell.text for cell in row.cells] for row in shape.table.rows]
        write_rows(writer, rows[1:] if shape.table.first_row else rows, rows[0] if shape.table.first_row else None)
    elif shape.has_text_frame:
        paragraphs = [one for one in shape.text_frame.paragraphs if tidy(one.text)]
        for paragraph in paragraphs:
            if shape.is_placeholder and len(paragraphs) > 1:
                writer.item(paragraph.text.replace("\v", "\n"), depth=paragraph.level)
            else:
                writer.paragraph(paragraph.text.replace("\v", "\n"))
