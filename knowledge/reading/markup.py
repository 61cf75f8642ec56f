"""HTML elements → text: what a browser would show, as headings, paragraphs, list items, table rows and code."""

import re
from collections.abc import Iterator

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from knowledge.reading.formulas import MATHML, from_mathml
from knowledge.reading.writing import TextWriter, cells, is_grid, write_rows

_NEVER_SHOWN = frozenset(
    "head title meta link base script style template noscript iframe object embed applet canvas audio video map area "
    "svg img picture source track input select option textarea button progress meter annotation rp rt".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i ins kbd label mark math meter output q ruby s "
    "samp small span strike strong sub sup time tt u var wbr".split()
)
_NO_BLOCKS = _INLINE | _NEVER_SHOWN | MATHML
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_UNWANTED = frozenset(
    """
    headerlink header-anchor anchor-link hash-link heading-anchor mw-editsection footnote-ref footnote-reference
    footnote-backref fn-bracket viewcode-link sr-only visually-hidden screen-reader-text noprint lang
    linenos lineno linenodiv line-number line-numbers-wrapper line-numbers-rows hljs-ln-numbers rouge-gutter blob-num
    code-gutter
    """.split()
)
"""Classes of what belongs to a heading, a footnote or a line of code and is not its text."""
_NOT_IN_HTML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SECTIONS = frozenset({"section", "article", "main", "div", "details"})
LINK_SIGNS = "¶§#🔗"
"""Of links to the heading that they stand beside."""
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
        elif tag in _INLINE and not _holds_blocks(element):
            self._children(element)
        else:
            self._flush()
            self._block(element, tag)
            self._flush()

    def _block(self, element: HtmlElement, tag: str) -> None:
        if tag in _HEADINGS:
            self._heading(_HEADINGS[tag], element)
        elif tag == "summary":
            self._heading(self._level + 1, element)
        elif tag == "pre":
            self._writer.code("".join(_code(element)), _language(element))
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
            self._inline.append(_SPACE.sub(" ", text))

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


def shown_text(element: HtmlElement) -> str:
    """What is shown of an element, as one run of text."""
    return "".join(_shown(element))


def _shown(element: HtmlElement) -> Iterator[str]:
    yield _SPACE.sub(" ", element.text or "")
    for child in element:
        if is_shown(child):
            block = child.tag not in _INLINE
            yield " " if block or child.tag == "br" else ""
            yield from _shown(child) if child.tag != "math" else (from_mathml(child),)
            yield " " if block else ""
        yield _SPACE.sub(" ", child.tail or "")


def is_shown(element: HtmlElement) -> bool:
    """Whether a browser shows it, and it is not an ornament of its heading or sentence."""
    if not isinstance(element.tag, str) or element.tag in _NEVER_SHOWN:
        return False
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return False
    classes = (element.get("class") or "").split()
    if not _UNWANTED.isdisjoint(classes) or (element.tag == "td" and "gutter" in classes):
        return False
    return not (element.tag == "sup" and "reference" in classes) and not _is_sign(element)


def _is_sign(element: HtmlElement) -> bool:
    """A link that is nothing but a sign for "link to this heading"."""
    if element.tag != "a" or len(element) or not (element.get("href") or "").startswith("#"):
        return False
    return not (element.text or "").strip(LINK_SIGNS + " \n\u200b")


def _holds_blocks(element: HtmlElement) -> bool:
    return any(isinstance(child.tag, str) and child.tag not in _NO_BLOCKS for child in element.iterdescendants())


def _code(element: HtmlElement) -> Iterator[str]:
    """Letter for letter, without line numbers and buttons."""
    yield element.text or ""
    for child in element:
        if is_shown(child):
            yield "\n" if child.tag == "br" else ""
            yield from _code(child)
        yield child.tail or ""


def _language(element: HtmlElement) -> str:
    marked = [element, *element.iterchildren("code"), *element.iterancestors()][:4]
    found = (_LANGUAGE.search(one.get("class") or "") for one in marked)
    return next((match["name"] for match in found if match), "")


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
    yield from element.itersiblings(*_HEADINGS, "summary", preceding=True)


def _number(element: HtmlElement) -> int:
    start = element.get("start") or "1"
    return int(start) if start.isdecimal() and len(start) < 5 else 1
