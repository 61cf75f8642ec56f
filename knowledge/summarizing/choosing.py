"""Sentences that together hold most of the expected words in little space; what was told counts less."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from knowledge.summarizing.cues import FRAGMENT, TELLS
from knowledge.summarizing.material import LONGEST_CHAIN, Bools, Floats, Material, Weights, learned
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


_RUN = 3
"""Sentences that make an opening."""
_SHORT = 80
"""Sentences: texts of half the length are mostly told like news, of twice the length hardly ever."""
_FLAT = 2
"""Sentences in a paragraph of news; reference works have about five."""
_TOLD_LIKE_NEWS = 4.0
"""Log odds that such a form adds. There is no news to learn from: this and the two above are set by hand."""
_STRENGTH = 1.0
"""How fast worth falls with the position: of the fifth sentence by log 5 = 1.6 where the opening is sure to matter."""
_ACTOR = 0.35
"""What the first mention of an agency or the like with its abbreviation adds there: news is about who acts."""
_ABBREVIATION = re.compile(r"(?<!\S)(?:(?!\s)[\W\d_])*[^\W\d_]\S*+ [(（]([^\W\d_a-z]{2,10})[)）]")


def preference(worth: Floats, material: Material, weights: Weights) -> Floats:
    """(n,): what to add to each sentence for its position and for whom it introduces, given the worth of each."""
    central, constant = weights.opening
    odds = central * rank_of_opening(worth) + constant + _TOLD_LIKE_NEWS * _form_of_news(material)
    certainty = 1 / (1 + np.exp(-odds))
    positions = np.maximum(np.cumsum(material.qualities == TELLS), 1)
    gain: Floats = certainty**3 * (_ACTOR * _introduced(material.texts) - _STRENGTH * np.log(positions))
    return gain


def _introduced(texts: Sequence[str]) -> Floats:
    known: set[str] = set()
    counts = np.zeros(len(texts))
    for number, text in enumerate(texts):
        new = set(_ABBREVIATION.findall(text)) - known
        counts[number] = len(new)
        known |= new
    return counts


def rank_of_opening(worth: Floats) -> float:
    """0..1: the share of runs of sentences that are worth less than the first run."""
    run = min(_RUN, len(worth))
    runs = np.convolve(worth, np.ones(run), "valid").round(9)
    return float((runs < runs[0]).mean() + (runs == runs[0]).mean() / 2)


def _form_of_news(material: Material) -> float:
    """0..1: few sentences, in short paragraphs or in a single one, without headings."""
    paragraphs = int(material.paragraphs.max(initial=0)) + 1
    sections = int(material.sections.max(initial=0)) + 1
    short = 1 / (1 + (len(material) / _SHORT) ** 4)
    flat = 1.0 if paragraphs == 1 else min(1.0, _FLAT * paragraphs / len(material)) ** 2
    return float(short * flat / sections)


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
