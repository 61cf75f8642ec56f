"""Which sentences stand for a document."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def summarize(sentences: Sequence[Sequence[str]], count: int) -> list[int]:
    """Positions of the `count` sentences that stand for all, in order.

    `sentences` are the terms of each. The score of a sentence is the mean weight of its words (their share
    of the document), a little more for the first ones; words that were told already count no more.
    """
    frequency = Counter(term for terms in sentences for term in set(terms))
    chosen: list[int] = []
    told: set[str] = set()
    while len(chosen) < min(count, len(sentences)):
        scores = _scores(sentences, frequency, told)
        scores[chosen] = -np.inf
        chosen.append(int(np.argmax(scores)))
        told.update(sentences[chosen[-1]])
    return sorted(chosen)


def _scores(sentences: Sequence[Sequence[str]], frequency: Counter[str], told: set[str]) -> NDArray[np.float64]:
    news = [sum(frequency[term] for term in set(terms) - told) / (5 + len(terms)) for terms in sentences]
    return np.array(news) * (1 + 1 / (1 + np.arange(len(sentences))))
