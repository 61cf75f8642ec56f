"""DOCX: what Word shows; tracked deletions, comments, pictures, headers and footers are left out."""

from io import BytesIO
from zipfile import ZipFile

import mammoth

from knowledge.models import Document
from knowledge.reading.archive import open_archive, parse_xml, refuse_entities_inside
from knowledge.reading.formats import as_date, as_language, as_url
from knowledge.reading.markup import parse_html, write_markup
from knowledge.reading.writing import TextWriter, written_document

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name^='Code'] => pre:separator('\\n')
p[style-name='HTML Preformatted'] => pre:separator('\\n')
p[style-name='Source Code'] => pre:separator('\\n')
p[style-name='Preformatted Text'] => pre:separator('\\n')
p[style-name='macro'] => pre:separator('\\n')
p[style-name='TOC Heading'] => !
p[style-name^='toc '] => !
p[style-name^='TOC '] => !
"""
_CORE = "docProps/core.xml"
_DUBLIN = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"


def read(name: str, content: bytes) -> list[Document]:
    """One document. Raises UnreadableFile."""
    with open_archive(name, content) as archive:
        refuse_entities_inside(name, archive)
        facts = _facts(name, archive)
        converted = mammoth.convert_to_html(BytesIO(content), style_map=_STYLES, convert_image=_no_picture)
    root = parse_html(converted.value)
    for note in root.xpath(
        "//sup[a[starts-with(@id, 'footnote-ref') or starts-with(@id, 'endnote-ref')]] | //a[.='↑']"
    ):
        note.drop_tree()
    writer = TextWriter()
    write_markup(writer, root)
    return written_document(name, writer, **facts)


def _facts(name: str, archive: ZipFile) -> dict[str, str | None]:
    """Word's own properties; a file without them is whole."""
    if _CORE not in archive.namelist():
        return {}
    core = parse_xml(name, archive.read(_CORE))
    title = (core.findtext(f"{_DUBLIN}title") or "").strip()
    return {
        "title": title or None,
        "url": as_url(core.findtext(f"{_DUBLIN}identifier")),
        "publisher": (core.findtext(f"{_DUBLIN}publisher") or "").strip() or None,
        "date": as_date(core.findtext(f"{_TERMS}modified")),
        "language": as_language(core.findtext(f"{_DUBLIN}language")),
    }


def _no_picture(_: object) -> list[object]:
    return []
