"""Logistic models of how sure to be, fitted to questions whose documents a ranker has not seen."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.confidence import signs
from knowledge.answering.ranker import Network
from knowledge.models import Document
from knowledge.training.examples import Example
from knowledge.training.gold import stands_right
from knowledge.training.sets import Row, Set, base_of

PARTS = 3
MOST = 240
"""Of a set's questions so many are asked that stand evenly apart: that is plenty for two lines."""
ALONE = 3
"""Documents of each third that are asked as a knowledge base of their own."""
PAGES_ALONE = 60
"""Pages of documentation that are."""
OTHERS = 24
"""Questions of other communities that each one is asked."""
DOCUMENTATION = 3.0
"""As how many a question about documentation counts: there are fewer, and they are what people ask most."""
RIDGE = 1e-3
"""Weight of the squares of the weights, per example."""


class Trial(NamedTuple):
    """Documents, and questions that they answer or do not."""

    documents: Mapping[str, Document]
    questions: Sequence[Row]

    def answers(self, row: Row) -> bool:
        """Whether a document that answers is among these."""
        return any(stands_right(key, row) for key in self.documents)


Rows = Sequence[tuple[Example, bool]]
"""Examples, and whether the documents hold the answer."""


class Judged(NamedTuple):
    """Questions, answerable and not. Shapes: n questions, S signs."""

    signs: NDArray[np.float64]
    """(n, S)"""
    inside: NDArray[np.bool_]
    """(n,): the documents hold the answer."""
    right: NDArray[np.bool_]
    """(n,): the first candidate answers."""
    helped: NDArray[np.bool_]
    """(n,): one of the first two passages helps."""
    counts: NDArray[np.float64]
    """(n,): as how many each one counts."""


class Logistic(NamedTuple):
    """Shapes: S signs and a constant."""

    sign_means: NDArray[np.float64]
    sign_deviations: NDArray[np.float64]
    known: NDArray[np.float64]
    confidence: NDArray[np.float64]
    helpful: NDArray[np.float64]


def part(name: str) -> int:
    """Which third of the documents, or of the communities, this one is in."""
    return crc32(name.encode()) % PARTS


def part_of(row: Row) -> int:
    """Which third a question is of."""
    return part(base_of(row) or row["doc_ids"][0])


def trials(one: Set, turn: int) -> Iterator[Trial]:
    """Knowledge bases of documents of a third, with questions about them and about what is left out."""
    if len(one.bases) > 1:
        yield from _communities(one, turn)
        return
    documents = next(iter(one.bases.values()))
    own = {key: document for key, document in documents.items() if part(key) == turn}
    asked = [row for row in one.questions if part_of(row) in (turn, (turn + 1) % PARTS)]
    yield Trial(own, asked[:: -(-len(asked) // MOST)])
    for key in list(own)[:ALONE]:
        mine = [row for row in one.questions if row["doc_ids"][0] == key][:30]
        others = [row for row in one.questions if part_of(row) == turn and row["doc_ids"][0] != key]
        yield Trial({key: own[key]}, mine + others[:: max(1, len(others) // max(1, len(mine)))])


def _communities(one: Set, turn: int) -> Iterator[Trial]:
    """Two thirds of the pages of each community of a third; and some of their pages alone."""
    for base, documents in one.bases.items():
        if part(base) != turn:
            continue
        own = [row for row in one.questions if base_of(row) == base]
        others = [row for row in one.questions if base_of(row) != base]
        some = others[crc32(base.encode()) % 7 :: max(1, len(others) // OTHERS)]
        yield Trial({key: page for key, page in documents.items() if part(key) != turn}, own + some)
        yield Trial(documents, own)
        for key in islice(_asked_about(own, documents), PAGES_ALONE // len(one.bases) + 1):
            mine = [row for row in own if stands_right(key, row)]
            yield Trial({key: documents[key]}, [*mine, *own[: len(mine) + 1], *some[: len(mine)]])


def _asked_about(rows: Sequence[Row], documents: Iterable[str]) -> Iterator[str]:
    return (key for key in documents if any(stands_right(key, row) for row in rows))


def judge_all(names: tuple[str, ...], network: Network, rows: Rows) -> Judged:
    """What the network makes of examples that it has not seen."""
    found = [(example, example.matrix.astype(np.float64), inside) for example, inside in rows]
    scores = [network.scores(matrix) for _, matrix, _ in found]
    return Judged(
        np.array([signs(names, matrix, own, one.signs) for (one, matrix, _), own in zip(found, scores, strict=True)]),
        np.array([inside for _, _, inside in found]),
        np.array([one.right[int(own.argmax())] for (one, _, _), own in zip(found, scores, strict=True)]),
        np.array([_helps(one, own) for (one, _, _), own in zip(found, scores, strict=True)]),
        np.array([DOCUMENTATION if "gold" in one.question else 1.0 for one, _, _ in found]),
    )


def _helps(one: Example, scores: NDArray[np.float64]) -> bool:
    """Whether one of the first two passages does."""
    order = np.argsort(-scores, kind="stable")
    seconds = order[one.of[order] != one.of[order[0]]][:1]
    return bool(one.helps[order[0]] or one.helps[seconds].any())


def fit(turns: Sequence[Judged]) -> Logistic:
    """All models, by Newton's method."""
    questions = Judged(*(np.concatenate(parts) for parts in zip(*turns, strict=True)))
    means, deviations = questions.signs.mean(axis=0), questions.signs.std(axis=0) + 1e-3
    scaled = np.clip((questions.signs - means) / deviations, -4, 4)
    scaled = np.hstack((scaled, np.ones((len(scaled), 1))))
    wanted = questions.inside, questions.right, questions.helped
    return Logistic(means, deviations, *(_logistic(scaled, one, questions.counts) for one in wanted))


def _logistic(
    scaled: NDArray[np.float64], wanted: NDArray[np.bool_], counts: NDArray[np.float64]
) -> NDArray[np.float64]:
    weights = np.zeros(scaled.shape[1])
    ridge = RIDGE * len(scaled) * np.eye(len(weights))
    for _ in range(20):
        expected = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (counts * (expected - wanted)) + ridge @ weights
        curve = (scaled * (counts * expected * (1 - expected))[:, None]).T @ scaled + ridge
        weights -= np.linalg.solve(curve, slope)
    return weights
