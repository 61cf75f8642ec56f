"""Whether a text begins with what matters, as news and messages do, or is to be read to its end."""

import re
from collections.abc import Sequence

import numpy as np

from knowledge.summarizing.cues import TELLS
from knowledge.summarizing.material import Floats, Material
from knowledge.summarizing.weights import Weights

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
