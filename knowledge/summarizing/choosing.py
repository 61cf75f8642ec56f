"""Sentences that together hold most of the expected words in little space; what was told counts less."""

from typing import NamedTuple

import numpy as np

from knowledge.summarizing.cues import FRAGMENT, TELLS
from knowledge.summarizing.expected import expected
from knowledge.summarizing.material import LONGEST_CHAIN, Bools, Floats, Material
from knowledge.summarizing.opening import preference
from knowledge.summarizing.weights import Weights, learned

_NOTHING = 1e-3
"""Stands for the worth of a sentence without expected words, so that it has a logarithm."""


class Length(NamedTuple):
    """How long a summary may be; None = any."""

    sentences: int | None = None
    characters: int | None = None


def choose(material: Material, length: Length, weights: Weights | None = None) -> list[int]:
    """Positions of the sentences that stand for all, in order.

    Fragments fill up what whole sentences leave; noise is told only when there is nothing else.
    """
    if not len(material):
        return []
    weights = weights or learned()
    choice = _Choice(material, expected(material, weights), weights)
    for quality in (TELLS, FRAGMENT):
        choice.fill(material.qualities <= quality, length)
    if not choice.taken.any():
        choice.fill(np.ones(len(material), np.bool_), length)
    chosen: list[int] = np.flatnonzero(choice.taken).tolist()
    return chosen


def worths(material: Material, probabilities: Floats, weights: Weights) -> Floats:
    """(n,): the expected words of each sentence against its length, as a logarithm."""
    length = material.sizes + weights.ballast * max(float(material.sizes.mean()), 1.0)
    worth: Floats = np.log(material.sums(probabilities) + _NOTHING) - weights.length * np.log(length)
    return worth


class _Choice:
    """Greedy: one sentence after the other, with those that it leans on."""

    def __init__(self, material: Material, probabilities: Floats, weights: Weights) -> None:
        self._material = material
        self._left = probabilities.copy()
        self._weights = weights
        self._bonus = _bonus(material, worths(material, probabilities, weights), weights)
        self._characters = np.array([len(text) for text in material.texts], np.float64)
        self.taken = np.zeros(len(material), np.bool_)

    def fill(self, among: Bools, length: Length) -> None:
        """Take sentences as long as one fits."""
        if length == Length():  # one by one would look at all that are left each time
            self.taken |= among
            return
        while (best := self._best(among, length)) is not None:
            self._take(best)

    def _best(self, among: Bools, length: Length) -> int | None:
        free = ~self.taken
        sizes = self._with_antecedents(free.astype(np.float64))
        fits = among & free
        if length.sentences is not None:
            fits &= sizes <= length.sentences - self.taken.sum()
        if length.characters is not None:
            left = length.characters - self._characters @ self.taken
            fits &= self._with_antecedents(self._characters * free) <= left
        if not fits.any():
            return None
        scores = (worths(self._material, self._left, self._weights) + self._bonus) * free
        means = self._with_antecedents(scores) / np.maximum(sizes, 1)
        return int(np.argmax(np.where(fits, means, -np.inf)))

    def _take(self, number: int) -> None:
        self.taken[number] = True
        first, last = self._material.rows.searchsorted((number, number + 1))
        self._left[self._material.terms[first:last]] *= self._weights.told
        if self._material.brings[number] and not self.taken[number - 1]:
            self._take(number - 1)

    def _with_antecedents(self, values: Floats) -> Floats:
        """(n,): the value of each sentence and of those that it brings."""
        sums = values
        for _ in range(LONGEST_CHAIN):
            before = np.concatenate(([0.0], sums[:-1]))
            sums = values + np.where(self._material.brings, before, 0.0)
        return sums


def _bonus(material: Material, worth: Floats, weights: Weights) -> Floats:
    named = material.sums(material.named) > 0
    opens = np.diff(material.paragraphs, prepend=-1) > 0
    return weights.title * named + weights.first * opens + preference(worth, material, weights)
