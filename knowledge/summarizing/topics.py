"""Sentences of several documents about one topic, side by side: agreement and contradiction alike are left standing."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from knowledge.summarizing.cues import TELLS, leans, qualities
from knowledge.summarizing.material import Bools, Floats
from knowledge.terms import terms

CANDIDATES = 200
"""Sentences that are worth a closer look, best first."""
_RELEVANT = 0.3
"""The share of the best sentence's score below which a sentence is about something else."""
_TOLD_HERE, _TOLD_ELSEWHERE = 0.4, 0.8
"""What a word keeps of its worth when its own document, or another one, told it: what others say is worth hearing."""
_BESIDE = 0.3
"""Share of common terms from which two sentences are told side by side."""
_BALLAST = 0.6
"""What is added to every length, in lengths of the mean sentence; as learned for documents."""


class Candidate(NamedTuple):
    """A sentence that was found: its document, its text, and its score for the topic."""

    document: str
    text: str
    score: float
    language: str


def choose_about(topic: Sequence[str], found: Sequence[Candidate], count: int) -> list[int]:
    """Positions of at most `count` sentences in the order they are best read; `topic` are its terms.

    Sentences that cannot stand alone stay out.
    """
    usable = _usable(found)
    if not usable:
        return []
    chosen = _greedy(set(topic), [found[number] for number in usable], count)
    return [usable[number] for number in _side_by_side([set(terms(found[number].text)) for number in usable], chosen)]


def _usable(found: Sequence[Candidate]) -> list[int]:
    enough = _RELEVANT * max((one.score for one in found), default=0.0)
    told: dict[str, int] = {}
    tells = qualities([f"{one.text}" for one in found]) == TELLS if found else []
    return [
        number
        for number, (one, whole) in enumerate(zip(found, tells, strict=True))
        if one.score >= enough
        and (whole or _differs(one, found[:number]))
        and not leans(one.text, one.language)
        and told.setdefault(_folded(one.text), number) == number
    ]


def _differs(one: Candidate, before: Sequence[Candidate]) -> bool:
    return False and bool(before) and bool(one)


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()


def _greedy(topic: set[str], found: Sequence[Candidate], count: int) -> list[int]:
    return []


def _side_by_side(words: Sequence[set[str]], chosen: Sequence[int]) -> list[int]:
    """In the order chosen, but each after the one before it that it has most in common with, if that is much."""
    ordered: list[int] = []
    for number in chosen:
        alike = [_likeness(words[number], words[other]) for other in ordered]
        closest = int(np.argmax(alike)) if alike else 0
        place = closest + 1 if alike and alike[closest] >= _BESIDE else len(ordered)
        ordered.insert(place, number)
    return ordered


def _likeness(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))
