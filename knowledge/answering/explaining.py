"""Why this quote: what was looked for, what was looked at, and which features decided."""

import numpy as np

from knowledge.answering.assess import Look
from knowledge.answering.confidence import HELPFUL
from knowledge.answering.quoting import sentence_at
from knowledge.index.corpus import Corpus
from knowledge.models import Considered, Explanation, Reason

REASONS = 8
"""How many features are named for each candidate."""


def explain(question: str, seen: Look | None, corpus: Corpus, k: int) -> Explanation:
    """The best k candidates with their reasons."""
    if seen is None:
        nothing = {"understood": question, "terms": (), "asks_for": (), "known": 0.0, "confidence": 0.0}
        return Explanation.model_validate(nothing | {"question": question, "threshold": HELPFUL, "considered": ()})
    asked = seen.question
    return Explanation(
        question=question,
        understood=asked.text,
        terms=tuple(zip((term.term for term in asked.terms), asked.shares.tolist(), strict=True)),
        asks_for=tuple(sorted(asked.kinds)),
        known=seen.sureness.known,
        confidence=seen.sureness.confidence,
        threshold=seen.threshold,
        considered=tuple(_considered(seen, position, corpus) for position in seen.order[:k]),
    )


def _considered(seen: Look, position: int, corpus: Corpus) -> Considered:
    quote = sentence_at(corpus, int(seen.candidates.numbers[position]), float(seen.scores[position]))
    return Considered(quote=quote, reasons=_reasons(seen, position))


def _reasons(seen: Look, position: int) -> tuple[Reason, ...]:
    """By how much the score falls when a feature is set to its mean over all candidates."""
    own, usual = seen.matrix[position], seen.matrix.mean(axis=0)
    without = np.where(np.eye(len(own), dtype=np.bool_), usual, own)
    effects = seen.scores[position] - seen.scores_of(without)
    strongest = np.argsort(-np.abs(effects), kind="stable")[:REASONS].tolist()
    return tuple(Reason(name=seen.names[one], value=own[one], effect=effects[one]) for one in strongest)
