"""How much of a reference some sentences hold: ROUGE-1 and ROUGE-2 (Lin 2004), fast enough to climb on."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
import Stemmer

_WORD = re.compile(r"[a-z0-9]+")


class Reference:
    """A reference and the sentences to choose from, counted once."""

    def __init__(self, text: str, sentences: Sequence[str]) -> None:
        self.sentences = max(1, len(re.findall(r"[.!?]+(?:\s|$)", text)))
        words = [_words(sentence) for sentence in sentences]
        own = _words(text)
        self._lengths = np.array([len(one) for one in words])
        self._single = _Grams(own, words)
        self._pairs = _Grams(list(pairwise(own)), [list(pairwise(one)) for one in words])

    def score(self, chosen: Sequence[int]) -> float:
        """ROUGE-1 and ROUGE-2 as F1, each beside what leads of Wikipedia articles typically reach."""
        picked = list(chosen)
        length = int(self._lengths[picked].sum())
        return self._single.f1(picked, length) / 0.31 + self._pairs.f1(picked, length - len(picked)) / 0.06


class _Grams:
    def __init__(self, own: Sequence[object], sentences: Sequence[Sequence[object]]) -> None:
        wanted = Counter(own)
        self._wanted = np.array(list(wanted.values()), np.int64)
        self._held = np.array([[Counter(one)[gram] for gram in wanted] for one in sentences], np.int64)

    def f1(self, chosen: list[int], length: int) -> float:
        common = np.minimum(self._held[chosen].sum(axis=0), self._wanted).sum()
        return float(2 * common / max(length + self._wanted.sum(), 1))


def _words(text: str) -> list[str]:
    stem = _stemmer().stemWord
    return [stem(word) for word in _WORD.findall(text.lower())]


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("porter")
