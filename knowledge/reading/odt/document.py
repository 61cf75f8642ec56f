"""ODT: its elements become those of HTML, which they resemble; deletions, comments and notes' numbers are left out."""

from collections.abc import Iterator, Mapping
from zipfile import ZipFile

from lxml.etree import _Element
from lxml.html import HtmlElement, html_parser

from knowledge.errors import UnreadableFile
from knowledge.models import Document
from knowledge.reading.archive import open_archive, parse_xml
from knowledge.reading.formats import as_date, as_language
from knowledge.reading.formulas import from_mathml
from knowledge.reading.markup import write_markup
from knowledge.reading.odt.numbering import STYLE, TEXT, Numbering
from knowledge.reading.writing import TextWriter, written_document

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DUBLIN = "{http://purl.org/dc/elements/1.1/}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_ADDRESS = "{http://www.w3.org/1999/xlink}href"
_MATH = "{http://www.w3.org/1998/Math/MathML}math"
_MANIFEST = "META-INF/manifest.xml"

_TAGS = {
    f"{TEXT}line-break": "br",
    f"{TEXT}section": "div",
    f"{TEXT}numbered-paragraph": "div",
    f"{_TABLE}table": "table",
    f"{_TABLE}table-header-rows": "thead",
    f"{_TABLE}table-row": "tr",
    f"{_TABLE}table-cell": "td",
    f"{_DRAW}text-box": "div",
    f"{_OFFICE}text": "body",
}
_PARAGRAPHS = {"Title": "h1", "Preformatted_20_Text": "pre", "Source_20_Code": "pre"}
_LEFT_OUT = frozenset(
    {
        f"{TEXT}{tag}"
        for tag in ("number", "tracked-changes", "table-of-content", "note", "alphabetical-index", "bibliography")
    }
    | {f"{_OFFICE}annotation", f"{_OFFICE}forms", f"{_DRAW}image", f"{TEXT}sequence-decls"}
)
_MOST_SPACES = 100


def read(name: str, content: bytes) -> list[Document]:
    """One document. Raises UnreadableFile."""
    with open_archive(name, content) as archive:
        if _MANIFEST in archive.namelist() and b"encryption-data" in archive.read(_MANIFEST):
            raise UnreadableFile(name, "it is encrypted; save it again without a password")
        root = parse_xml(name, archive.read("content.xml"))
        styles = parse_xml(name, archive.read("styles.xml")) if "styles.xml" in archive.namelist() else root
        meta = parse_xml(name, archive.read("meta.xml")) if "meta.xml" in archive.namelist() else root
        formulas = dict(_formulas(name, archive, root))
    text = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if text is None:
        raise UnreadableFile(name, "it is not a text document; save it as ODT in a word processor")
    writer = TextWriter()
    write_markup(writer, _Converter([styles, root], formulas).convert(text))
    return written_document(name, writer, **_facts(meta))


def _formulas(name: str, archive: ZipFile, root: _Element) -> Iterator[tuple[str, str]]:
    """What the formulas beside the text say, by their addresses in it."""
    held = set(archive.namelist())
    for place in {drawn.get(_ADDRESS) or "" for drawn in root.iter(f"{_DRAW}object")}:
        part = f"{place.removeprefix('./')}/content.xml"
        if part in held:
            formula = parse_xml(name, archive.read(part))
            if formula.tag == _MATH:
                yield place, from_mathml(formula)


def _facts(meta: _Element) -> dict[str, str | None]:
    return {
        "title": (meta.findtext(f".//{_DUBLIN}title") or "").strip() or None,
        "date": as_date(meta.findtext(f".//{_DUBLIN}date") or meta.findtext(f".//{_META}creation-date")),
        "language": as_language(meta.findtext(f".//{_DUBLIN}language")),
    }


class _Converter:
    """Knows which styles of this file are titles and code, and counts what is numbered."""

    def __init__(self, roots: list[_Element], formulas: Mapping[str, str]) -> None:
        styles = (style for root in roots for style in root.iter(f"{STYLE}style"))
        self._parents = {style.get(f"{STYLE}name"): style.get(f"{STYLE}parent-style-name") for style in styles}
        self._numbering = Numbering(roots)
        self._formulas = formulas
        self._lists: list[str] = []
        """Styles of those that are open."""
        self._number = ""
        """Of the next paragraph."""

    def convert(self, source: _Element) -> HtmlElement:
        if source.tag == f"{TEXT}list":
            return self._list(source)
        target = html_parser.makeelement(self._tag(source))
        for name in ("rows", "columns"):
            target.set(f"{name[:3]}span", source.get(f"{_TABLE}number-{name}-spanned") or "1")
        if source.tag == f"{TEXT}h" and not self._lists and source.get(f"{TEXT}is-list-header") != "true":
            self._number = self._numbering.heading(int(target.tag[1]), source.get(f"{TEXT}start-value"))
        if source.tag in {f"{TEXT}h", f"{TEXT}p"} and self._number:
            _say(target, f"{self._number} ")
            self._number = ""
        self._fill(target, source)
        return target

    def _list(self, source: _Element) -> HtmlElement:
        """A list of HTML, or paragraphs with numbers that such a list would not have."""
        self._lists.append(source.get(f"{TEXT}style-name") or "".join(self._lists[-1:]))
        style, depth = self._lists[-1], len(self._lists)
        level = self._numbering.level(style, depth)
        goes_on = source.get(f"{TEXT}continue-numbering") == "true" or source.get(f"{TEXT}continue-list") is not None
        first = self._numbering.begin(style, depth, goes_on)
        tag = "ol" if level.is_plain else "ul" if level.bullet else "div"
        target = html_parser.makeelement(tag, start=str(first))
        for child in source.iterchildren(f"{TEXT}list-item", f"{TEXT}list-header"):
            is_item = child.tag == f"{TEXT}list-item"
            number = self._numbering.item(style, depth, child.get(f"{TEXT}start-value")) if is_item else ""
            self._number = number if tag == "div" else ""
            self._add(target, child)
            target[-1].tag = "li" if is_item and tag != "div" else "div"
        self._lists.pop()
        return target

    def _fill(self, target: HtmlElement, source: _Element) -> None:
        _say(target, source.text)
        for child in source:
            self._add(target, child)
            _say(target, child.tail)

    def _add(self, target: HtmlElement, child: _Element) -> None:
        if child.tag in _LEFT_OUT or not isinstance(child.tag, str):
            return
        if child.tag == f"{_DRAW}object":
            _say(target, self._formulas.get(child.get(_ADDRESS) or ""))
        elif child.tag == f"{TEXT}s":
            count = child.get(f"{TEXT}c") or "1"
            _say(target, " " * (min(int(count), _MOST_SPACES) if count.isdecimal() and len(count) < 5 else 1))
        elif child.tag == f"{TEXT}tab":
            _say(target, "\t")
        elif self._tag(child) == "pre" and len(target) and target[-1].tag == "pre":
            _say(target[-1], "\n")
            self._fill(target[-1], child)
        else:
            target.append(self.convert(child))

    def _tag(self, source: _Element) -> str:
        if source.tag == f"{TEXT}h":
            level = source.get(f"{TEXT}outline-level") or "1"
            return f"h{level}" if level in set("123456") else "h6"
        style = source.get(f"{TEXT}style-name")
        if source.tag == f"{TEXT}p":
            return _PARAGRAPHS.get(self._parents.get(style) or style or "", "p")
        return _TAGS.get(source.tag, "span")


def _say(target: HtmlElement, text: str | None) -> None:
    if text and len(target):
        target[-1].tail = (target[-1].tail or "") + text
    elif text:
        target.text = (target.text or "") + text
