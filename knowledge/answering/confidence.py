"""How sure: do the documents hold an answer at all, and is the first quote it. Two logistic models, learned."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.candidates import CANDIDATES
from knowledge.answering.passages import RankedPassages
from knowledge.answering.ranker import weights

Row = NDArray[np.float64]

HELPFUL, HELPFUL_BY_WORDS = 0.42, 0.5
"""How likely what would be shown helps, at least: below it nothing is quoted; and where words alone are known."""
KNOWN_AMONG_FEW = 0.5
"""The same for a short document: how likely it holds an answer, for then what is shown of it helps."""

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
    "passage: score beside best",
    "passage: text",
    "passage: together",
    "passage: words",
    "said",
    "said beside best",
    "said meant",
)
"""Features of the first candidate that tell how sure to be."""

SEEN_SOMEWHERE = ("passage above", "related above before", "document", "own", "said")
"""Of these the most among the first three."""


SEEN_AMONG_FEW = (
    "said",
    "passage: text",
    "question length",
    *(f"{kind} wanted and there" for kind in ("time", "number", "name", "place", "cause")),
    *(f"{kind} wanted, none there" for kind in ("time", "number")),
)
MEANT_AMONG_FEW = ("said", "passage: text")
"""The same for a library of one short document: its words come back in whatever is asked about it, so only what is
meant tells whether it answers, or that all of the words are there. Of the latter the most among all."""
ALL_OF_IT = 0.9
"""Of a question's weight, from which on all of it is found in a sentence, before it and above it."""


SAID_AMONG_FEW = 12.0
"""What a cosine of 1 adds to a score there. Chosen by hand: the questions that the ranker learned from were written by
people who had read the text, and repeat its words more than those of a newcomer do."""


class Sureness(NamedTuple):
    """Probabilities."""

    known: float
    """The documents hold an answer."""
    confidence: float
    """The first quote answers."""
    helpful: float
    """Something of what is shown helps."""


OF_BEST_PASSAGE = (
    "words",
    "content",
    "covered",
    "rarest covered",
    "unknown",
    "unknown words",
    "heading agrees",
    "title agrees",
    "heading said alike",
    "covered by document",
    "text",
    "head",
    "together",
    "meant",
)
"""Features of the best passage that tell how sure to be: none of them shrinks with the length of the question."""


def signs(names: tuple[str, ...], matrix: NDArray[np.float64], scores: NDArray[np.float64], passages: Row) -> Row:
    """What tells how sure to be, of candidates (C, F), their scores (C,), and the signs of their passages."""
    order = np.argsort(-scores, kind="stable")
    ranked, first = scores[order], dict(zip(names, matrix[order[0]], strict=True))
    following = ranked[1:6] if len(ranked) > 1 else ranked[:1] - 3
    shares = np.exp(ranked - ranked[0])
    wide = dict(zip(names, matrix[order[:3]].max(axis=0), strict=True))
    own = (
        ranked[0],
        min(ranked[0] - following[0], 5.0),
        min(ranked[0] - following.mean(), 5.0),
        1 / shares.sum(),
        float((shares**2).sum() / shares.sum() ** 2),
        *(wide[name] for name in SEEN_SOMEWHERE),
        len(ranked) / CANDIDATES,
        *(first[name] for name in SEEN),
    )
    return np.concatenate((own, passages))


def among_few(names: tuple[str, ...], matrix: NDArray[np.float64], scores: NDArray[np.float64]) -> Row:
    """The scores (C,) of candidates (C, F) where few passages were searched and all sentences were compared."""
    result: Row = scores + SAID_AMONG_FEW * matrix[:, names.index("said")]
    return result


def signs_among_few(names: tuple[str, ...], matrix: NDArray[np.float64], scores: NDArray[np.float64]) -> Row:
    """As `signs`, where few passages were searched and all sentences were compared."""
    first = matrix[int(np.argmax(scores))]
    seen = [first[names.index(name)] for name in SEEN_AMONG_FEW]
    has_all = float(first[names.index("related above before")] >= ALL_OF_IT)
    return np.array([has_all, *seen, *(matrix[:, names.index(name)].max() for name in MEANT_AMONG_FEW)])


def passage_signs(passages: RankedPassages) -> Row:
    """What passages tell of how sure to be: the best one, how far it is ahead, and what share its page has of five."""
    best = passages.best(6)
    scores = passages.scores[best]
    following = scores[1:] if len(scores) > 1 else scores[:1] - 3
    shares = np.exp(scores[:5] - scores[0])
    same = passages.documents[best[:5]] == passages.documents[best[0]]
    margin = min(scores[0] - following[0], 5.0), min(scores[0] - following.mean(), 5.0)
    texts = [passages.column(name).max() for name in ("text", "together")]
    seen = [passages.column(name)[best[0]] for name in OF_BEST_PASSAGE]
    return np.array([scores[0], *margin, 1 / shares.sum(), (shares * same).sum() / shares.sum(), *texts, *seen])


def judge(row: Row, of: str) -> Sureness:
    """How sure, from the signs; `of`: the name of what was learned from such signs."""
    held = weights()
    means, deviations = held[f"{of} sign_means"], held[f"{of} sign_deviations"]
    scaled = np.append(np.clip((row - means) / deviations, -4, 4), 1.0)
    lines = np.stack([held[f"{of} {name}"] for name in ("known", "confidence", "helpful")])
    known, confidence, helpful = (1 / (1 + np.exp(-(lines @ scaled)))).tolist()
    return Sureness(known, min(known, confidence), min(known, helpful))
