"""What sites make of spans, divs and buttons → the tags that say the same: paragraphs, headings, tables."""

import re
from collections.abc import Callable

from lxml.html import HtmlElement

from knowledge.reading.shown import HEADINGS, shown_text

_TITLES = frozenset({"step-title", "card-title", "field-name", "update-label"})
_ORNAMENTS = frozenset({"step-number", "step-line", "callout-icon", "card-icon", "accordion-caret-right"})
_ON_ONE_LINE = frozenset({"field-meta", "update-tag-list"})
_SIGNS = re.compile(r"\d{1,3}|[^\w\s]{1,2}\w?")
"""The number of a step, or keys to press."""
_ROLES = {"row": "tr", "cell": "td", "gridcell": "td", "columnheader": "th", "rowheader": "th"}
"""Of tables that are no `table`: https://www.w3.org/TR/wai-aria-1.2/#table."""


def name_components(page: HtmlElement) -> None:
    """Give them those tags, and take their ornaments out."""
    for path, name in _NAMES.items():
        for element in page.xpath(path):
            name(element)


def _paragraph(element: HtmlElement) -> None:
    element.tag = "p"


def _part(part: HtmlElement) -> None:
    name = part.get("data-component-part")
    if name in _ORNAMENTS:
        part.drop_tree()
    elif name in _TITLES:
        part.tag = "summary"
    elif name in _ON_ONE_LINE:
        said = " ".join(shown_text(part).split())
        part.clear(keep_tail=True)
        part.text = said
    elif name == "accordion-description":
        _put_behind_summary(part)


def _put_behind_summary(part: HtmlElement) -> None:
    """It stands under the heading, which is not as long as both."""
    summary = next(part.iterancestors("summary"), None)
    if summary is not None:
        part.tail = None
        summary.addnext(part)


def _note_title(title: HtmlElement) -> None:
    """One that only says "Note" is not of the text; any other is, whether it is read aloud or not."""
    kinds = [name.rpartition("--")[2] for name in (title.getparent().get("class") or "").lower().split()]
    said = title.text_content().strip().lower()
    if said in kinds or said.removesuffix("s") in kinds:
        title.drop_tree()
    else:
        title.attrib.pop("aria-hidden", None)


def _folder(folder: HtmlElement) -> None:
    """Of a tree of files, which is a list."""
    for element in (folder, *folder.iterchildren("summary")):
        element.tag = "div"


def _icon(icon: HtmlElement) -> None:
    said = icon.text_content().strip()
    if said and not any(map(str.isalnum, said)):
        icon[:], icon.text = [], None


def _unselectable(element: HtmlElement) -> None:
    if _SIGNS.fullmatch(element.text_content().strip()) and next(element.iterancestors("td", "th"), None) is None:
        element.drop_tree()


def _table(table: HtmlElement) -> None:
    table.tag = "table"
    for element in table.iterdescendants():
        element.tag = _ROLES.get(element.get("role") or "", element.tag)


def _fact(fact: HtmlElement) -> None:
    """Of an infobox: its name and what it is, as a row."""
    fact.tag = "table"
    row = fact.makeelement("tr")
    for part in list(fact):
        part.tag = "th" if part.tag in HEADINGS else "td"
        row.append(part)
    fact.append(row)


def _group(heading: HtmlElement) -> None:
    """Within an infobox it is no heading of the page, whose title stands there again."""
    heading.tag = "p"
    if "pi-title" in (heading.get("class") or ""):
        heading.drop_tree()


def _box(box: HtmlElement) -> None:
    """Says before the item whether it is done; an item has one box."""
    sign = "☒" if "checked" in box.attrib or box.get("aria-checked") == "true" else "☐"
    item = next(box.iterancestors("li"))
    box.drop_tree()
    if item.get("data-box") is None:
        item.set("data-box", sign)
        for said in item.xpath("(.//text()[normalize-space()])[1]"):
            setattr(said.getparent(), "tail" if said.is_tail else "text", f"{sign} {said.lstrip()}")


def _button(button: HtmlElement) -> None:
    """Within text it is a word that explains itself when it is pressed; over a list, what the list is of."""
    below = button.getnext()
    if (button.tail or "").strip() or (button.getparent().tag == "li" and below is not None and below.tag == "ul"):
        button.tag = "span"


_NAMES: dict[str, Callable[[HtmlElement], None]] = {
    ".//span[@data-as='p']": _paragraph,
    ".//*[@data-component-part]": _part,  # Mintlify says so of all that its components consist of
    ".//p[contains(@class, 'admonition-title') or contains(@class, 'block-title')]": _note_title,  # Sphinx, VitePress
    ".//p[contains(@class, 'container-title') or contains(@class, 'aside__title')]": _note_title,  # VuePress, Starlight
    ".//details[parent::li[contains(@class, 'directory')]]": _folder,
    ".//*[contains(@class, 'icon')]": _icon,
    ".//*[contains(@class, 'select-none')]": _unselectable,
    ".//*[@role='table'][not(self::table)]": _table,
    ".//*[contains(concat(' ', @class, ' '), ' pi-data ')]": _fact,  # Fandom
    ".//*[self::h2 or self::h3][ancestor::aside[contains(@class, 'infobox')]]": _group,
    ".//*[@role='checkbox' or @type='checkbox'][@disabled][ancestor::li]": _box,
    ".//button": _button,
}
"""What each element that is found becomes; one after the other. No path has a second step, whose finds libxml compares
with each other."""
