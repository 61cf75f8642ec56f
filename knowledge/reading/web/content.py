"""The main content of a page: what stands around it is taken out, and the element that holds the rest is found."""

from itertools import chain

from lxml.html import HtmlElement

from knowledge.reading.web.navigation import LONGEST_LINE, is_line_of_site, stands_around

_CONTENT = (
    "//main",
    "//*[@role='main']",
    "//*[@itemprop='articleBody']",
    "//article",
    "//*[@id='mw-content-text' or @id='content' or @id='main' or @id='main-content']",
    "//*[contains(concat(' ', @class, ' '), ' markdown-body ')]",
    "//*[contains(concat(' ', @class, ' '), ' entry-content ')]",
)
_MOST = 0.5
"""Of a page's text: an element with more is never navigation, whatever it is called."""
_ENOUGH = 0.3
"""Of a page's text without navigation: an element with less is a teaser, not the main content."""
_LITTLE_MORE = 1.3
"""Times the text of the main content; 1.1 to 1.5 were tried on 990 pages of the news and of blogs."""
_ONLY_LINKS = 0.8
"""Of a list's text in links: it leads elsewhere."""

Weights = dict[HtmlElement, int]
"""Characters of text in each element, spaces aside."""


def main_content(page: HtmlElement) -> HtmlElement:
    """The element that holds the main content; what is not content is taken out of the page."""
    body = page.find("body") if page.find("body") is not None else page
    weights = _weigh(body)
    _prune(body, weights)
    enough = weights[body] * _ENOUGH
    for path in _CONTENT:
        found = max(body.xpath(path), key=lambda one: (one.find(".//h1") is not None, weights[one]), default=None)
        if found is not None and weights[found] > enough:
            return _with_title(found, weights)
    _prune_link_lists(body, weights)
    return body


def _with_title(element: HtmlElement, weights: Weights) -> HtmlElement:
    """The element around it that has the title, if it holds little more: what leads into an article stands there."""
    for around in chain((element,), element.iterancestors()):
        if around not in weights or weights[around] > _LITTLE_MORE * weights[element]:
            break
        if around.find(".//h1") is not None:
            return around
    return element


def _weigh(root: HtmlElement) -> Weights:
    """Of the root and all in it, in one pass."""
    weights: Weights = {}
    for element in reversed(list(root.iter())):  # what is inside comes before what is around it
        own = len((element.text or "").strip()) if isinstance(element.tag, str) else 0
        weights[element] = own + sum(weights[child] + len((child.tail or "").strip()) for child in element)
    return weights


def _prune(body: HtmlElement, weights: Weights) -> None:
    """Takes out what stands around the content, and its weight."""
    prose = _prose(weights)
    most, most_prose = weights[body] * _MOST, prose[body] * _MOST
    headings = body.xpath(".//h1")
    title = " ".join(headings[0].text_content().split()) if len(headings) == 1 else ""
    titles = set(headings).union(*(heading.iterancestors() for heading in headings))
    waiting = list(body)
    while waiting:
        element = waiting.pop()
        holds_most = weights[element] >= most or prose[element] > most_prose
        if isinstance(element.tag, str) and not holds_most and _is_around(element, weights, titles, title):
            for above in filter(weights.__contains__, element.iterancestors()):
                weights[above] -= weights[element]
            element.drop_tree()
        else:
            waiting += element


def _is_around(element: HtmlElement, weights: Weights, titles: set[HtmlElement], title: str) -> bool:
    line = weights[element] <= LONGEST_LINE and is_line_of_site(element, "" if element in titles else title)
    return line or stands_around(element, element in titles)


def _prose(weights: Weights) -> Weights:
    """How much of each element's text is in paragraphs."""
    prose: Weights = {}
    for element, weight in weights.items():
        prose[element] = weight if element.tag == "p" else sum(prose[child] for child in element)
    return prose


def _prune_link_lists(body: HtmlElement, weights: Weights) -> None:
    """Lists and blocks that are nothing but links, unless there is nothing else."""
    most = _MOST * weights[body]
    for element in list(body.iter("ul", "ol", "div", "table")):
        links = element.findall(".//a")
        linked = sum(weights[link] for link in links)
        if len(links) > 2 and linked > _ONLY_LINKS * weights[element] and weights[element] < most:
            element.drop_tree()
