"""What Discord would show of our Markdown is the text itself."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.replies.markdown import block_quote, escape, masked_link, set_off

TEXTS = st.text(st.sampled_from("ab é家\n\t \\*_~`|<>[]()@#-+.:/1!"), max_size=60) | st.text(max_size=40)


@st.composite
def texts_with_matches(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    text = draw(TEXTS)
    places = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    return text, list(zip(places[::2], places[1::2], strict=False))


def shown(markdown: str) -> str:
    """As Discord's client reads it: a backslash shows the punctuation after it, bare "**" are marks."""
    return re.sub(r"\\([^0-9A-Za-z\s])|\*\*", lambda found: found[1] or "", markdown)


@given(TEXTS)
def test_escape_shows_the_exact_text(text: str) -> None:
    assert shown(escape(text)) == text


@given(texts_with_matches())
def test_set_off_shows_the_exact_text(example: tuple[str, list[tuple[int, int]]]) -> None:
    text, matches = example

    assert shown(set_off(text, matches)) == text


@given(TEXTS)
def test_escape_leaves_no_mark_that_means_something(text: str) -> None:
    bare = re.sub(r"\\[^0-9A-Za-z\s]", "x", escape(text))

    assert not re.search(r"[\\*_~`|<>\[\]@]|:(?=\S)|^[ \t]*(?:[#+-]|\d+[.)])", bare, re.MULTILINE)


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("**not bold**", r"\*\*not bold\*\*"),
        ("@everyone and <@123>", r"\@everyone and \<\@123\>"),
        ("[click](https://evil.example)", r"\[click\](https\://evil.example)"),
        ("# no heading", r"\# no heading"),
        ("1. no list\n- none\n-# nor small", "1\\. no list\n\\- none\n\\-# nor small"),
        ("well-known U.S.-led, at 3.5: yes", "well-known U.S.-led, at 3.5: yes"),
        (":smile: at 12:30", r"\:smile: at 12\:30"),
        (r"C:\new", r"C\:\\new"),
    ],
)
def test_escape_marks_what_would_mean_something(text: str, markdown: str) -> None:
    assert escape(text) == markdown


def test_set_off_joins_neighbours() -> None:
    assert set_off("the signing ceremony in Islamabad", [(4, 11), (12, 20), (24, 33)]) == (
        "the **signing ceremony** in **Islamabad**"
    )


def test_set_off_keeps_escapes_inside_and_beside_the_marks() -> None:
    assert set_off("*a*b", [(0, 3), (3, 4)]) == r"**\*a\*b**"


def test_block_quote_bars_every_line() -> None:
    assert block_quote("one\n\ntwo") == "> one\n> \n> two"


def test_masked_link_is_plain_text_without_an_address() -> None:
    assert masked_link("a [b]", None) == r"a \[b\]"
