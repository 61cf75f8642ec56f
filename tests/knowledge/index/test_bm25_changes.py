"""Adding and removing chunks gives the index that a full rebuild would give."""

import time

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge.index.bm25 import Index
from knowledge.index.postings import number

chunks = st.lists(st.sampled_from("abcdefgh"), max_size=8)
documents = st.lists(chunks, max_size=4)
changes = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), documents), max_size=5)


def same(index: Index, corpus: list[list[str]]) -> bool:
    rebuilt = Index.build(corpus)
    terms = "abcdefgh"
    return (
        len(index) == len(rebuilt)
        and index.dfs(terms) == rebuilt.dfs(terms)
        and all(np.array_equal(index.scores([term]), rebuilt.scores([term])) for term in terms)
    )


@given(documents, changes)
def test_changes_equal_a_rebuild(corpus: list[list[str]], sequence: list[tuple[float, float, list[list[str]]]]) -> None:
    index = Index.build(corpus)
    for begin_share, end_share, added in sequence:
        begin, end = sorted(int(share * len(corpus)) for share in (begin_share, end_share))
        corpus = corpus[:begin] + corpus[end:] + added
        index = index.replace([range(begin, end)], number(added))

    assert same(index, corpus)


def test_an_added_document_is_found_by_the_new_index_alone() -> None:
    before = Index.build([["cat"], ["dog"]])

    after = before.replace((), number([["bird"], ["cat", "bird"]]))

    assert after.top(["bird"], 5)[0].tolist() == [2, 3]
    assert before.top(["bird"], 5)[0].tolist() == []


def test_later_chunks_move_down_when_some_are_removed() -> None:
    before = Index.build([["cat"], ["dog"], ["dog"], ["bird"]])

    after = before.replace([range(1, 3)], ())

    assert after.top(["bird"], 5)[0].tolist() == [1]
    assert after.dfs(["dog"]) == [0]
    assert before.dfs(["dog"]) == [2]


def test_parameters_survive_changes() -> None:
    before = Index.build([["cat", "cat"], ["dog"]], k1=0.5, b=0.1)

    after = before.replace((), number([["dog", "dog"]]))

    rebuilt = Index.build([["cat", "cat"], ["dog"], ["dog", "dog"]], k1=0.5, b=0.1)
    assert after.scores(["cat"]).tolist() == rebuilt.scores(["cat"]).tolist()


def test_a_document_among_ten_thousand_chunks_is_changed_within_fifty_milliseconds() -> None:
    draw = np.random.default_rng(3)
    corpus = [[f"word{number}" for number in numbers] for numbers in draw.zipf(1.2, (10_000, 60)) % 30_000]
    index = Index.build(corpus)

    spent = []
    for _ in range(3):
        begun = time.process_time()
        index.replace((), number(corpus[:20]))
        index.replace([range(5_000, 5_020)], ())
        spent.append((time.process_time() - begun) / 2)

    assert min(spent) < 0.05
