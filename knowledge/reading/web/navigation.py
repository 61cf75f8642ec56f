"""Which elements of a page stand around its content: they say so by their tag, their role or their whole name."""

import re
from functools import lru_cache

from lxml.html import HtmlElement

_ROLES = frozenset(
    "navigation banner contentinfo complementary search menu menubar dialog alertdialog toolbar tablist".split()
)
_NAMES = frozenset(
    """
    nav navbar navigation menu breadcrumb breadcrumbs sidebar toc cookie cookies consent gdpr newsletter
    subscribe subscription share sharing sharedaddy shariff social likes related relatedposts similar
    recommended recommendations comments kommentare respond disqus advert advertisement ad ads promo sponsor
    sponsored banner popup modal pagination pager paginate footer masthead paywall catlinks navbox reflist
    feedback rating byline bio copyright credit credits impressum eyebrow
    """.split()
)
_PHRASES = re.compile(
    r"tableofcontents|onthispage|editthispage|prevnext|skipto|skiplink|siteheader|sitefooter|chatassistant"
    r"|pagemetadata|pageheader(?:actions|languages|meta|top)"
)
"""The same for names of several words, which are written with and without signs between them."""
_LINES = re.compile(
    r"(?:on this page|last (?:updated|modified|edited)\b.*|edit (?:this page|on github).*|copy (?:page|link)"
    r"|was this (?:page |article )?(?:helpful|useful)\b.*|powered by (?:gitbook|mintlify|docusaurus).*)",
    re.IGNORECASE | re.DOTALL,
)
_STEPS = frozenset(
    """
    previous next prev previous_page next_page zurück weiter précédent suivant anterior siguiente próximo seguinte
    назад далее вперёд 上一页 下一页 上一頁 下一頁 前へ 次へ 이전 다음 السابق التالي önceki sonraki पिछला अगला
    پچھلا اگلا
    """.split()
)
"""What stands over or below the title of the page before or behind this one, in its link."""
LONGEST_LINE = 120
"""Characters of what documentation sites put below or beside a page, where no name says so."""
_LEADING = frozenset("teaser teasers tags tagcloud cta".split())
"""Names of what leads elsewhere; without a link these are the first lines of an article."""
_BESIDE = frozenset("has with without no not is content".split())
"""First words of names that say what is beside the content: `has-sidebar`, `content-sidebar`."""
_CONTENT = re.compile(r"(?:entry|article|post|story)(?:[_-]{1,2}(?:content|body|text))?")
"""A whole name that only content has."""
_WORD = re.compile(r"[a-z]+|[A-Z][a-z]*|\d+")
_NOTES = re.compile(r"note|tip|warning|admonition|callout|caution|infobox")
_LINE_TAGS = frozenset("div p section footer li aside h2 h3 h4 h5 h6".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_NEVER = _HEADINGS | frozenset("main article body code pre a".split())


def stands_around(element: HtmlElement, titled: bool) -> bool:
    """`titled`: whether the title of the page is in it."""
    if element.tag in _NEVER:
        return False
    if element.tag in {"header", "footer"}:  # those of an article hold its title, those of the site do not
        inside = next(element.iterancestors("article", "main"), None) is not None
        return element.tag == "footer" or not (inside or titled)
    if element.tag in {"nav", "aside", "form", "dialog"} or element.get("role") in _ROLES:
        return not _is_note(element)
    names = (element.get("class") or "").split()
    if titled or any(map(_CONTENT.fullmatch, names)):
        return False
    if "header" in names:
        return True
    if not _is_slug(element):
        names += (element.get("id") or "").split()
    return any(_is_navigation(element, name) for name in names)


def is_line_of_site(element: HtmlElement, title: str) -> bool:
    """`element` has at most LONGEST_LINE characters of text; `title`: that of the page, "" for none."""
    if element.tag not in _LINE_TAGS:
        return False
    said = " ".join(element.text_content().split())
    return bool(_LINES.fullmatch(said)) or _leads_on(element) or _leads_here(element, said, title)


def _leads_here(element: HtmlElement, said: str, title: str) -> bool:
    """Whether it is nothing but links to the pages over this one, and its title."""
    if not title or element.tag in _HEADINGS or not said.endswith(title):
        return False
    links = _letters("".join("".join(link.itertext()) for link in element.iterfind(".//a")))
    above = _letters(said.removesuffix(title))
    return above != "" and links in (above, _letters(said))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _leads_on(element: HtmlElement) -> bool:
    """Whether it is nothing but the links to the page before and the next one."""
    links = element.findall(".//a")
    if not 0 < len(links) < 3 or not all(map(_is_step, links)):
        return False
    return len("".join(element.itertext()).strip()) == len("".join("".join(link.itertext()) for link in links).strip())


def _is_step(link: HtmlElement) -> bool:
    said = [text.lower().split() for text in link.itertext() if text.strip()]
    return len(link) > 0 and any("_".join(words) in _STEPS for words in (said[:1] + said[-1:]))


def _is_slug(element: HtmlElement) -> bool:
    """Whether its id is that of the section that it is: "menu" may be a chapter."""
    begins = len(element) > 0 and element[0].tag in _HEADINGS
    return begins or element.tag == "section" or "section" in (element.get("class") or "").split()


def _is_navigation(element: HtmlElement, name: str) -> bool:
    navigation, leading = _kinds(name)
    return navigation or (leading and element.find(".//a") is not None)


@lru_cache(maxsize=4096)
def _kinds(name: str) -> tuple[bool, bool]:
    """Whether it is a name of navigation, and of what leads elsewhere."""
    block, _, _ = name.partition("--")  # what follows says how it looks
    words = [word.lower() for word in _WORD.findall(block)]
    if not words or words[0] in _BESIDE or "layout" in words:
        return False, False
    navigation = not _NAMES.isdisjoint(words) or _PHRASES.search("".join(words)) is not None
    return navigation, not _LEADING.isdisjoint(words)


def _is_note(element: HtmlElement) -> bool:
    """Asides within the text that documentation calls notes, tips and warnings, and the facts of a wiki's page."""
    return element.tag == "aside" and bool(_NOTES.search(element.get("class") or ""))
