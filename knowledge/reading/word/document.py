"""A DOCX → its document: tracked deletions, comments, pictures, headers and footers are left out."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import mammoth
from lxml import etree
from lxml.etree import SubElement

from knowledge.models import Document
from knowledge.reading.archive import open_archive, parse_xml, refuse_entities_inside
from knowledge.reading.formats import as_date, as_language, as_url
from knowledge.reading.markup import parse_html, write_markup
from knowledge.reading.word.contents import contents
from knowledge.reading.word.formulas import M, linear
from knowledge.reading.word.levels import W
from knowledge.reading.word.numbering import Numbering
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
_LEFT_OUT = (
    "//mc:Choice | //w:moveFrom | //w:r[w:rPr/w:vanish[not(@w:val='0' or @w:val='false')]]"
    " | //w:sdt[w:sdtPr/w:docPartObj/w:docPartGallery[@w:val='Table of Contents']]"
    " | //w:fldSimple[starts-with(normalize-space(@w:instr), 'TOC ')]"
)
_BESIDE_TEXT = "//sup[a[starts-with(@id, 'footnote-ref') or starts-with(@id, 'endnote-ref')]] | //a[.='↑']"
_DOCUMENT, _NUMBERING, _STYLED = "word/document.xml", "word/numbering.xml", "word/styles.xml"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CORE = "docProps/core.xml"
_DUBLIN = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"


def read(name: str, content: bytes) -> list[Document]:
    """One document. Raises UnreadableFile."""
    with open_archive(name, content) as archive:
        refuse_entities_inside(name, archive)
        facts = _facts(name, archive)
        numbered: dict[str, str] = {}
        spelled = BytesIO(content)
        if _DOCUMENT in archive.namelist():  # another name is rare, and mammoth finds it
            spelled, numbered = _spelled_out(name, archive)
        converted = mammoth.convert_to_html(spelled, style_map=_STYLES, convert_image=_no_picture)
    root = parse_html(converted.value)
    for note in root.xpath(_BESIDE_TEXT):
        note.drop_tree()
    for box in root.xpath("//input[@type='checkbox']"):
        box.tag, box.text = "span", "☒ " if box.get("checked") else "☐ "
    writer = TextWriter()
    write_markup(writer, root)
    documents = written_document(name, writer, **facts)
    return [one.model_copy(update={"title": numbered.get(one.title, one.title)}) for one in documents]


def _spelled_out(name: str, archive: ZipFile) -> tuple[BytesIO, dict[str, str]]:
    """The archive with the numbers and formulas that only Word knows as text, and the texts that got numbers."""
    document = parse_xml(name, archive.read(_DOCUMENT))
    held = set(archive.namelist())
    numbering, styles = (
        parse_xml(name, archive.read(part)) if part in held else None for part in (_NUMBERING, _STYLED)
    )
    _tidy(document)
    numbered = Numbering(numbering, styles).write(document)
    written = BytesIO()
    with ZipFile(written, "w") as copy:
        for part in archive.namelist():
            if not part.startswith("word/media/"):
                copy.writestr(part, etree.tostring(document) if part == _DOCUMENT else archive.read(part))
    return written, numbered


def _tidy(document: Any) -> None:
    """Formulas become text, text boxes are there once; what was moved away, is hidden or lists the contents goes."""
    for box in list(document.iter(f"{_COMPATIBLE}AlternateContent")):
        _choose(box)
    for formula in list(document.iter(f"{M}oMath")):
        run = document.makeelement(f"{W}r")
        SubElement(run, f"{W}t").text = linear(formula)
        run.tail = formula.tail
        formula.getparent().replace(formula, run)
    for paragraph in list(document.iter(f"{M}oMathPara")):
        paragraph.tag = f"{W}ins"
    for moved in document.iter(f"{W}moveTo"):
        moved.tag = f"{W}ins"
    for element in document.xpath(_LEFT_OUT, namespaces={"w": W.strip("{}"), "mc": _COMPATIBLE.strip("{}")}):
        if element.getparent() is not None:
            element.getparent().remove(element)
    for text in contents(document):
        text.text = ""


def _choose(box: Any) -> None:
    """Of what Word writes twice, mammoth reads the second; some programs write a text box only once."""
    fallback = box.find(f"{_COMPATIBLE}Fallback")
    if fallback is None:
        fallback = SubElement(box, f"{_COMPATIBLE}Fallback")
    if fallback.find(f".//{W}txbxContent") is None:
        fallback.extend(box.findall(f"{_COMPATIBLE}Choice//{W}txbxContent"))


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
