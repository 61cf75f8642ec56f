"""What cutting knows of each block: its kind, the headings above it, what introduces it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Document, KnowledgeBase
from knowledge.text.blocks import BlockKind
from knowledge.text.outline import STEP, Outline, outline

TEXT = "One.\n\n```python\nx = 1\n```\n\nTwo.\n\n~~~\ny = 2\n~~~\n\n```\nnever closed"
GUIDE = """\
# Lantern

It lights up. It is old.

## Install

You need:
- make

- git,
  which is there
  - on Debian: git-core

  and a shell

* patience
1. Fetch it:

   ```sh
   git clone lantern
   ```

2. Run it
Source: The Lantern

### Linux

Settings:

| Name | Meaning |
| :--- | ------- |
| host | Where   |

#### Prices

Plan: Pro | Price: 12
Plan: Free | Price: 0

## Use

Pipe a | b to it.
"""

LINES = ["# Head\n", "### Deep\n", "# Title\n", "- item\n", "  - deeper\n", "1. step\n", "  more\n", "Source: X\n"]
MARKS = ["```\n", "```py\n", "~~~\n", "Do this:\n", "a | b\n", "| a |\n", "|---|\n", "\x0b", "\r\n", "\n", "\n\n"]
parts = [*LINES, *MARKS, "\t", " ", "One two. ", "Three? ", "x" * 300, "。"]
texts = st.lists(st.sampled_from(parts), max_size=40).map("".join)


def cut(text: str) -> Outline:
    return outline(Document(id="d", title="Title", text=text))


def listed(text: str) -> list[tuple[str, str, str]]:
    """Kind, path and what introduces each block."""
    blocks = cut(text).blocks
    found = []
    for number, kind in enumerate(blocks.kinds.tolist()):
        introduced = blocks.introduction(number)
        introduction = text[slice(*introduced)] if introduced else ""
        found.append((BlockKind(kind).name, " › ".join(blocks.path(number)), introduction))
    return found


def test_blocks_know_their_kind_their_path_and_their_introduction() -> None:
    assert listed(GUIDE) == [
        ("HEADING", "", ""),
        ("PARAGRAPH", "Lantern", ""),
        ("HEADING", "Lantern", ""),
        ("PARAGRAPH", "Lantern › Install", ""),
        ("LIST", "Lantern › Install", "You need:"),
        ("STEPS", "Lantern › Install", ""),
        ("CODE", "Lantern › Install", "Fetch it:"),
        ("STEPS", "Lantern › Install", ""),
        ("ASIDE", "Lantern › Install", ""),
        ("HEADING", "Lantern › Install", ""),
        ("PARAGRAPH", "Lantern › Install › Linux", ""),
        ("TABLE", "Lantern › Install › Linux", "| Name | Meaning |"),
        ("HEADING", "Lantern › Install › Linux", ""),
        ("TABLE", "Lantern › Install › Linux › Prices", ""),
        ("HEADING", "Lantern", ""),
        ("PARAGRAPH", "Lantern › Use", ""),
    ]


def test_document_title_heads_everything_and_is_in_no_path() -> None:
    assert listed("Title\n\n# Part\n\n## Title\n\nText.")[-1] == ("PARAGRAPH", "Part", "")


def test_list_goes_on_across_blank_lines_and_holds_what_is_moved_in() -> None:
    blocks = cut(GUIDE).blocks
    start, end = blocks.spans[blocks.kinds.tolist().index(BlockKind.LIST)].tolist()

    assert (GUIDE[start:end].split()[:2], GUIDE[start:end].rsplit(maxsplit=1)[-1]) == (["-", "make"], "patience")


@pytest.mark.parametrize(
    ("word", "language"),
    [("One", None), ("x = 1", "python"), ("```python", "python"), ("Two", None), ("y = 2", ""), ("never", None)],
)
def test_language_of_code_is_that_of_the_fence(word: str, language: str | None) -> None:
    base = KnowledgeBase.build([Document(id="d", title="Title", text=TEXT)])

    assert base.code_at("d", TEXT.index(word)) == language


@given(texts)
def test_blocks_hold_all_that_is_no_space_in_order(text: str) -> None:
    spans = cut(text).blocks.spans.tolist()

    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert edges == sorted(edges)
    assert all(text[start:end].strip() for start, end in spans)
    assert not any(text[end:start].strip() for end, start in zip(edges[::2], edges[1::2], strict=True))


@given(texts)
def test_every_sentence_lies_in_exactly_one_block(text: str) -> None:
    found = cut(text)

    for sentence, kind in enumerate(found.kinds.tolist()):
        start, end = found.span(sentence)
        block = found.block_of(sentence)
        first, last = found.blocks.spans[block].tolist()
        assert first <= start < end <= last
        assert {found.blocks.at(start), found.blocks.at(end - 1)} == {block}
        assert kind == found.blocks.kinds[block]
        assert kind not in (BlockKind.HEADING, BlockKind.ASIDE)


@given(texts)
def test_passages_and_blocks_agree_about_headings(text: str) -> None:
    found = cut(text)

    for passage, heading in enumerate(found.headings):
        blocks = {found.block_of(one) for one in range(found.firsts[passage], found.firsts[passage + 1])}
        assert {STEP.join(found.blocks.path(block)) for block in blocks} == {heading}


@given(texts)
def test_introduction_ends_with_a_colon_or_is_the_header_of_its_table(text: str) -> None:
    blocks = cut(text).blocks

    for block, kind in enumerate(blocks.kinds.tolist()):
        introduced = blocks.introduction(block)
        if introduced is not None:
            inside = introduced[0] >= blocks.spans[block, 0]
            assert kind == BlockKind.TABLE if inside else text[introduced[1] - 1] in ":："


def test_outline_of_a_long_text_takes_few_bytes_for_each_sentence() -> None:
    found = cut("The harbour was rebuilt. It has a customs house. Ships come daily.\n\n" * 10_000)

    arrays = (found.spans, found.firsts, *found.blocks[:5])
    assert sum(array.nbytes for array in arrays) < 24 * len(found.spans)
    assert {array.dtype for array in arrays} == {np.dtype(np.int32), np.dtype(np.uint8)}
