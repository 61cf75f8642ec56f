"""HTML elements → text: what a browser would show, as headings, paragraphs, list items, table rows and code."""

import re
from collections.abc import Iterator

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from knowledge.reading.formulas import MATHML, from_mathml
from knowledge.reading.shown import HEADINGS, INLINE, LINK_SIGNS, NEVER_SHOWN, SPACE, code_text, is_shown, shown_text
from knowledge.reading.writing import TextWriter, cells, is_grid, write_rows

_NO_BLOCKS = INLINE | NEVER_SHOWN | MATHML
_NOT_IN_HTML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_SECTIONS = frozenset({"section", "article", "main", "div", "details"})
_LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang|highlight|highlight-source)-(?!default|none)(?P<name>[\w+#]{1,20})")


def parse_html(markup: str) -> HtmlElement:
    """The root element, always one; nothing outside of the text is loaded."""
    clean = _NOT_IN_HTML.sub("", markup)
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(clean.encode(), parser=parser)
    except ParserError:  # lxml's word for "there is nothing in it"
        return document_fromstring(b"<html><body></body></html>", parser=parser)


def write_markup(writer: TextWriter, root: HtmlElement) -> None:
    """Write what is shown of an element."""
    _MarkupReader(writer).read(root)


class _MarkupReader:
    """Walks through the elements once; inline text waits in `_inline` until its block ends."""

    def __init__(self, writer: TextWriter) -> None:
        self._writer = writer
        self._inline: list[str] = []
        self._marker: str | None = None
        self._depth = -1
        self._level = 1
        self._floor = 0

    def read(self, element: HtmlElement) -> None:
        self._children(element)
        self._flush()

    def _children(self, element: HtmlElement) -> None:
        self._say(element.text)
        for child in element:
            if is_shown(child):
                self._element(child)
            self._say(child.tail)

    def _element(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag == "br":
            self._inline.append("\n")
        elif tag == "math":
            self._inline.append(from_mathml(element))
        elif tag in INLINE and not _holds_blocks(element):
            self._children(element)
        else:
            self._flush()
            self._block(element, tag)
            self._flush()

    def _block(self, element: HtmlElement, tag: str) -> None:
        if tag in HEADINGS:
            self._heading(HEADINGS[tag], element)
        elif tag == "summary":
            self._heading(self._level + 1, element)
        elif tag == "pre":
            self._writer.code(code_text(element), _language(element))
        elif tag in {"ul", "ol", "menu"}:
            self._list(element, tag)
        elif tag == "table" and is_grid(element):
            write_rows(self._writer, *cells(element, shown_text))
        elif tag in {"dt", "dd"}:
            self._item(element, "")
        elif tag == "details":
            self._details(element)
        else:
            self._children(element)

    def _heading(self, level: int, element: HtmlElement) -> None:
        """The label of a panel stands over all headings in it."""
        level = min(max(level, self._floor + 1), 6)
        if element.tag != "summary":
            self._level = level
        elif element.getparent() is not None and element.getparent().tag == "details":
            self._level = self._floor = level
        self._writer.heading(level, shown_text(element).rstrip(LINK_SIGNS + " \n"), _anchor(element))

    def _details(self, element: HtmlElement) -> None:
        outer = self._level, self._floor
        self._children(element)
        self._flush()
        self._level, self._floor = outer

    def _list(self, element: HtmlElement, tag: str) -> None:
        self._depth += 1
        number = _number(element)
        for child in element:
            if not is_shown(child):
                continue
            if child.tag == "li":
                self._item(child, f"{number}. " if tag == "ol" else "- ")
                number += 1
            else:
                self._element(child)
            self._flush()
        self._depth -= 1

    def _item(self, element: HtmlElement, marker: str) -> None:
        outer, self._marker = self._marker, marker
        self._children(element)
        self._flush()
        self._marker = outer

    def _say(self, text: str | None) -> None:
        if text:
            self._inline.append(SPACE.sub(" ", text))

    def _flush(self) -> None:
        text = "".join(self._inline)
        self._inline.clear()
        if not text.strip():
            return
        if self._marker is None:
            self._writer.paragraph(text)
        else:
            self._writer.item(text, self._marker, max(self._depth, 0))
            self._marker = " " * len(self._marker)


def _holds_blocks(element: HtmlElement) -> bool:
    return any(isinstance(child.tag, str) and child.tag not in _NO_BLOCKS for child in element.iterdescendants())


def _language(element: HtmlElement) -> str:
    marked = [element, *element.iterchildren("code"), *element.iterancestors()][:4]
    said = (f"{one.get('class') or ''} lang-{one.get('data-language') or 'none'}" for one in marked)
    return next((match["name"] for match in map(_LANGUAGE.search, said) if match), "")


def _anchor(element: HtmlElement) -> str | None:
    """The id of a heading, of a link inside it, or of the section that it begins."""
    inside = [one.get("id") or one.get("name") for one in element.iterdescendants("a", "span")]
    parent = element.getparent()
    begins = parent is not None and parent.tag in _SECTIONS and next(_headings_before(element), None) is None
    around = parent.get("id") if begins else None
    return next(
        (anchor for anchor in (element.get("id"), *inside, around) if anchor and anchor.split() == [anchor]), None
    )


def _headings_before(element: HtmlElement) -> Iterator[HtmlElement]:
    """In the same section, the nearest one first."""
    yield from element.itersiblings(*HEADINGS, "summary", preceding=True)


def _number(element: HtmlElement) -> int:
    start = element.get("start") or "1"
    return int(start) if start.isdecimal() and len(start) < 5 else 1
