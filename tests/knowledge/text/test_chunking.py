import json
from hashlib import blake2b
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Document
from knowledge.text.blocks import LONGEST_CHUNK
from knowledge.text.outline import outline
from knowledge.text.sentences import Span
from tests.linear.shapes import SHAPES

MARKDOWN = """\
# Telescopes

Big ones see far.
They are heavy.

## Mirrors

- Glass is cheap
- Metal is strong

A line that was wrapped somewhere in the middle because it
was too long for the screen. It ends here.
"""

HERE = Path(__file__).parent
ARTICLES = files("knowledge").joinpath("articles")
TEXTS = {
    "cutting.txt": ("Lantern", (HERE / "cutting.txt").read_text("utf-8")),
    **{article.name: ("China and Pakistan", article.read_text("utf-8")) for article in ARTICLES.iterdir()},
}
GOLDEN: dict[str, str] = json.loads((HERE / "cutting_golden.json").read_text("utf-8"))
"""Digests of the headings and offsets that cutting into sections found."""

texts = st.lists(
    st.sampled_from(
        ["One two. ", "Three? ", "\n", "\n\n", "# Head\n", "- item\n", "Source: X\n", "```\n", "x" * 300, "。", " "]
    )
).map("".join)


class Passage(NamedTuple):
    heading: str
    sentences: list[Span]


def passages_of(text: str, title: str = "Title") -> list[Passage]:
    cut = outline(Document(id="d", title=title, text=text))
    spans = [cut.span(number) for number in range(len(cut.spans))]
    return [
        Passage(heading, spans[begin:end])
        for heading, (begin, end) in zip(cut.headings, pairwise(cut.firsts.tolist()), strict=True)
    ]


def test_passages_knows_headings_items_and_wrapped_lines() -> None:
    passages = passages_of(MARKDOWN, "Telescopes")

    assert [(p.heading or None, [MARKDOWN[s:e] for s, e in p.sentences]) for p in passages] == [
        (None, ["Big ones see far.", "They are heavy."]),
        (
            "Mirrors",
            [
                "Glass is cheap",
                "Metal is strong",
                "A line that was wrapped somewhere in the middle because it\nwas too long for the screen.",
                "It ends here.",
            ],
        ),
    ]


def test_passages_keeps_code_whole() -> None:
    code = "    if dry:\n\n# not a heading\n    return 1. Really."
    text = f"Run this:\n```sh\n{code}\n```\n\nDone. Good."

    passages = passages_of(text)

    assert [[text[s:e] for s, e in p.sentences] for p in passages] == [["Run this:", code, "Done.", "Good."]]


def test_passages_takes_a_fence_that_never_ends_for_text() -> None:
    text = "Before.\n```\nno end"

    passages = passages_of(text)

    assert [text[s:e] for p in passages for s, e in p.sentences] == ["Before.", "```\nno end"]


def test_passages_keeps_table_rows_apart() -> None:
    text = "Plan: Pro for everyone in the team | Price: 12 euros a month\nPlan: Free for one | Price: nothing at all"

    passages = passages_of(text)

    assert [text[s:e] for p in passages for s, e in p.sentences] == text.split("\n")


def test_passages_never_quotes_title_source_or_contact() -> None:
    text = "A title\nThe body stands here.\nFor questions or comments write to us@example.org\nSource: NDTV"

    passages = passages_of(text, "A title")

    assert [text[s:e] for p in passages for s, e in p.sentences] == ["The body stands here."]


def test_passages_caps_a_text_without_blank_lines() -> None:
    text = "Some words make a sentence of ordinary length here. " * 200

    passages = passages_of(text)

    assert max(p.sentences[-1][1] - p.sentences[0][0] for p in passages) <= LONGEST_CHUNK


SENTENCE = "Some words make a sentence of ordinary length here. "


def test_paragraphs_of_a_section_stay_together_while_they_are_short() -> None:
    text = f"# One\n\n{SENTENCE}\n\n{SENTENCE * 3}\n\n# Two\n\n{SENTENCE}"

    assert [(passage.heading, len(passage.sentences)) for passage in passages_of(text)] == [("One", 4), ("Two", 1)]


def test_a_long_section_is_cut_between_its_paragraphs() -> None:
    text = "\n\n".join(SENTENCE * 6 for _ in range(5))

    passages = passages_of(text)

    assert [len(passage.sentences) for passage in passages] == [12, 12, 6]


def test_what_is_introduced_is_not_cut_from_its_introduction() -> None:
    code = "\n".join(f"line {number}" for number in range(50))
    text = f"{SENTENCE * 8}\n\nThen run:\n\n```sh\n{code}\n```"

    last = passages_of(text)[-1].sentences

    assert text[slice(*last[0])] == "Then run:"


def test_headings_of_a_passage_are_its_whole_path() -> None:
    passages = passages_of("# Install\n\nGet it.\n\n## Linux\n\nUse apt.")

    assert [passage.heading for passage in passages] == ["Install", "Install › Linux"]


@given(texts)
def test_passages_cover_all_that_may_be_quoted(text: str) -> None:
    passages = passages_of(text)

    covered = [span for p in passages for span in p.sentences]
    rest = "".join(
        text[start:end]
        for start, end in zip([0, *(e for _, e in covered)], [*(s for s, _ in covered), len(text)], strict=True)
    )
    assert covered == sorted(covered)
    assert all(line.strip() in {"", "-", "```", "# Head", "Source: X"} for line in rest.split("\n"))


@pytest.mark.parametrize("name", GOLDEN)
def test_passages_are_cut_where_they_always_were(name: str) -> None:
    shape = name.removeprefix("shape: ")
    title, text = ("The title", SHAPES[shape](3000)) if shape in SHAPES else TEXTS[name]

    rows = [[passage.heading, passage.sentences] for passage in passages_of(text, title)]

    assert blake2b(json.dumps(rows).encode(), digest_size=8).hexdigest() == GOLDEN[name]
