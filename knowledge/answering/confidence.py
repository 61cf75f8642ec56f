"""How sure: do the documents hold an answer at all, and is the first quote it. Two logistic models, learned."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.candidates import CANDIDATES
from knowledge.answering.ranker import weights

Row = NDArray[np.float64]

THRESHOLD = 0.55
"""Of `known`: below it nothing is quoted."""

SEEN = (
    "own",
    "own above before",
    "related above before",
    "passage above",
    "document",
    "letters",
    "neighbours",
    "rarest missing",
    "rarest missing in passage",
    "sentence",
    "question length",
)
"""Features of the first candidate that tell how sure to be."""


SEEN_SOMEWHERE = ("passage above", "related above before", "document", "own")
"""Of these the most among the first three."""


class Sureness(NamedTuple):
    """Probabilities."""

    known: float
    """The documents hold an answer."""
    confidence: float
    """The first quote answers."""


def signs(names: tuple[str, ...], matrix: NDArray[np.float64], scores: NDArray[np.float64]) -> Row:
    """What tells how sure to be, of candidates (C, F) and their scores (C,)."""
    order = np.argsort(-scores, kind="stable")
    ranked, first = scores[order], dict(zip(names, matrix[order[0]], strict=True))
    following = ranked[1:6] if len(ranked) > 1 else ranked[:1] - 3
    shares = np.exp(ranked - ranked[0])
    wide = dict(zip(names, matrix[order[:3]].max(axis=0), strict=True))
    return np.array(
        [
            ranked[0],
            min(ranked[0] - following[0], 5.0),
            min(ranked[0] - following.mean(), 5.0),
            1 / shares.sum(),
            float((shares**2).sum() / shares.sum() ** 2),
            *(wide[name] for name in SEEN_SOMEWHERE),
            len(ranked) / CANDIDATES,
            *(first[name] for name in SEEN),
        ]
    )


def judge(row: Row) -> Sureness:
    """How sure, from the signs."""
    held = weights()
    scaled = np.append(np.clip((row - held["sign_means"]) / held["sign_deviations"], -4, 4), 1.0)
    known, confidence = 1 / (1 + np.exp(-(np.stack((held["known"], held["confidence"])) @ scaled)))
    return Sureness(float(known), float(min(known, confidence)))
