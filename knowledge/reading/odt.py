"""ODT: its elements become those of HTML, which they resemble; deletions, comments and notes' numbers are left out."""

from lxml.etree import _Element
from lxml.html import HtmlElement, html_parser

from knowledge.errors import UnreadableFile
from knowledge.models import Document
from knowledge.reading.archive import open_archive, parse_xml
from knowledge.reading.formats import as_date, as_language
from knowledge.reading.markup import write_markup
from knowledge.reading.writing import TextWriter, written_document

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DUBLIN = "{http://purl.org/dc/elements/1.1/}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_MANIFEST = "META-INF/manifest.xml"

_TAGS = {
    f"{_TEXT}list": "ul",
    f"{_TEXT}list-item": "li",
    f"{_TEXT}list-header": "li",
    f"{_TEXT}line-break": "br",
    f"{_TEXT}section": "div",
    f"{_TEXT}numbered-paragraph": "div",
    f"{_TABLE}table": "table",
    f"{_TABLE}table-header-rows": "thead",
    f"{_TABLE}table-row": "tr",
    f"{_TABLE}table-cell": "td",
    f"{_DRAW}text-box": "div",
    f"{_OFFICE}text": "body",
}
_PARAGRAPHS = {"Title": "h1", "Preformatted_20_Text": "pre", "Source_20_Code": "pre"}
_LEFT_OUT = frozenset(
    {f"{_TEXT}{tag}" for tag in ("tracked-changes", "table-of-content", "note", "alphabetical-index", "bibliography")}
    | {f"{_OFFICE}annotation", f"{_OFFICE}forms", f"{_DRAW}object", f"{_DRAW}image", f"{_TEXT}sequence-decls"}
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
    text = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if text is None:
        raise UnreadableFile(name, "it is not a text document; save it as ODT in a word processor")
    writer = TextWriter()
    write_markup(writer, _Converter([styles, root]).convert(text))
    return written_document(name, writer, **_facts(meta))


def _facts(meta: _Element) -> dict[str, str | None]:
    return {
        "title": (meta.findtext(f".//{_DUBLIN}title") or "").strip() or None,
        "date": as_date(meta.findtext(f".//{_DUBLIN}date") or meta.findtext(f".//{_META}creation-date")),
        "language": as_language(meta.findtext(f".//{_DUBLIN}language")),
    }


class _Converter:
    """Knows which styles of this file are titles, code and numbered lists."""

    def __init__(self, roots: list[_Element]) -> None:
        styles = (style for root in roots for style in root.iter(f"{_STYLE}style"))
        self._parents = {style.get(f"{_STYLE}name"): style.get(f"{_STYLE}parent-style-name") for style in styles}
        lists = (one for root in roots for one in root.iter(f"{_TEXT}list-style"))
        self._numbered = {
            one.get(f"{_STYLE}name") for one in lists if one.find(f"{_TEXT}list-level-style-number") is not None
        }

    def convert(self, source: _Element) -> HtmlElement:
        target = html_parser.makeelement(self._tag(source))
        for name in ("rows", "columns"):
            target.set(f"{name[:3]}span", source.get(f"{_TABLE}number-{name}-spanned") or "1")
        self._fill(target, source)
        return target

    def _fill(self, target: HtmlElement, source: _Element) -> None:
        _say(target, source.text)
        for child in source:
            self._add(target, child)
            _say(target, child.tail)

    def _add(self, target: HtmlElement, child: _Element) -> None:
        if child.tag in _LEFT_OUT or not isinstance(child.tag, str):
            return
        if child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c") or "1"
            _say(target, " " * (min(int(count), _MOST_SPACES) if count.isdecimal() and len(count) < 5 else 1))
        elif child.tag == f"{_TEXT}tab":
            _say(target, "\t")
        elif self._tag(child) == "pre" and len(target) and target[-1].tag == "pre":
            _say(target[-1], "\n")
            self._fill(target[-1], child)
        else:
            target.append(self.convert(child))

    def _tag(self, source: _Element) -> str:
        if source.tag == f"{_TEXT}h":
            level = source.get(f"{_TEXT}outline-level") or "1"
            return f"h{level}" if level in set("123456") else "h6"
        style = source.get(f"{_TEXT}style-name")
        if source.tag == f"{_TEXT}p":
            return _PARAGRAPHS.get(self._parents.get(style) or style or "", "p")
        if source.tag == f"{_TEXT}list" and style in self._numbered:
            return "ol"
        return _TAGS.get(source.tag, "span")


def _say(target: HtmlElement, text: str | None) -> None:
    if text and len(target):
        target[-1].tail = (target[-1].tail or "") + text
    elif text:
        target.text = (target.text or "") + text
