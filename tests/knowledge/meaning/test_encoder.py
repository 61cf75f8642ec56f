"""Vectors are near to those of the published weights, and each is of its own text alone."""

import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from math import erf

import numpy as np
from numpy.testing import assert_allclose

from knowledge.meaning.encoder import DIMENSIONS, LONGEST_TOKENS, SHIPPED, encoder
from knowledge.meaning.layers import attended, gelu

SENTENCES = (
    "How do I get my money back?",
    "Refunds are paid within 14 days of the purchase.",
    "The bot can be restarted with the command below.",
    "My program crashes as soon as it starts.",
    "If the application stops right after launch, look at its log file.",
    "Mars has two small moons, Phobos and Deimos.",
    "Which satellites orbit the red planet?",
    "Bananas are rich in potassium.",
)
PRODUCTS = (
    (1.0, 0.4688, 0.1504, 0.1530, 0.0399, -0.0115, 0.0391, -0.0595),
    (0.4688, 1.0, 0.0629, -0.0113, 0.1081, -0.0080, -0.0161, -0.0394),
    (0.1504, 0.0629, 1.0, 0.2391, 0.4031, 0.0435, -0.0177, 0.0208),
    (0.1530, -0.0113, 0.2391, 1.0, 0.4513, -0.0417, 0.0211, -0.0611),
    (0.0399, 0.1081, 0.4031, 0.4513, 1.0, -0.0531, 0.0162, -0.0197),
    (-0.0115, -0.0080, 0.0435, -0.0417, -0.0531, 1.0, 0.3642, 0.1332),
    (0.0391, -0.0161, -0.0177, 0.0211, 0.0162, 0.3642, 1.0, 0.0750),
    (-0.0595, -0.0394, 0.0208, -0.0611, -0.0197, 0.1332, 0.0750, 1.0),
)
"""Of the sentences' vectors by the published weights (float32, GELU with erf, PyTorch 2.13.0)."""
NEAR = 0.006
"""The mean error of a product is 0.002 (root of the mean square, over all pairs of 263 texts); 3 times that is rare."""
ROUNDING = 1e-6
"""How sums are rounded depends on how many rows a matrix has."""

LONG = "The harbour of Lisbon was rebuilt after the earthquake, and its trade went through the new customs house. " * 9
HOSTILE = (
    "",
    " ",
    "\x00",
    "x" * 1_000_000,
    "x " * 1_000_000,
    "\u0301" * 100_000,
    "漢" * 100_000,
    "\ud800",
    "[SEP]" * 999,
)


def test_products_are_near_to_those_of_the_published_weights() -> None:
    vectors = encoder().vectors(SENTENCES)

    assert_allclose(vectors @ vectors.T, PRODUCTS, atol=NEAR)


def test_question_is_nearest_to_its_answer_in_other_words() -> None:
    vectors = encoder().vectors(SENTENCES)

    assert [int(np.argsort(vectors @ vectors[question])[-2]) for question in (0, 3, 6)] == [1, 4, 5]


def test_any_text_has_a_vector_of_length_1() -> None:
    lengths = np.linalg.norm(encoder().vectors(HOSTILE), axis=1)

    assert_allclose(lengths, 1, atol=ROUNDING)


def test_vector_is_of_its_own_text_alone() -> None:
    texts = [*SENTENCES, LONG, *HOSTILE, LONG[50:], *SENTENCES]

    alone = np.concatenate([encoder().vectors([text]) for text in texts])

    assert_allclose(encoder().vectors(texts), alone, atol=ROUNDING)


def test_same_texts_have_the_same_vectors() -> None:
    first, second = (encoder().vectors(SENTENCES) for _ in range(2))

    assert np.array_equal(first, second)


def test_order_of_words_matters() -> None:
    first, second = encoder().vectors(["dog bites man", "man bites dog"])

    assert 0.8 < first @ second < 0.999


def test_what_comes_after_the_longest_is_not_looked_at() -> None:
    word = "harbour "
    exact, longer = word * (LONGEST_TOKENS - 2), word * (LONGEST_TOKENS - 2) + "and more"
    vectors = encoder().vectors([exact, longer, word * (LONGEST_TOKENS - 3)])

    assert_allclose(vectors[1], vectors[0], atol=ROUNDING)
    assert np.abs(vectors[2] - vectors[0]).max() > 10 * ROUNDING


def test_no_texts_have_no_vectors() -> None:
    assert encoder().vectors([]).shape == (0, DIMENSIONS)


def test_threads_share_one_encoder() -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: encoder(), range(8)))) == 1


def test_threads_get_what_they_asked_for() -> None:
    asked = [[sentence, LONG[: 100 * number]] for number, sentence in enumerate(SENTENCES)] * 2
    expected = [encoder().vectors(texts) for texts in asked]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(encoder().vectors, asked))

    assert_allclose(found, expected, atol=ROUNDING)


def test_memory_is_bounded_however_many_texts() -> None:
    few, many = (_peak([LONG] * count) for count in (4, 16))

    assert many < 1.1 * few < 10_000_000


def test_shipped_files_are_small() -> None:
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 24_000_000


def test_gelu_is_near_to_the_one_with_erf() -> None:
    values = np.linspace(-200, 200, 4001, dtype=np.float32)
    exact = [value * (1 + erf(value / 2**0.5)) / 2 for value in values.tolist()]

    gelu(values)

    assert_allclose(values, exact, atol=5e-4)


def test_attention_stays_finite_however_sure_it_is() -> None:
    looking = np.linspace(-50, 50, 4 * 3 * DIMENSIONS, dtype=np.float32).reshape(4, -1)

    assert np.isfinite(attended(looking, [(0, 3), (3, 4)])).all()


def _peak(texts: list[str]) -> int:
    """Bytes that are used at the same time at most."""
    encoder().vectors(texts[:1])
    tracemalloc.start()
    try:
        encoder().vectors(texts)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
