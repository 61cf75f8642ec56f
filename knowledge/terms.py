"""What analysis makes of words: lower case, without stop words, stemmed."""

import re
from functools import lru_cache
from typing import NamedTuple

import Stemmer

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_STOP_WORDS = frozenset(
    """
    a about after all also am an and any are as at be been before being but by can could did do does doing done for
    from had has have he her here him his how i if in into is it its me more most my no nor not of on one or our out
    over shall she should so some such than that the their them then there these they this those to up us was we were
    what when where which while who whom whose why will with would you your
    """.split()
)


class Word(NamedTuple):
    """A word of a text: its term and where it stands."""

    term: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words that count, in order, with offsets into `text`."""
    found = ((match.group().casefold(), match.span()) for match in _WORD.finditer(text))
    return [Word(_stem(word), *span) for word, span in found if word not in _STOP_WORDS]


def terms(text: str) -> list[str]:
    """The terms of `words`."""
    return [word.term for word in words(text)]


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    plain = word.removesuffix("'s").removesuffix("’s")
    stem: str = _stemmer().stemWord(plain)
    return stem
