"""What a browser shows of an element, and what of that is text."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from knowledge.reading.formulas import from_mathml

NEVER_SHOWN = frozenset(
    "head title meta link base script style template noscript iframe object embed applet canvas audio video map area "
    "svg img picture source track input select option textarea button progress meter annotation rp rt".split()
)
INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i ins kbd label mark math meter output q ruby s "
    "samp small span strike strong sub sup time tt u var wbr".split()
)
_UNWANTED = frozenset(
    """
    headerlink header-anchor anchor-link hash-link heading-anchor mw-editsection mw-cite-backlink footnote-ref
    footnote-reference footnote-backref fn-bracket viewcode-link sr-only visually-hidden screen-reader-text noprint
    lang linenos lineno linenodiv line-number line-numbers-wrapper line-numbers-rows hljs-ln-numbers rouge-gutter
    blob-num code-gutter lnt lnlinks x:sr-only hx:sr-only tw:sr-only tw-sr-only material-icons
    material-icons-outlined material-symbols-outlined material-symbols-rounded
    """.split()
)
"""Classes of what belongs to a heading, a footnote or a line of code and is not its text."""
_FOOTNOTES = frozenset({"footnote", "reference"})
_FOOTNOTE_ROLES = frozenset({"doc-noteref", "doc-backlink"})
_FOOTNOTE_SIGNS = ("data-footnote-ref", "data-footnote-backref")
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_UNSELECTABLE = re.compile(r"user-select:\s?none")
_LINES = frozenset({"div", "p", "li", "tr"})
SPACE = re.compile(r"[ \t\r\n\f]+")
LINK_SIGNS = "¶§#🔗"
"""Of links to the heading that they stand beside."""


def shown_text(element: HtmlElement) -> str:
    """What is shown of an element, as one run of text."""
    return "".join(_shown(element))


def _shown(element: HtmlElement) -> Iterator[str]:
    yield SPACE.sub(" ", element.text or "")
    for child in element:
        if is_shown(child):
            block = child.tag not in INLINE
            yield " " if block or child.tag == "br" else ""
            yield from _shown(child) if child.tag != "math" else (from_mathml(child),)
            yield " " if block else ""
        yield SPACE.sub(" ", child.tail or "")


def is_shown(element: HtmlElement) -> bool:
    """Whether a browser shows it, and it is not an ornament of its heading or sentence."""
    if not isinstance(element.tag, str) or element.tag in NEVER_SHOWN:
        return False
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return False
    classes = (element.get("class") or "").split()
    if _is_whole_heading(element):
        return True
    if not _UNWANTED.isdisjoint(classes) or (element.tag == "td" and "gutter" in classes):
        return False
    return not _is_sign(element) and not _is_footnote_sign(element, classes)


def _is_whole_heading(element: HtmlElement) -> bool:
    """A link to the heading that it is itself all of."""
    above = element.getparent()
    if element.tag != "a" or above is None or above.tag not in HEADINGS or len(above) > 1 or (above.text or "").strip():
        return False
    return not (element.tail or "").strip() and any(map(str.isalnum, element.text_content()))


def _is_footnote_sign(element: HtmlElement, classes: list[str]) -> bool:
    """What leads to a footnote, or back from it."""
    if element.tag == "sup" and not _FOOTNOTES.isdisjoint(classes):
        return True
    return element.get("role") in _FOOTNOTE_ROLES or any(name in element.attrib for name in _FOOTNOTE_SIGNS)


def _is_sign(element: HtmlElement) -> bool:
    """A link that is nothing but a sign for "link to this heading"."""
    if element.tag != "a" or len(element) or not (element.get("href") or "").startswith("#"):
        return False
    return not (element.text or "").strip(LINK_SIGNS + " \n\u200b")


def code_text(element: HtmlElement) -> str:
    """Letter for letter, without line numbers and buttons; where each line is an element, each is a line."""
    return "".join(_code(element))


def _code(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if is_shown(child) and not _UNSELECTABLE.search(child.get("style") or ""):
            yield "\n" if child.tag == "br" else ""
            yield from _line(child) if child.tag in _LINES else _code(child)
        yield child.tail or ""


def _line(element: HtmlElement) -> Iterator[str]:
    last = ""
    for said in _code(element):
        last = said or last
        yield said
    yield "" if last.endswith("\n") or (element.tail or "").startswith("\n") else "\n"
