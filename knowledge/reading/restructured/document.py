"""reStructuredText as docutils shows it, with what Sphinx adds."""

from typing import Any

from docutils.core import publish_parts

from knowledge.models import Document
from knowledge.reading.formats import as_date, as_language, as_url
from knowledge.reading.markup import parse_html, write_markup
from knowledge.reading.plain import decode, find_publisher
from knowledge.reading.restructured.sphinx import learn, section_titles, with_substitutions
from knowledge.reading.writing import TextWriter, written_document

_SETTINGS = {
    "file_insertion_enabled": False,  # no "include", no "csv-table" from a file
    "raw_enabled": False,
    "report_level": 5,  # an author's slip is no reason to refuse the rest
    "halt_level": 5,
    "warning_stream": False,
    "embed_stylesheet": False,
    "stylesheet_path": None,
    "syntax_highlight": "none",
    "initial_header_level": 2,
    "doctitle_xform": True,
    "docinfo_xform": True,
    "line_length_limit": 100_000,
    "toc_backlinks": False,
    "footnote_references": "superscript",
    "math_output": "LaTeX",
    "_disable_config": True,
}
_NOT_TEXT = (
    "//*[contains(concat(' ', @class, ' '), ' contents ') or @class='system-message']"
    " | //aside//*[@class='label'] | //a[@role='doc-noteref']"
)


def read(name: str, content: bytes) -> list[Document]:
    """One document; `:url:`, `:date:`, … in its first field list are its facts."""
    text = decode(name, content)
    learn(text)
    settings = _SETTINGS | {"labels": section_titles(text)}
    parts = publish_parts(with_substitutions(text), source_path=None, writer="html5", settings_overrides=settings)
    page = parse_html(str(parts["whole"]))
    for element in page.xpath(_NOT_TEXT):
        element.drop_tree()
    _set_subtitle(page)
    fields = _take_fields(page)
    writer = TextWriter()
    write_markup(writer, page.find("body"))
    return written_document(
        name,
        writer,
        title=fields.get("title"),
        url=as_url(fields.get("url")),
        publisher=fields.get("publisher") or fields.get("organization") or find_publisher(text),
        date=as_date(fields.get("date")),
        language=as_language(fields.get("language")),
    )


def _set_subtitle(page: Any) -> None:
    """docutils takes an only section for a subtitle; it is a heading, and what is below it stands under it."""
    for subtitle in page.xpath("//p[@class='subtitle']"):
        for heading in page.xpath("//h2 | //h3 | //h4 | //h5"):
            heading.tag = f"h{int(heading.tag[1]) + 1}"
        subtitle.tag = "h2"


def _take_fields(page: Any) -> dict[str, str]:
    """What the document's own field list says; it is not text."""
    found: dict[str, str] = {}
    for block in page.xpath("//dl[contains(@class, 'docinfo')]"):
        for term, value in zip(block.findall("dt"), block.findall("dd"), strict=False):
            found[term.text_content().strip(" :").lower()] = " ".join(value.text_content().split())
        block.drop_tree()
    return found
