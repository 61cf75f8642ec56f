"""Which words a summary of a text is likely to hold: logistic regression on how the text uses them."""

import numpy as np

from knowledge.summarizing.material import Floats, Material
from knowledge.summarizing.weights import Weights
from knowledge.text.numbers import distinct


def measures(material: Material) -> Floats:
    """(v, 6): what tells of each term; the last is 1.

    How often it stands in the text, in what share of the passages, how much of all words it makes up, how late it
    comes first (0..1), and whether it stands in the title. The first three are logarithms.
    """
    terms, rows = material.terms, material.rows
    often = np.bincount(terms, material.counts)
    passages = int(material.passages.max(initial=0)) + 1
    pairs = distinct(terms * passages + material.passages[rows])
    spread = np.bincount(pairs // passages) / passages
    first = np.full(len(often), len(material))
    np.minimum.at(first, terms, rows)
    late = np.log1p(first) / np.log1p(len(material))
    return np.column_stack(
        [np.log(often), np.log(spread), np.log(often / often.sum()), late, material.named, np.ones(len(often))]
    )


def expected(material: Material, weights: Weights) -> Floats:
    """(v,): the probability of each term to stand in a summary."""
    odds: Floats = measures(material) @ np.array(weights.words)
    return 1 / (1 + np.exp(-odds))
