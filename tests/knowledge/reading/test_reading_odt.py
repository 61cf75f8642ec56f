"""ODT as a word processor shows it: its numbers and formulas are text."""

import pytest

from knowledge.reading import read_documents
from tests.knowledge.reading.corpus import zipped

SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("text", "text"), ("style", "style"), ("draw", "drawing"))
)
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def text_of(body: str, styles: str = "", more: dict[str, str] | None = None) -> str:
    """Of a document with this body, these styles, and more parts."""
    content = (
        f"<office:document-content {SPACES} {XLINK}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    (document,) = read_documents("rules.odt", zipped({"content.xml": content} | (more or {})))
    return document.text


def level(depth: int, form: str, before: str = "", behind: str = "", shown: int = 1) -> str:
    facts = f'style:num-format="{form}" style:num-prefix="{before}" style:num-suffix="{behind}"'
    return f'<text:list-level-style-number text:level="{depth}" {facts} text:display-levels="{shown}"/>'


def listed(*items: str, style: str = "", more: str = "") -> str:
    named = f' text:style-name="{style}"' if style else ""
    inside = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    return f"<text:list{named} {more}>{inside}</text:list>"


def said(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def test_headings_have_the_numbers_of_the_outline() -> None:
    levels = (level(1, "1") + level(2, "1", shown=2)).replace("list-level-style-number", "outline-level-style")
    headings = "".join(
        f'<text:h text:outline-level="{depth}">{title}</text:h>'
        for depth, title in ((1, "Conduct"), (2, "Greeting"), (2, "Spam"), (1, "Raids"), (2, "Time"))
    )

    assert text_of(headings, f"<text:outline-style>{levels}</text:outline-style>") == (
        "# 1 Conduct\n\n## 1.1 Greeting\n\n## 1.2 Spam\n\n# 2 Raids\n\n## 2.1 Time"
    )


@pytest.mark.parametrize(
    ("levels", "shown"),
    [
        (level(1, "1", behind=".") + level(2, "1", behind=")"), "1. One\n  1. Two\n  2. Three\n2. Four"),
        (level(1, "1", "§ ") + level(2, "a", "(", ")"), "§ 1 One\n\n(a) Two\n\n(b) Three\n\n§ 2 Four"),
        (level(1, "I", behind=".") + level(2, "1", shown=2), "I. One\n\nI.1 Two\n\nI.2 Three\n\nII. Four"),
        ("", "- One\n  - Two\n  - Three\n- Four"),
    ],
)
def test_clauses_have_their_numbers_and_plain_lists_stay_lists(levels: str, shown: str) -> None:
    inner = listed(said("Two"), said("Three"))

    assert (
        text_of(
            listed(said("One") + inner, said("Four"), style="L"),
            f'<text:list-style style:name="L">{levels}</text:list-style>',
        )
        == shown
    )


def test_list_that_goes_on_behind_a_paragraph_counts_on() -> None:
    style = f'<text:list-style style:name="L">{level(1, "1", behind=".")}</text:list-style>'
    on = 'text:continue-numbering="true"'
    body = listed(said("One"), style="L") + said("Between.") + listed(said("Two"), style="L", more=on)

    assert text_of(body + said("New.") + listed(said("First"), style="L"), style) == (
        "1. One\n\nBetween.\n\n2. Two\n\nNew.\n\n1. First"
    )


def test_formulas_are_linear_text() -> None:
    formula = (
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mfrac><mi>a</mi><mn>2</mn></mfrac>'
        "<annotation>a over 2</annotation></semantics></math>"
    )
    body = said('It is <draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>.')

    assert text_of(body, more={"Object 1/content.xml": formula}) == "It is a/2."
    assert text_of(body, more={"Object 1/content.xml": "<chart/>"}) == "It is ."
