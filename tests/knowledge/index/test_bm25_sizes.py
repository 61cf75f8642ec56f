"""Large indexes search in other ways than small ones, for the same answers."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.index.bm25 import Index

COMMON = [f"common{number}" for number in range(4)]
RARE = [f"rare{number}" for number in range(200)]

questions = st.tuples(
    st.lists(st.sampled_from(COMMON), max_size=2), st.lists(st.sampled_from([*RARE, "unknown"]), max_size=5)
).map(lambda parts: parts[0] + parts[1])


def corpus(size: int) -> Iterator[list[str]]:
    """Each common term stands in a third of the chunks, each rare one in about a hundredth."""
    draw = np.random.default_rng(size)
    rare = draw.integers(0, len(RARE), (size, 2))
    common = draw.random((size, len(COMMON))) < 1 / 3
    for number in range(size):
        some = [term for term, here in zip(COMMON, common[number], strict=True) if here]
        yield some + [RARE[number] for number in rare[number]] * (1 + number % 3)


@pytest.fixture(scope="module", params=[1_000, 33_000])
def index(request: pytest.FixtureRequest) -> Index:
    return Index.build(corpus(request.param))


def best(index: Index, question: list[str], k: int) -> tuple[list[int], list[float]]:
    """What `top` should return, from what each term adds to every chunk."""
    everything = np.arange(len(index))
    sums = index.weights(question, everything).astype(np.float64).sum(axis=0)
    order = np.lexsort((everything, -sums.round(5)))[:k]
    return [int(number) for number in order if sums[number] > 0], sorted(sums[sums > 0], reverse=True)[:k]


@given(question=questions, k=st.sampled_from([1, 10, 300, 100_000]))
def test_top_is_the_best_of_all_at_any_size(index: Index, question: list[str], k: int) -> None:
    _, expected = best(index, question, k)

    ids, scores = index.top(question, k)

    assert len(set(ids.tolist())) == len(ids)
    np.testing.assert_allclose(scores, expected, atol=1e-4)
    np.testing.assert_allclose(scores, index.scores(question)[ids] - index.idfs(question).sum(), atol=1e-4)


@given(term=st.sampled_from(COMMON + RARE), k=st.sampled_from([1, 10, 300]))
def test_equal_scores_come_in_the_order_of_their_ids_at_any_size(index: Index, term: str, k: int) -> None:
    expected, _ = best(index, [term], k)

    ids, _ = index.top([term], k)

    assert ids.tolist() == expected


def test_four_threads_asking_at_once_get_what_one_gets(index: Index) -> None:
    draw = np.random.default_rng(4)
    asked = [[*draw.choice(RARE, 3), *draw.choice(COMMON, number % 3)] for number in range(400)]
    alone = [index.top(question, 10) for question in asked]

    fresh = Index.build(corpus(len(index)))
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda question: fresh.top(question, 10), asked * 4))

    for number, (ids, scores) in enumerate(together):
        assert ids.tolist() == alone[number % len(asked)][0].tolist()
        assert scores.tolist() == alone[number % len(asked)][1].tolist()


def test_more_than_four_million_postings_are_found_like_fewer() -> None:
    terms = [f"term{number}" for number in range(2_000)]
    many = Index.build([*terms[number % 900 :][:1_100], f"rare{number // 100}"] for number in range(4_000))

    ids, _ = many.top(["rare7", "term1500"], 200)

    assert many.dfs(["term1500"]) == [sum(number % 900 > 400 for number in range(4_000))]
    assert set(ids[:100].tolist()) == set(range(700, 800))
    assert many.weights(["rare7"], np.array([699, 700, 799, 800]))[0].astype(bool).tolist() == [
        False,
        True,
        True,
        False,
    ]
