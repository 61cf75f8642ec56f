"""Tabs and accordions: each panel is content, shown or not, and its label is the heading over it."""

import re
from collections import deque

from lxml.html import HtmlElement, html_parser

_TABS = " | ".join(
    (
        ".//*[@role='tablist']",  # https://www.w3.org/WAI/ARIA/apg/patterns/tabs/
        ".//div[contains(@class, 'tabbed-labels')]",  # Material for MkDocs
        ".//div[contains(@class, 'vp-code-group')]/div[@class='tabs']",  # VitePress
    )
)
_PANELS = " | ".join(
    (
        ".//*[@role='tabpanel']",
        ".//div[contains(@class, 'tabbed-block')]",
        ".//div[contains(@class, 'vp-code-group')]/div[@class='blocks']/*",
    )
)
_TAB = ".//*[@role='tab'] | .//label | .//li[not(.//*[@role='tab'])]"
_BEFORE_PANEL = re.compile(r"tabs?-content")
"""What follows its label: in Sphinx-design, sphinx-inline-tabs and Hugo Book."""
_CONTROLS = ".//*[@aria-controls or @data-target or @data-bs-target][not(@role='tab')]"
_HIDDEN = ".//*[@hidden or @aria-hidden='true']"
_FOLDED = re.compile(
    r"(?<![a-z])(?:accordion|answer|collaps|details|expand|faq|panel|spoiler|tabs?(?![a-z])|tabp|toggle)"
)
"""In the names of what opens when something is pressed."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary")
_MOST_TABS = 500
"""On a page, and in one list of them; chosen by hand."""
_MOST_PANELS = 5_000
_LONGEST_LABEL = 200
"""Characters: a longer one is no label."""

Named = dict[str, HtmlElement]
"""Elements by their id; each panel is taken once."""
Holders = dict[HtmlElement, deque[HtmlElement]]
"""Elements, and the panels inside of each."""


def unfold(page: HtmlElement) -> None:
    """Make every panel a `details` whose `summary` is its label; what else is folded is shown."""
    named: Named = {element.get("id"): element for element in page.xpath(".//*[@id]")}
    holders = _holders(page)
    for tabs in page.xpath(_TABS)[:_MOST_TABS]:
        _unfold_tabs(tabs, named, holders)
    for label in page.xpath(".//label[@for]"):
        panel = label.getnext()
        if panel is not None and panel.tag == "div" and _BEFORE_PANEL.search(panel.get("class") or ""):
            _put_over(panel, label)
    for control in page.xpath(_CONTROLS):
        _unfold_controlled(control, named)
    for element in page.xpath(_HIDDEN):
        if _is_folded(element):
            _show(element)


def _holders(page: HtmlElement) -> Holders:
    holders: Holders = {}
    for panel in page.xpath(_PANELS)[:_MOST_PANELS]:
        for around in panel.iterancestors():
            holders.setdefault(around, deque()).append(panel)
    return holders


def _unfold_tabs(tabs: HtmlElement, named: Named, holders: Holders) -> None:
    if tabs in holders:  # an accordion of Bootstrap's: headings and panels in turns
        tabs.attrib.pop("role", None)
        return
    labels = tabs.xpath(_TAB)[:_MOST_TABS]
    panels = [named.pop(_target(label), None) for label in labels]
    if None in panels:
        panels = _panels_beside(tabs, len(labels), holders)
    for label, panel in zip(labels, panels, strict=False):
        if panel is not None:
            _put_over(panel, label)
    if tabs.getparent() is not None:
        tabs.drop_tree()


def _panels_beside(tabs: HtmlElement, most: int, holders: Holders) -> list[HtmlElement | None]:
    """Those of the nearest element around the tabs that has any without a label; what is in a panel has its own."""
    for around in tabs.iterancestors():
        panels = holders.get(around, deque())
        while panels and panels[0].tag == "details":
            panels.popleft()
        found: dict[HtmlElement, None] = {}
        for panel in panels:
            if len(found) == most:
                break
            if panel.tag != "details" and found.keys().isdisjoint(panel.iterancestors()):
                found[panel] = None
        if found:
            return list(found)
    return []


def _unfold_controlled(control: HtmlElement, named: Named) -> None:
    """Where a heading holds what opens the panel, it stays the heading."""
    panel = named.pop(_target(control), None)
    if panel is None or not _is_folded(panel) or panel in control.iterancestors() or not panel.text_content().strip():
        return
    if next(control.iterancestors(*_HEADINGS), None) is None and next(control.iter(*_HEADINGS), None) is None:
        _put_over(panel, control)
        return
    _show(panel)
    for button in control.iter("button"):
        button.tag = "span"


def _target(control: HtmlElement) -> str:
    """The id of what it opens; "" if it names none."""
    names = (control.get(name) for name in ("aria-controls", "data-bs-target", "data-target", "href"))
    return next(filter(None, names), "").removeprefix("#")


def _put_over(panel: HtmlElement, label: HtmlElement) -> None:
    """Make the label the heading of the panel."""
    _show(panel)
    title = " ".join("".join(label.itertext()).split())
    if not 0 < len(title) <= _LONGEST_LABEL:
        return
    if label.getparent() is not None:
        label.drop_tree()
    if len(panel) and not (panel.text or "").strip() and " ".join(panel[0].text_content().split()) == title:
        panel[0].drop_tree()  # said again, for print
    summary = html_parser.makeelement("summary")
    summary.text, summary.tail, panel.text = title, panel.text, None
    panel.insert(0, summary)
    panel.tag = "details"


def _is_folded(element: HtmlElement) -> bool:
    names = f"{element.get('role') or ''} {element.get('class') or ''} {element.get('id') or ''}"
    return bool(_FOLDED.search(names.lower()))


def _show(element: HtmlElement) -> None:
    for name in ("hidden", "aria-hidden"):
        element.attrib.pop(name, None)
