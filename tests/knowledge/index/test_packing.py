"""Prepared documents as bytes: the same after the journey, and refused when they are not what was sent."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Document, KnowledgeBase
from knowledge.index.packing import pack, unpack
from knowledge.index.prepared import Prepared, prepare

TEXT = """# Docking port

The European Space Agency (ESA) docks at nine. It docks once.

## Rules

- Nobody sleeps here.
- Nobody eats here; e.g. no soup.

```
dock --now
```
"""
PORT = Document(id="port", title="Docking port", text=TEXT)


def travelled(document: Document) -> Prepared:
    return unpack(pack(prepare(document)), document)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_pack_and_unpack_give_the_same_answers(title: str, text: str) -> None:
    document = Document(id="any", title=title, text=f"{text}\n\n{TEXT}")

    base = KnowledgeBase.build([], meaning=False).changed([document], prepared=travelled)

    assert base.ask("Who docks at nine?") == KnowledgeBase.build([document], meaning=False).ask("Who docks at nine?")


def test_unpack_refuses_what_was_cut_short() -> None:
    content = pack(prepare(PORT))

    for end in range(0, len(content), 7):
        with pytest.raises(ValueError, match=r"."):
            unpack(content[:end], PORT)


def test_unpack_of_changed_bytes_leads_nowhere_outside_of_the_document() -> None:
    content, dice = pack(prepare(PORT)), random.Random(7)  # noqa: S311 the same bytes in every run

    for _ in range(600):
        changed = bytearray(content)
        changed[dice.randrange(len(changed))] = dice.randrange(256)
        try:
            prepared = unpack(bytes(changed), PORT)
        except ValueError:
            continue
        base = KnowledgeBase.build([], meaning=False).changed([PORT], prepared={PORT: prepared}.get)
        assert all(base.is_verbatim(quote) for quote in base.ask("Who docks at nine?", threshold=0).quotes)


def test_unpack_refuses_the_parts_of_another_document() -> None:
    longer = PORT.model_copy(update={"text": TEXT * 3})

    with pytest.raises(ValueError, match="do not fit together"):
        unpack(pack(prepare(longer)), PORT)


def test_prepared_terms_are_those_of_the_chunks() -> None:
    prepared = prepare(PORT)

    (block,) = prepared.sentences
    first = np.asarray(block.numbers)[: block.lengths[0]]

    assert [block.vocabulary[place] for place in first] == ["european", "space", "agenc", "esa", "dock", "nine"]


@pytest.mark.parametrize(
    ("name", "number", "value"),
    [
        ("kinds", 0, 99),
        ("under", 0, 0),
        ("under", 1, 1),
        ("spans", 0, 5_000),
        ("introductions", 0, -1),
        ("firsts", 1, 2),
    ],
)
def test_unpack_refuses_blocks_that_lead_nowhere(name: str, number: int, value: int) -> None:
    prepared = prepare(PORT)
    changed = getattr(prepared.outline.blocks, name).copy()
    changed.ravel()[number] = value
    blocks = prepared.outline.blocks._replace(**{name: changed})
    content = pack(prepared._replace(outline=prepared.outline._replace(blocks=blocks)))

    with pytest.raises(ValueError, match="its blocks do not fit together"):
        unpack(content, PORT)
