"""Logistic models of how sure to be, fitted to questions whose documents a ranker has not seen."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.confidence import signs
from knowledge.answering.ranker import Network
from knowledge.training.examples import Example, Set, examples
from knowledge.training.learning import learn

PARTS = 3
FEW, EVERY = 1000, 3
"""A large set's questions are asked one in so many: that is plenty for two lines."""
ALONE = 6
"""Documents of each third that are asked as a knowledge base of their own."""
RIDGE = 1e-3
"""Weight of the squares of the weights, per example."""


class Judged(NamedTuple):
    """Questions, answerable and not. Shapes: n questions, S signs."""

    signs: NDArray[np.float64]
    """(n, S)"""
    inside: NDArray[np.bool_]
    """(n,): the documents hold the answer."""
    right: NDArray[np.bool_]
    """(n,): the first candidate answers."""


class Logistic(NamedTuple):
    """Shapes: S signs and a constant."""

    sign_means: NDArray[np.float64]
    sign_deviations: NDArray[np.float64]
    known: NDArray[np.float64]
    confidence: NDArray[np.float64]


def part(document_id: str) -> int:
    """Which third of the documents this one is in."""
    return crc32(document_id.encode()) % PARTS


def judged(names: tuple[str, ...], sets: list[Set], learned_on: list[Example], turn: int) -> Judged:
    """A ranker learned on a third; a knowledge base of the second; questions about it and about the last third."""
    rows = list(_turn(names, sets, learned_on, turn))
    return Judged(
        np.array([row for row, _, _ in rows]),
        np.array([inside for _, inside, _ in rows]),
        np.array([right for _, _, right in rows]),
    )


def _turn(
    names: tuple[str, ...], sets: list[Set], learned_on: list[Example], turn: int
) -> Iterator[tuple[NDArray[np.float64], bool, bool]]:
    network = learn(names, learned_on, seeds=[turn])
    here, elsewhere = (turn + 1) % PARTS, (turn + 2) % PARTS
    for one in sets:
        own = {key: document for key, document in one.documents.items() if part(key) == here}
        asked = [row for row in one.questions if part(row["doc_ids"][0]) in (here, elsewhere)]
        for example in examples(own, asked[:: 1 if len(asked) < FEW else EVERY]):
            yield _judge(names, network, example, inside=example.question["doc_ids"][0] in own)
        for key in list(own)[:ALONE]:
            yield from _alone(names, network, one, key)


def _alone(
    names: tuple[str, ...], network: Network, one: Set, key: str
) -> Iterator[tuple[NDArray[np.float64], bool, bool]]:
    """A knowledge base of one document: questions about it, and as many about others of its third."""
    own = [row for row in one.questions if row["doc_ids"][0] == key][:60]
    others = [row for row in one.questions if part(row["doc_ids"][0]) == part(key) and row["doc_ids"][0] != key]
    for example in examples({key: one.documents[key]}, own + others[:: max(1, len(others) // max(1, len(own)))]):
        yield _judge(names, network, example, inside=example.question["doc_ids"][0] == key)


def _judge(
    names: tuple[str, ...], network: Network, example: Example, *, inside: bool
) -> tuple[NDArray[np.float64], bool, bool]:
    matrix = example.matrix.astype(np.float64)
    scores = network.scores(matrix)
    return signs(names, matrix, scores), inside, bool(example.right[int(np.argmax(scores))])


def fit(turns: Sequence[Judged]) -> Logistic:
    """Both models, by Newton's method."""
    questions = Judged(*(np.concatenate(parts) for parts in zip(*turns, strict=True)))
    means, deviations = questions.signs.mean(axis=0), questions.signs.std(axis=0) + 1e-3
    scaled = np.clip((questions.signs - means) / deviations, -4, 4)
    scaled = np.hstack((scaled, np.ones((len(scaled), 1))))
    return Logistic(means, deviations, _logistic(scaled, questions.inside), _logistic(scaled, questions.right))


def _logistic(scaled: NDArray[np.float64], wanted: NDArray[np.bool_]) -> NDArray[np.float64]:
    weights = np.zeros(scaled.shape[1])
    ridge = RIDGE * len(scaled) * np.eye(len(weights))
    for _ in range(20):
        expected = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (expected - wanted) + ridge @ weights
        curve = (scaled * (expected * (1 - expected))[:, None]).T @ scaled + ridge
        weights -= np.linalg.solve(curve, slope)
    return weights
