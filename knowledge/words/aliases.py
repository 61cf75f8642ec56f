"""Abbreviations that a text explains: "China Manned Space Agency (CMSA)"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from knowledge.words.terms import terms

_BRACKETED = re.compile(r"[\w'’-]\s*+\((?P<short>[^\W\d_a-z]{2,8}+)\)")
_NAME = re.compile(
    r"(?:[^\W\d_a-z][\w'’-]*+\s++(?:(?:of|for|the|and|in|on|de|la|del|des|du|der|für|und|y|e|et|&)\s++){0,2}){1,7}"
    r"[^\W\d_][\w'’-]*+$"
)
_LONGEST_NAME = 200
"""Characters before the bracket: a name of eight words is shorter."""


class Alias(NamedTuple):
    """An abbreviation and what it stands for, as terms."""

    short: str
    long: tuple[str, ...]


def find_aliases(text: str, language: str) -> Iterator[Alias]:
    """Each that is explained in brackets and made of the first letters of the words before."""
    last = 0
    for match in _BRACKETED.finditer(text):
        end = match.start() + 1
        name = _NAME.search(text, max(last, end - _LONGEST_NAME), end)
        if name is None:
            continue
        last = match.end()
        named = _named(name.group().split(), match["short"].lower())
        short = terms(match["short"], language)
        if named and len(short) == 1:
            yield Alias(short[0], tuple(dict.fromkeys(terms(" ".join(named), language))))


def _named(words: list[str], letters: str) -> list[str]:
    """The last of these words that give the letters, without the little words between; none if they do not."""
    place = len(letters)
    for number in range(len(words) - 1, -1, -1):
        if words[number][0].lower() == letters[place - 1]:
            place -= 1
        elif words[number][0].isupper() and "-" not in words[number]:
            return []
        if not place:
            return words[number:]
    return []
