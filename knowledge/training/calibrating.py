"""Logistic models of how sure to be, fitted to questions whose documents a ranker has not seen."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.confidence import among_few, signs, signs_among_few
from knowledge.answering.ranker import Network
from knowledge.models import Document
from knowledge.training.examples import Example
from knowledge.training.excerpts import Asked, excerpts
from knowledge.training.gold import stands_right
from knowledge.training.sets import Row, Set, base_of, is_documentation

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
"""As how many a question about documentation counts for what helps, which decides what is shown: there are fewer, and
they are what people ask most."""
RIDGE = 1e-3
"""Weight of the squares of the weights, per example."""


class Trial(NamedTuple):
    """Documents, and questions that they answer or do not."""

    documents: Mapping[str, Document]
    questions: Asked
    is_part: bool = False
    """Whether that is a part of a document, which only what is meant tells from its other parts."""

    @classmethod
    def of(cls, documents: Mapping[str, Document], questions: Iterable[Row]) -> "Trial":
        """Questions are answered where a document that answers is among these."""
        return cls(documents, [(row, any(stands_right(key, row) for key in documents)) for row in questions])


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
    """(n,): as how many each one counts for what helps."""


class Logistic(NamedTuple):
    """Shapes: S signs and a constant."""

    sign_means: NDArray[np.float64]
    sign_deviations: NDArray[np.float64]
    known: NDArray[np.float64]
    confidence: NDArray[np.float64]
    helpful: NDArray[np.float64]


def part(document_id: str) -> int:
    """Which third of all a document is in: those of one community are in the same."""
    return _third(document_id.partition("/")[0])


def _third(name: str) -> int:
    return crc32(name.encode()) % PARTS


def part_of(row: Row) -> int:
    """Which third a question is of."""
    return part(row["doc_ids"][0])


def trials(one: Set, turn: int) -> Iterator[Trial]:
    """Knowledge bases of documents of a third, with questions about them and about what is left out."""
    yield from _excerpts(one, turn)
    if len(one.bases) > 1:
        yield from _communities(one, turn)
        return
    documents = next(iter(one.bases.values()))
    own = {key: document for key, document in documents.items() if part(key) == turn}
    asked = [row for row in one.questions if part_of(row) in (turn, (turn + 1) % PARTS)]
    yield Trial.of(own, asked[:: -(-len(asked) // MOST)])
    for key in list(own)[:ALONE]:
        mine = [row for row in one.questions if row["doc_ids"][0] == key][:30]
        others = [row for row in one.questions if part_of(row) == turn and row["doc_ids"][0] != key]
        yield Trial.of({key: own[key]}, mine + others[:: max(1, len(others) // max(1, len(mine)))])


def _excerpts(one: Set, turn: int) -> Iterator[Trial]:
    for base, documents in one.bases.items():
        asked = [row for row in one.questions if base_of(row) == base]
        for key, document in documents.items():
            if part(key) == turn and (mine := [row for row in asked if stands_right(key, row)]):
                yield from (Trial({key: some}, questions, is_part=True) for some, questions in excerpts(document, mine))


def _communities(one: Set, turn: int) -> Iterator[Trial]:
    """Two thirds of the pages of each community of a third; and some of their pages alone."""
    for base, documents in one.bases.items():
        if _third(base) != turn:
            continue
        own = [row for row in one.questions if base_of(row) == base]
        others = [row for row in one.questions if base_of(row) != base]
        some = others[crc32(base.encode()) % 7 :: max(1, len(others) // OTHERS)]
        yield Trial.of({key: page for key, page in documents.items() if _third(key) != turn}, own + some)
        yield Trial.of(documents, own)
        for key in islice(_asked_about(own, documents), PAGES_ALONE // len(one.bases) + 1):
            mine = [row for row in own if stands_right(key, row)]
            yield Trial.of({key: documents[key]}, [*mine, *own[: len(mine) + 1], *some[: len(mine)]])


def _asked_about(rows: Sequence[Row], documents: Iterable[str]) -> Iterator[str]:
    return (key for key in documents if any(stands_right(key, row) for row in rows))


def judge_all(names: tuple[str, ...], network: Network, rows: Rows) -> Judged:
    """What the network makes of examples that it has not seen; all of them among few passages, or none."""
    found = [(example, example.matrix.astype(np.float64), inside) for example, inside in rows]
    scores = [_scores(names, network, one, matrix) for one, matrix, _ in found]
    return Judged(
        np.array([_signs(names, one, matrix, own) for (one, matrix, _), own in zip(found, scores, strict=True)]),
        np.array([inside for _, _, inside in found]),
        np.array([one.right[int(own.argmax())] for (one, _, _), own in zip(found, scores, strict=True)]),
        np.array([_helps(one, own) for (one, _, _), own in zip(found, scores, strict=True)]),
        np.array([DOCUMENTATION if is_documentation(one.question) else 1.0 for one, _, _ in found]),
    )


def _scores(names: tuple[str, ...], network: Network, one: Example, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    scores = network.scores(matrix)
    return among_few(names, matrix, scores) if one.among_few else scores


def _signs(
    names: tuple[str, ...], one: Example, matrix: NDArray[np.float64], scores: NDArray[np.float64]
) -> NDArray[np.float64]:
    return signs_among_few(names, matrix, scores) if one.among_few else signs(names, matrix, scores, one.signs)


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
    alike = np.ones(len(scaled))
    return Logistic(
        means,
        deviations,
        known=_logistic(scaled, questions.inside, alike),
        confidence=_logistic(scaled, questions.right, alike),
        helpful=_logistic(scaled, questions.helped, questions.counts),
    )


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
