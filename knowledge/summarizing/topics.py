"""Sentences of several documents about one topic, side by side: contradictions are left standing."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from knowledge.summarizing.cues import TELLS, leans, qualities
from knowledge.text.terms import terms

CANDIDATES = 200
"""Sentences that are worth a closer look, best first."""
_RELEVANT = 0.3
"""The share of the best sentence's score below which a sentence is about something else."""
_TOLD_HERE, _TOLD_ELSEWHERE = 0.4, 0.8
"""What a word keeps of its worth when its own document, or another one, told it: what others say is worth hearing."""
_BESIDE = 0.3
"""The share of common words from which two sentences are told side by side."""
_BALLAST = 0.6
"""What is added to every length, in lengths of the mean sentence: as learned for documents."""


class Candidate(NamedTuple):
    """A sentence that was found: its document, its text, its score for the topic and its language."""

    document: str
    text: str
    score: float
    language: str


def choose_about(topic: Sequence[str], found: Sequence[Candidate], count: int) -> list[int]:
    """Positions of at most `count` sentences in the order they are best read; `topic` are its terms.

    Sentences that do not stand alone stay out, and so does what was found word for word before.
    """
    usable = _usable(found)
    words = [frozenset(terms(found[number].text, found[number].language)) for number in usable]
    chosen = _greedy([found[number] for number in usable], words, _worth(topic, found, usable, words), count)
    return [usable[position] for position in _side_by_side(words, chosen)]


def _usable(found: Sequence[Candidate]) -> list[int]:
    enough = _RELEVANT * max((one.score for one in found), default=0.0)
    whole = qualities([one.text for one in found]) == TELLS
    return [
        number
        for number, one in enumerate(found)
        if one.score >= enough and whole[number] and not leans(one.text, one.language)
    ]


def _worth(
    topic: Sequence[str], found: Sequence[Candidate], usable: Sequence[int], words: Sequence[frozenset[str]]
) -> dict[str, float]:
    """Of each word: 1 for those of the topic; of others, how much of what was found holds them."""
    weight = {position: found[number].score for position, number in enumerate(usable)}
    total = sum(weight.values())
    worth: dict[str, float] = {}
    for position, held in enumerate(words):
        for word in sorted(held):
            worth[word] = worth.get(word, 0.0) + weight[position] / total
    return worth | dict.fromkeys(topic, 1.0)


def _greedy(
    found: Sequence[Candidate], words: Sequence[frozenset[str]], worth: Mapping[str, float], count: int
) -> list[int]:
    """The best first; words that were told are worth less to what comes after."""
    lengths = np.array([len(held) for held in words])
    costs = np.log(lengths + _BALLAST * max(1.0, lengths.mean())) if found else lengths
    left = {one.document: dict(worth) for one in found}
    chosen: list[int] = []
    while len(chosen) < min(count, len(found)):
        told = [sum(left[one.document][word] for word in sorted(held)) for one, held in zip(found, words, strict=True)]
        scores = np.log(np.array([one.score for one in found]) * np.array(told)) - costs
        scores[chosen] = -np.inf
        chosen.append(int(np.argmax(scores)))
        for document, remaining in left.items():
            keeps = _TOLD_HERE if document == found[chosen[-1]].document else _TOLD_ELSEWHERE
            remaining.update({word: remaining[word] * keeps for word in words[chosen[-1]]})
    return chosen


def _side_by_side(words: Sequence[frozenset[str]], chosen: Sequence[int]) -> list[int]:
    """As chosen, but each right after the one chosen before it that it has most in common with, if that is much."""
    ordered: list[int] = []
    for position in chosen:
        alike = [len(words[position] & words[other]) / max(1, len(words[position] | words[other])) for other in ordered]
        beside = bool(alike) and max(alike) >= _BESIDE
        ordered.insert(int(np.argmax(alike)) + 1 if beside else len(ordered), position)
    return ordered
