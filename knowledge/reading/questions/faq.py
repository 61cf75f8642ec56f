"""Lists of questions and answers → "## question" headings with their answers, so that questions are matched and
answers quoted.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from lxml.html import HtmlElement

from knowledge.models import Document
from knowledge.reading.formats import QUESTION_MARKS, title_from_name
from knowledge.reading.markdown.document import markdown_root
from knowledge.reading.markup import parse_html, write_markup
from knowledge.reading.questions.chats import talked_pairs
from knowledge.reading.questions.columns import is_category, is_question, plain_name, question_columns
from knowledge.reading.questions.values import by_language, joined
from knowledge.reading.writing import TextWriter, tidy, written_document

_TAG = re.compile(r"</?(?:p|a|li|ul|ol|div|b|strong|em|i|span|h\d|code|pre|table)\b|<br(?=\s*/?>)", re.IGNORECASE)
_MARKDOWN = re.compile(r"^[ ]{0,3}(?:```|#{1,6} |[-*+] |\d{1,3}[.)] |> |\|)|\*\*\S|\]\(|`[^`\n]", re.MULTILINE)
_MOST_NESTING = 8
_HOLDERS = frozenset(
    """
    items faqs faq entries list children results qa sections categories articles main entity mainentity graph topics
    questions groups data content documents pages examples rows paragraphs qas posts attributes fields intents node
    nodes edges embeds
    """.split()
)
"""Names of fields that hold questions and say nothing of them."""
_NAMES = frozenset("name title label heading header group".split())
"""Of fields that name the list beside them; those that are called categories do, too."""
_ARTICLE = ("title", "heading", "header", "subject"), ("content", "body", "text", "html", "markdown")
_EXPLAINED = (
    ("title", "term", "word", "command", "name", "label"),
    ("definition", "description", "meaning", "explanation", "value"),
)
"""Names of what has a title and a text: everywhere, and in a list, such as a glossary, commands, a message of a bot."""


class _Part(NamedTuple):
    """A question with its answer, or the heading over some: a category, which has no answer."""

    level: int
    title: str
    answer: str | None = None
    is_article: bool = False


def read_entries(name: str, value: object) -> list[Document] | None:
    """One document of all questions in `value`, lists and mappings as JSON and YAML have them; None if it has none.

    Mappings of sections ("Billing": [questions…]) become headings; {"How …?": "answer"} are questions too.
    """
    writer = TextWriter()
    writer.heading(1, title_from_name(name))
    found = sum(_write(writer, part) for part in _parts(value, 1))
    return written_document(name, writer) if found else None


def _write(writer: TextWriter, part: _Part) -> int:
    """1 for a question that was written."""
    if part.answer is None:
        writer.heading(part.level, part.title)
        return 0
    return write_entry(writer, part.title, part.answer, max(part.level, 2), part.is_article)


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


def _parts(value: object, level: int, depth: int = 0) -> Iterator[_Part]:
    """What is to be written, in order; `level` is that of the next category."""
    if depth > _MOST_NESTING:
        return
    if isinstance(value, list) and len(value) > 1 and _is_asked(value):
        yield _Part(level, str(value[0]), "\n\n".join(map(str, value[1:])))
    elif isinstance(value, list):
        for one in value:
            yield from _parts(one, level, depth + 1)
    elif isinstance(value, dict):
        pairs = list(_pairs(value, is_all=depth == 0))
        for question, answer in pairs:
            yield _Part(level, question, answer)
        title, text = ("", "") if pairs else _article(value, is_listed=depth > 0)
        if title and text:
            yield _Part(level, title, text, is_article=True)
            yield from _below(value, level + 1, depth)
        elif not pairs:
            yield from _sections(value, level, depth)


def _is_asked(value: list[object]) -> bool:
    """Whether it is a question and what answers it, without names for them."""
    first, *others = value
    asked = isinstance(first, str) and first.rstrip().endswith(QUESTION_MARKS)
    return asked and all(isinstance(one, str) and not one.rstrip().endswith(QUESTION_MARKS) for one in others)


def _article(value: Mapping[object, object], is_listed: bool) -> tuple[str, str]:
    """Its title and text; "" for what it does not have."""
    for titles, texts in (_ARTICLE, _EXPLAINED)[: 1 + is_listed]:
        title, text = _first(value, titles), _first(value, texts)
        if title and text:
            return title, text
    return "", ""


def _below(value: Mapping[object, object], level: int, depth: int) -> Iterator[_Part]:
    """What an article holds beside its text."""
    for key, one in value.items():
        if isinstance(one, list | dict) and _says_nothing(str(key)):
            yield from _parts(one, level, depth + 1)


def _pairs(value: Mapping[object, object], is_all: bool) -> Iterable[tuple[str, str]]:
    """The questions and answers that these fields are; `is_all`: there is nothing else in the file."""
    columns = question_columns([str(key) for key in value])
    if columns:
        fields = list(value.values())
        return _asked(fields[columns[0]], fields[columns[1]], is_all)
    if "Question" in joined(value.get("@type"), " ").split():  # https://schema.org/FAQPage
        answer = value.get("acceptedAnswer", value.get("suggestedAnswer"))
        return [(joined(value.get("name"), " "), joined(answer, "\n\n"))]
    return talked_pairs(value)


def _asked(question: object, answer: object, is_all: bool) -> Iterator[tuple[str, str]]:
    """One, one in each language, or all of a table that was saved column by column."""
    questions, answers = (_columns(one) if is_all else by_language(one) for one in (question, answer))
    if questions and questions.keys() == answers.keys():
        yield from ((joined(questions[key], " / "), joined(answers[key], "\n\n")) for key in questions)
    else:
        yield joined(question, " / "), joined(answer, "\n\n")


def _columns(value: object) -> Mapping[object, object]:
    """By row; none where it is one cell."""
    if isinstance(value, list) and len(value) > 1:
        return dict(enumerate(value))
    if isinstance(value, dict) and all(str(key).isdecimal() for key in value):
        return value
    return by_language(value)


def _first(value: Mapping[object, object], keys: Iterable[str]) -> str:
    """A text, or a mapping that stands for one, as in WordPress; lists are what belongs to it."""
    held = (value[key] for key in keys if isinstance(value.get(key), str | dict))
    return next(filter(None, (joined(one, " ") for one in held)), "")


def _sections(sections: Mapping[object, object], level: int, depth: int) -> Iterator[_Part]:
    """The questions below each key, and the key as their heading if it says something of them."""
    named = next((said for key, said in sections.items() if isinstance(said, str) and _is_name(str(key))), None)
    if named and any(isinstance(value, list | dict) for value in sections.values()):
        yield _Part(level, named)
        level += 1
    for key, value in sections.items():
        title = str(key)
        if isinstance(value, str) and title.rstrip().endswith(QUESTION_MARKS):
            yield _Part(level, title, value)
        elif isinstance(value, list | dict):
            held = bool(named) or len(sections) == 1 or _says_nothing(title)
            inside = list(_parts(value, level if held else level + 1, depth + 1))
            if any(map(_is_answered, inside)):
                yield from inside if held else (_Part(level, title), *inside)


def _says_nothing(title: str) -> bool:
    return plain_name(title) in _HOLDERS or is_question(title) or not any(map(str.isalpha, title))


def _is_answered(part: _Part) -> bool:
    return bool(part.title.strip() and (part.answer or "").strip())


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
