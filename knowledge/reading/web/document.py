"""A page → its document."""

import re

from lxml.html import HtmlElement

from knowledge.errors import UnreadableFile
from knowledge.models import Document
from knowledge.reading.markup import parse_html, write_markup
from knowledge.reading.plain import decode
from knowledge.reading.shown import LINK_SIGNS, shown_text
from knowledge.reading.web.components import name_components
from knowledge.reading.web.content import main_content
from knowledge.reading.web.facts import page_facts
from knowledge.reading.web.panels import unfold
from knowledge.reading.web.questions import stated_questions, write_unshown
from knowledge.reading.writing import TextWriter, tidy, written_document

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w:.-]{2,40})", re.IGNORECASE)

_BESIDE_TEXT = " | ".join(
    (
        "//sup[a[starts-with(@id, 'cmnt_ref')]]",  # Google Docs: a comment's number, and the comment
        "//div[p/a[starts-with(@id, 'cmnt') and starts-with(@href, '#cmnt_ref')]]",
        "//span[@class='label'][ancestor::aside]",  # Sphinx: a footnote's number
    )
)


def read(name: str, content: bytes) -> list[Document]:
    """One document: title, address, date, publisher and language come from the page itself. Raises UnreadableFile."""
    declared = _DECLARED.search(content[:4096])
    page = parse_html(decode(name, content, declared[1].decode("ascii") if declared else None))
    facts = page_facts(page)
    questions = stated_questions(page)
    scripted = _drop_unseen(page)
    name_components(page)
    unfold(page)
    main = main_content(page)
    writer = TextWriter()
    write_markup(writer, main)
    write_unshown(writer, questions)
    if not writer.text and scripted:
        raise UnreadableFile(name, "the page has no text without its scripts; save it from a browser, or as PDF")
    titles = main.xpath(".//h1")
    heading = tidy(shown_text(titles[0])).rstrip(LINK_SIGNS + " ") if len(titles) == 1 else ""
    facts["title"] = heading or facts["title"]
    return written_document(name, writer, **facts)


def _drop_unseen(page: HtmlElement) -> bool:
    """What is not of the text is neither read nor weighed; whether there were scripts."""
    scripts = list(page.iter("script", "style", "noscript", "template"))
    for element in (*scripts, *page.xpath(_BESIDE_TEXT)):
        element.drop_tree()
    return any(element.tag == "script" for element in scripts)
