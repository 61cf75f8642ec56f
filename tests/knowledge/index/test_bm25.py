"""The index finds what rank-bm25 finds, with its scores, without its known faults."""

from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi, BM25Plus

from knowledge.index.bm25 import Index

CORPUS = [["cat", "sat", "mat"], ["dog", "sat"], [], ["cat", "cat", "dog", "log"], ["sat"]]

terms = st.sampled_from("abcdefgh")
chunks = st.lists(terms, max_size=12)
corpora = st.lists(chunks, min_size=1, max_size=30).filter(any)
questions = st.lists(st.sampled_from("abcdefghxyz"), max_size=6)


def matching(corpus: list[list[str]], question: list[str]) -> set[int]:
    return {number for number, chunk in enumerate(corpus) if set(chunk) & set(question)}


def found(index: Index, question: list[str], k: int = 10) -> list[int]:
    return [int(number) for number in index.top(question, k)[0]]


@given(corpora, questions)
def test_scores_equal_those_of_rank_bm25(corpus: list[list[str]], question: list[str]) -> None:
    expected = BM25Plus(corpus).get_scores(question)

    scores = Index.build(corpus).scores(question)

    np.testing.assert_allclose(scores, expected, atol=1e-4)


@given(corpora, questions, st.floats(0.1, 3), st.floats(0, 0.99))
def test_parameters_mean_what_they_mean_in_rank_bm25(
    corpus: list[list[str]], question: list[str], k1: float, b: float
) -> None:
    expected = BM25Plus(corpus, k1=k1, b=b).get_scores(question)

    scores = Index.build(corpus, k1=k1, b=b).scores(question)

    np.testing.assert_allclose(scores, expected, atol=1e-4)


@given(corpora, questions, st.integers(0, 40))
def test_top_returns_the_best_chunks_that_hold_a_term(corpus: list[list[str]], question: list[str], k: int) -> None:
    index = Index.build(corpus)
    constant = index.idfs(question).sum()
    expected = BM25Plus(corpus).get_scores(question) - constant

    ids, scores = index.top(question, k)

    assert set(ids.tolist()) <= matching(corpus, question)
    assert len(ids) == len(set(ids.tolist())) == min(k, len(matching(corpus, question)))
    np.testing.assert_allclose(scores, expected[ids], atol=1e-4)
    np.testing.assert_allclose(scores, np.sort(expected)[::-1][: len(ids)], atol=1e-4)


@given(corpora, questions, st.integers(0, 40))
def test_top_puts_equal_scores_in_the_order_of_their_ids(corpus: list[list[str]], question: list[str], k: int) -> None:
    ids, scores = Index.build(corpus * 3).top(question, k)

    assert list(zip(-scores, ids, strict=True)) == sorted(zip(-scores, ids, strict=True))


@given(corpora, questions, st.integers(1, 5), st.data())
def test_top_within_ranges_is_the_top_of_all_less_the_others(
    corpus: list[list[str]], question: list[str], k: int, data: st.DataObject
) -> None:
    begin = data.draw(st.integers(0, len(corpus)))
    ranges = [range(begin // 2), range(begin, data.draw(st.integers(begin, len(corpus))))]
    index = Index.build(corpus)
    everything, _ = index.top(question, len(corpus))
    expected = list(islice((i for i in everything.tolist() if any(i in ids for ids in ranges)), k))

    ids, _ = index.top(question, k, within=ranges)

    assert ids.tolist() == expected


@given(corpora, terms)
def test_weights_are_what_a_term_adds_to_the_scores(corpus: list[list[str]], term: str) -> None:
    index = Index.build(corpus)
    ids = np.arange(len(corpus))[::-2]

    weights = index.weights([term], ids)[0]

    np.testing.assert_allclose(weights, index.scores([term])[ids] - index.idfs([term])[0], atol=1e-4)


def test_df_counts_the_chunks_that_hold_a_term() -> None:
    index = Index.build(CORPUS)

    assert index.dfs(["cat", "sat", "mat", "bird"]) == [2, 3, 1, 0]


def test_idf_of_an_unknown_term_is_nothing() -> None:
    assert Index.build(CORPUS).idfs(["bird"]).tolist() == [0.0]


def test_length_counts_empty_chunks_too() -> None:
    assert len(Index.build(CORPUS)) == 5


def test_build_reads_a_stream_once() -> None:
    index = Index.build(iter(CORPUS))

    assert found(index, ["mat"]) == [0]


@pytest.mark.parametrize("corpus", [[], [[]], [[], []]])
def test_a_corpus_without_terms_finds_nothing(corpus: list[list[str]]) -> None:
    index = Index.build(corpus)

    assert found(index, ["cat"]) == []
    assert index.scores(["cat"]).tolist() == [0.0] * len(corpus)


@pytest.mark.parametrize("corpus", [[["cat"]], [["cat", "sat"], ["dog", "sat"]]])
def test_one_or_two_chunks_score_a_match_above_a_miss(corpus: list[list[str]]) -> None:
    okapi = BM25Okapi(corpus).get_scores(["cat"])

    ids, scores = Index.build(corpus).top(["cat"], 5)

    assert okapi[0] <= 0
    assert ids.tolist() == [0]
    assert scores[0] > 0


def test_a_word_in_every_chunk_still_matches() -> None:
    assert found(Index.build([["sat"]] * 3), ["sat"]) == [0, 1, 2]


def test_chunks_without_a_term_are_never_returned() -> None:
    index = Index.build(CORPUS)

    assert (index.scores(["dog"]) > 0).all()
    assert sorted(found(index, ["dog"])) == [1, 3]
    assert found(index, ["bird"]) == []


def test_a_repeated_term_counts_twice_as_in_rank_bm25() -> None:
    index = Index.build(CORPUS)

    _, once = index.top(["cat"], 5)
    _, twice = index.top(["cat", "cat"], 5)

    assert twice.tolist() == (2 * once).tolist()


@pytest.mark.parametrize("k", [0, -1])
def test_no_chunks_asked_for_are_no_chunks(k: int) -> None:
    assert found(Index.build(CORPUS), ["cat"], k) == []


def test_a_term_counted_thousands_of_times_in_a_chunk_keeps_its_count() -> None:
    corpus = [["cat"] * 70_000, ["cat", "dog"]]
    expected = BM25Plus(corpus).get_scores(["cat"])

    np.testing.assert_allclose(Index.build(corpus).scores(["cat"]), expected, atol=1e-4)
