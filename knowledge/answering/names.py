"""What people call what everything is about: their server, the product. Its documents need not hold these words.

Such a word would draw an answer to the pages that hold it, and make it sure of what they say.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, Self
from urllib.parse import urlsplit

from knowledge.answering.typos import Counts
from knowledge.models import Document
from knowledge.text.terms import SPACELESS, terms

_WORD = re.compile(r"\w+")
_WITHIN = re.compile(r"(?<=[a-z,] )\w+")
"""Words within a sentence."""
_LEFT = 2
"""Words that say something: so many must be left for a name to go that documents hold; "how high is it" needs its own.
Chosen by hand, as those below."""
_LONGEST = 8
"""Words of a name that is looked for as a whole."""
_SOME, _NEARLY_ALL = 5, 0.8
"""From how many documents on their addresses name what they are about, and the share of them that must agree."""
_SAMPLE, _LOOKED_AT = 100, 5_000
"""Documents that are asked how a word is written, and the characters of each."""
_MOSTLY = 0.5
"""The share of a name's places within sentences that have capital letters: commands have it without."""


class _Mention(NamedTuple):
    """Offsets into a text of a name, or of a single word of one."""

    start: int
    end: int
    is_whole: bool


def without_names(text: str, names: Collection[str], language: str, dfs: Counts) -> str:
    """The text without the names; what documents hold of them stays where hardly anything else is asked.

    A word of a name that stands alone goes where no document holds it.
    """
    found = list(_mentions(text, _Names.of(frozenset(names)))) if names else []
    if not found:
        return text
    held = {said: 0 not in dfs(terms(said, language)) for said in {text[one.start : one.end] for one in found}}
    strange = [one for one in found if not held[text[one.start : one.end]]]
    for going, least in ([*strange, *(one for one in found if one.is_whole)], _LEFT), (strange, 1):
        left = _without(text, going)
        if len(set(terms(left, language))) >= least:
            return left
    return text


class _Names(NamedTuple):
    """In lower case."""

    whole: frozenset[tuple[str, ...]]
    """The words of each."""
    words: frozenset[str]
    unspaced: tuple[str, ...]
    """Those in scripts without spaces: a text has no words for them."""

    @classmethod
    @lru_cache(maxsize=1024)
    def of(cls, names: frozenset[str]) -> Self:
        lower = sorted(name.strip().lower() for name in names)
        every = [tuple(_WORD.findall(name)) for name in lower]
        whole = frozenset(name for name in every if 0 < len(name) <= _LONGEST)
        words = frozenset(word for name in every for word in name)
        unspaced = tuple(name for name in lower if SPACELESS.search(name))
        return cls(whole, words, unspaced)


def _mentions(text: str, names: _Names) -> Iterator[_Mention]:
    """In order, apart from those without spaces, which come first."""
    lower = text.lower() if len(text.lower()) == len(text) else text
    for name in names.unspaced:
        start = lower.find(name)
        if start >= 0:
            yield _Mention(start, start + len(name), is_whole=True)
    words = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(lower)]
    at = 0
    while at < len(words):
        here = tuple(word for _, _, word in words[at : at + _LONGEST])
        size = next((size for size in range(len(here), 0, -1) if here[:size] in names.whole), 0)
        if size or here[0] in names.words:
            yield _Mention(words[at][0], words[at + max(size, 1) - 1][1], is_whole=size > 0)
        at += max(size, 1)


def _without(text: str, going: Iterable[_Mention]) -> str:
    left, end = [], 0
    for one in sorted(going):
        left.append(text[end : one.start])
        end = max(end, one.end)
    return "".join([*left, text[end:]])


def names_in_addresses(documents: Sequence[Document]) -> frozenset[str]:
    """The words of the website, or else of the folder, that nearly all of the documents are from.

    "plugins" is no name: in what the documents say, names have capital letters, or do not come.
    """
    places = [_place(document) for document in documents]
    place, count = next(iter(Counter(places).most_common(1)), ("", 0))
    if len(places) < _SOME or count < _NEARLY_ALL * len(places):
        return frozenset()
    sample = documents[:: -(-len(documents) // _SAMPLE)]
    written = Counter(word for document in sample for word in _WITHIN.findall(document.text[:_LOOKED_AT]))
    return frozenset(word for word in _WORD.findall(place) if _is_name(word.lower(), written))


def _is_name(word: str, written: Mapping[str, int]) -> bool:
    """By how often it is written in which way within sentences."""
    count = sum(number for other, number in written.items() if other.lower() == word)
    return count - written.get(word, 0) >= _MOSTLY * count


def _place(document: Document) -> str:
    """Of "https://docs.example.org/en/start" the host, of "guide/start.md" its first folder."""
    if not document.url:
        return document.id.rpartition("/")[0].partition("/")[0]
    try:
        return urlsplit(document.url).hostname or ""
    except ValueError:  # no address
        return ""
