"""What stands around a place of a document: blocks, not lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Document, KnowledgeBase

GUIDE = """# Guide

## Install

You need Python. It is free.

To install it:

1. Get the package.
2. Run this:

```sh
pip install quoth
```

It takes a minute.

## Plans

| Plan | Price |
|---|---|
| Free | 0 |
| Pro | 12 |

## Bye

That is all."""


def spanned(text: str, words: str) -> str:
    base, start = KnowledgeBase.build([Document(id="a", title="A", text=text)]), text.index(words)
    first, last = base.around("a", start, start + len(words))
    return text[first:last]


@pytest.mark.parametrize(
    ("words", "begins", "ends"),
    [
        ("It is free.", "You need", "free."),
        ("Get the package.", "To install it:", "Run this:"),
        ("pip install quoth", "2. Run this:", "```"),
        ("| Pro | 12 |", "| Plan", "12 |"),
        ("You need Python. It is free.", "You need", "a minute."),
        ("1. Get the package.\n2. Run this:\n\n```sh\npip install quoth\n```", "To install it:", "```"),
        ("That is all.", "| Plan", "That is all."),
        (GUIDE[GUIDE.index("| Plan") : GUIDE.index("\n\n## Bye")], "It takes a minute.", "That is all."),
    ],
)
def test_around_is_the_block_or_those_beside_it(words: str, begins: str, ends: str) -> None:
    found = spanned(GUIDE, words)

    assert found.startswith(begins)
    assert found.endswith(ends)


def test_around_takes_the_nearest_sentences_of_a_long_paragraph() -> None:
    text = " ".join(f"Sentence number {number} stands here." for number in range(200))

    found = spanned(text, "Sentence number 100 stands here.")

    assert len(found) <= 1200
    assert "Sentence number 99 stands here. Sentence number 100 stands here. Sentence number 101" in found


def test_around_takes_the_nearest_items_of_a_long_list_with_their_marks() -> None:
    text = "\n".join(f"{number}. Captain {number} opens valve {number}." for number in range(1, 200))

    found = spanned(text, "Captain 100 opens valve 100.")

    assert len(found) <= 1200
    assert all(line.split(".")[0].isdigit() for line in found.split("\n"))


def test_around_never_cuts_code() -> None:
    code = "```sh\n" + "\n".join(f"call {number} of many" for number in range(200)) + "\n```"

    assert spanned(f"Some words.\n\n{code}\n\nMore words.", "call 100 of many") == code


@given(st.text(alphabet="ab. \n-`|#1", min_size=1, max_size=300), st.data())
def test_around_always_holds_the_place(text: str, data: st.DataObject) -> None:
    base = KnowledgeBase.build([Document(id="a", title="A", text=text)])
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    first, last = base.around("a", start, end)
    begin, finish = base.with_marks("a", start, end)

    assert 0 <= first <= start < end <= last <= len(text)
    assert 0 <= begin <= start < end <= finish <= len(text)
