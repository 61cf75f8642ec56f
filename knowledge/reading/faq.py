"""Lists of questions and answers → "## question" headings with their answers, so that questions are matched and
answers quoted.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml.html import HtmlElement

from knowledge.models import Document
from knowledge.reading.chats import talked_pairs
from knowledge.reading.columns import is_category, is_question, plain_name, question_columns
from knowledge.reading.formats import title_from_name
from knowledge.reading.markdown.document import markdown_root
from knowledge.reading.markup import parse_html, write_markup
from knowledge.reading.values import joined
from knowledge.reading.writing import TextWriter, tidy, written_document

QUESTION_MARKS = ("?", "？", "؟")
_TAG = re.compile(r"</?(?:p|a|li|ul|ol|div|b|strong|em|i|span|h\d|code|pre|table)\b|<br(?=\s*/?>)", re.IGNORECASE)
_MARKDOWN = re.compile(r"^[ ]{0,3}(?:```|#{1,6} |[-*+] |\d{1,3}[.)] |> |\|)|\*\*\S|\]\(|`[^`\n]", re.MULTILINE)
_MOST_NESTING = 8
_HOLDERS = frozenset(
    """
    items faqs faq entries list children results qa sections categories articles main entity mainentity graph topics
    questions groups data content documents pages examples rows paragraphs qas posts
    """.split()
)
"""Names of fields that hold questions and say nothing of them."""
_NAMES = frozenset("name title label heading header group".split())
"""Of fields that name the list beside them; those that are called categories do, too."""
_TITLES, _TEXTS = ("title", "heading", "header", "subject"), ("content", "body", "text", "html", "markdown")


def read_entries(name: str, value: object) -> list[Document] | None:
    """One document of all questions in `value`, lists and mappings as JSON and YAML have them; None if it has none.

    Mappings of sections ("Billing": [questions…]) become headings; {"How …?": "answer"} are questions too.
    """
    writer = TextWriter()
    writer.heading(1, title_from_name(name))
    found = sum(_write(writer, value, 1))
    return written_document(name, writer) if found else None


def write_entry(writer: TextWriter, question: str, answer: str, level: int = 2, is_article: bool = False) -> int:
    """1 if it was written: one without an answer is left out. Only articles keep headings of their own."""
    if not question.strip() or not answer.strip():
        return 0
    root = _marked_up(answer)
    if root is None:
        writer.heading(level, question)
        writer.paragraph(answer)
        return 1
    _set_headings(root, question, level if is_article else None)
    before = writer.length
    writer.heading(level, question)
    write_markup(writer, root)
    return int(writer.length != before)


def _write(writer: TextWriter, value: object, level: int, depth: int = 0) -> Iterator[int]:
    """1 for each question that was written, 0 for one without an answer; `level` is that of the next category."""
    if depth > _MOST_NESTING:
        return
    if isinstance(value, list):
        for one in value:
            yield from _write(writer, one, level, depth + 1)
    elif isinstance(value, dict):
        pairs = _pairs(value)
        for question, answer in pairs:
            yield write_entry(writer, question, answer, max(level, 2))
        title, text = ("", "") if pairs else (_first(value, keys) for keys in (_TITLES, _TEXTS))
        if title and text:
            yield write_entry(writer, title, text, max(level, 2), is_article=True)
        elif not pairs:
            yield from _write_sections(writer, value, level, depth)


def _pairs(value: Mapping[object, object]) -> list[tuple[str, str]]:
    """The questions and answers that these fields are."""
    columns = question_columns([str(key) for key in value])
    if columns:
        fields = list(value.values())
        return [(joined(fields[columns[0]], " / "), joined(fields[columns[1]], "\n\n"))]
    if "Question" in joined(value.get("@type"), " ").split():  # https://schema.org/FAQPage
        answer = value.get("acceptedAnswer", value.get("suggestedAnswer"))
        return [(joined(value.get("name"), " "), joined(answer, "\n\n"))]
    return talked_pairs(value)


def _first(value: Mapping[object, object], keys: Iterable[str]) -> str:
    """A text, or a mapping that stands for one, as in WordPress; lists are what belongs to it."""
    held = (value[key] for key in keys if isinstance(value.get(key), str | dict))
    return next(filter(None, (joined(one, " ") for one in held)), "")


def _write_sections(writer: TextWriter, sections: Mapping[object, object], level: int, depth: int) -> Iterator[int]:
    named = next((said for key, said in sections.items() if isinstance(said, str) and _is_name(str(key))), None)
    if named and any(isinstance(value, list | dict) for value in sections.values()):
        writer.heading(level, named)
        level += 1
    for key, value in sections.items():
        title = str(key)
        if isinstance(value, str) and title.rstrip().endswith(QUESTION_MARKS):
            yield write_entry(writer, title, value, max(level, 2))
        elif isinstance(value, list | dict) and any(_write(TextWriter(), value, level, depth + 1)):
            held = bool(named) or len(sections) == 1 or plain_name(title) in _HOLDERS or is_question(title)
            if not held:
                writer.heading(level, title)
            yield from _write(writer, value, level if held else level + 1, depth + 1)


def _is_name(key: str) -> bool:
    return plain_name(key) in _NAMES or is_category(key)


def _marked_up(answer: str) -> HtmlElement | None:
    """Its elements; None where it is plain text."""
    tag = _TAG.search(answer)
    if tag is not None and ">" in answer[tag.end() :]:
        return parse_html(answer)
    return markdown_root(answer) if _MARKDOWN.search(answer) else None


def _set_headings(root: HtmlElement, title: str, level: int | None) -> None:
    """Below the title, whose level this is, without repeating it; None makes them paragraphs."""
    headings = list(root.iter("h1", "h2", "h3", "h4", "h5", "h6"))
    if level is None:
        for heading in headings:
            heading.tag = "p"
        return
    if headings and tidy(headings[0].text_content()) == tidy(title):
        headings.pop(0).drop_tree()
    highest = min((int(heading.tag[1]) for heading in headings), default=1)
    for heading in headings:
        heading.tag = f"h{min(int(heading.tag[1]) - highest + level + 1, 6)}"
