"""A quoted text as blocks: what is to be read of it, and what is a mark."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import shown_blocks

LINES = st.sampled_from(
    ["a b", "# c", "- d", "  - e", "    f", "3. g", "| h | i |", "|--|", "j | k", "```", "~~~py", ""]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One.\nTwo.\n\nThree.", [("paragraph", "", ["One.\nTwo."]), ("paragraph", "", ["Three."])]),
        ("## Install ##\nRun it.", [("heading", "", ["Install"]), ("paragraph", "", ["Run it."])]),
        ("# #tag", [("heading", "", ["#tag"])]),
        ("#", [("paragraph", "", ["#"])]),
        ("```js\na\n\n b\n```", [("code", "js", ["a\n\n b"])]),
        ("```\n```", [("code", "", [])]),
        ("``` js\na", [("paragraph", "", ["``` js\na"])]),
        ("1. a\n2) b", [("item", "1.", ["a"]), ("item", "2)", ["b"])]),
        ("- a\n\n  goes on\n- b", [("item", "-", ["a", "goes on"]), ("item", "-", ["b"])]),
        ("Source: nobody knows", [("paragraph", "", ["Source: nobody knows"])]),
    ],
)
def test_shown_blocks_have_their_words(text: str, found: list[tuple[str, str, list[str]]]) -> None:
    assert [(one.kind, one.mark, [text[slice(*span)] for span in one.words]) for one in shown_blocks(text)] == found


def test_shown_items_stand_as_deep_as_they_are_moved_in() -> None:
    blocks = shown_blocks("- a\n  - b\n    1. c\n  - d\n- e\n\nAnd:\n\n- f")

    assert [block.depth for block in blocks if block.kind == "item"] == [0, 1, 2, 1, 0, 0]


@pytest.mark.parametrize(
    ("text", "has_header", "cells"),
    [
        ("| a | b |\n|:-|-:|\n| c \\| d | |", True, [["a", "b"], ["c \\| d", ""]]),
        ("| a | b |\n| c | d |", False, [["a", "b"], ["c", "d"]]),
        ("a | b\nc | d|e", False, [["a", "b"], ["c", "d|e"]]),
    ],
)
def test_shown_table_has_cells(text: str, *, has_header: bool, cells: list[list[str]]) -> None:
    (table,) = shown_blocks(text)

    assert table.has_header == has_header
    assert [[text[slice(*cell)] for cell in row] for row in table.cells] == cells


@given(st.lists(LINES).map("\n".join) | st.text(max_size=200))
def test_shown_blocks_are_in_order_and_hold_their_words(text: str) -> None:
    blocks, done = shown_blocks(text), 0

    for block in blocks:
        assert done <= block.start < block.end <= len(text)
        assert not text[done : block.start].strip()
        assert all(block.start <= start <= end <= block.end for start, end in block.words)
        done = block.end
    assert not text[done:].strip()
