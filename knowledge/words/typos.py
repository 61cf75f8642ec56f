"""A question's misspelt words, mended: one edit against the words of the documents."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from knowledge.words.languages import stop_words
from knowledge.words.relations import families, related
from knowledge.words.terms import SPACELESS, STOP, term_of, tokens

_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]{4,30}(?![^\W\d_])")
"""Three letters are too little to tell a slip from another word; and an endless one has edits without end."""


_MOST = 40
"""Words: nobody asks a longer question, and trying all edits of a page would take seconds."""


def mend(question: str, language: str, df: Callable[[str], int]) -> str:
    """The question with each word that no document holds replaced by the likeliest one that is an edit away.

    `df` counts the sentences that hold a term. An edit is a letter too many, one missing, one wrong or two swapped.
    """
    if SPACELESS.search(question) or len(_WORD.findall(question)) > _MOST:
        return question
    return _WORD.sub(lambda match: _mended(match.group(), language, df), question)


def _mended(word: str, language: str, df: Callable[[str], int]) -> str:
    """A word of the lists is no slip, though none of the documents has it."""
    token = tokens(word, language)[0]
    if token.flags & STOP or df(token.term) or token.term in families(language) or token.term in related(language):
        return word
    likely = {edited: df(term_of(edited, language)) for edited in dict.fromkeys(_edits(word.lower(), language))}
    best = max(likely, key=lambda edited: (likely[edited] > 0, edited[0] == word[0].lower(), likely[edited]))
    return best if likely[best] else word


def _edits(word: str, language: str) -> Iterator[str]:
    letters = _alphabet(language)
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in letters)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in letters)


@cache
def _alphabet(language: str) -> frozenset[str]:
    """The letters of a language, as far as its commonest words show them."""
    latin = "abcdefghijklmnopqrstuvwxyz"
    own = {letter for word in stop_words(language) for letter in word if letter.isalpha()}
    return frozenset(own | set(latin)) if own & set(latin) else frozenset(own)
