"""Whether a quote is right: it holds an answer that was expected, or is the sentence that was."""

import re
from collections import Counter
from collections.abc import Iterable

from knowledge.text.terms import SPACELESS

_WORD = re.compile(r"\w+")
_BETWEEN_WORDS = re.compile(r"\W+")

LONGEST_JUDGED = 1200
"""Characters of a quote that count: a quote is a section, not a page."""

_ENOUGH = 20
"""Letters: a quote as long as this may be a part of the sentence that was expected."""


def holds(text: str, answers: Iterable[str]) -> bool:
    """Whether one of the answers stands in the text as whole words, whatever the case and the marks between."""
    padded, bare = f" {_spaced(text[:LONGEST_JUDGED])} ", _squeezed(text[:LONGEST_JUDGED])
    return any(
        _squeezed(answer) in bare if SPACELESS.search(answer) else f" {_spaced(answer)} " in padded
        for answer in answers
        if _spaced(answer)
    )


def is_one_of(text: str, sentences: Iterable[str]) -> bool:
    """Whether the text holds one of the sentences, or is most of one."""
    own = _squeezed(text[:LONGEST_JUDGED])
    expected = filter(None, map(_squeezed, sentences))
    return any(sentence in own or (len(own) > _ENOUGH and own in sentence) for sentence in expected)


def shared_words(one: str, other: str) -> tuple[int, int, int]:
    """How many words both have in common, each as often as it comes, and how many each of them has."""
    mine, theirs = _WORD.findall(one.casefold()), _WORD.findall(other.casefold())
    return (Counter(mine) & Counter(theirs)).total(), len(mine), len(theirs)


def _squeezed(text: str) -> str:
    return _BETWEEN_WORDS.sub("", text.casefold())


def _spaced(text: str) -> str:
    return _BETWEEN_WORDS.sub(" ", text.casefold()).strip()
