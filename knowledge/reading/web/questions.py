"""Questions and answers that a page states for search engines alone, because scripts show them."""

from collections.abc import Iterator

from lxml.html import HtmlElement

from knowledge.reading.markup import parse_html
from knowledge.reading.questions.values import joined
from knowledge.reading.shown import shown_text
from knowledge.reading.web.facts import linked_objects
from knowledge.reading.writing import TextWriter

_ENOUGH = 40
"""Letters of an answer that tell whether it is in the text."""


def stated_questions(page: HtmlElement) -> list[tuple[str, str]]:
    """With their answers, which may be HTML; before its scripts are dropped. https://schema.org/FAQPage."""
    lists = (one for one in linked_objects(page) if "FAQPage" in joined(one.get("@type"), " ").split())
    return [pair for one in lists for pair in _pairs(one.get("mainEntity"))]


def write_unshown(writer: TextWriter, questions: list[tuple[str, str]]) -> None:
    """Those whose answers are not in the text so far."""
    if not questions:
        return
    from knowledge.reading.questions.faq import write_entry  # noqa: PLC0415 it brings Markdown along

    shown = _letters(writer.text)
    for question, answer in questions:
        if _letters(shown_text(parse_html(answer)))[:_ENOUGH] not in shown:
            write_entry(writer, question, answer)


def _pairs(value: object) -> Iterator[tuple[str, str]]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield joined(one.get("name"), " "), joined(one.get("acceptedAnswer"), "\n\n")


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
