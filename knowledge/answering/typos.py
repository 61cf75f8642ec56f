"""A question's misspelt words, mended: one edit against the words of the documents."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from knowledge.text.languages import stop_words
from knowledge.text.terms import SPACELESS, STOP, term_of, tokens
from knowledge.text.thesaurus import families, related

_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]{4,30}(?![^\W\d_])")
"""Three letters are too little to tell a slip from another word; and an endless one has edits without end."""


_MOST = 40
"""Words: nobody asks a longer question, and trying all edits of a page would take seconds."""


def mend(question: str, language: str, dfs: Callable[[Sequence[str]], list[int]]) -> str:
    """The question with each word that no document holds replaced by the likeliest one that is an edit away.

    `dfs` counts the sentences that hold each of some terms. An edit is a letter too many, one missing, one wrong or
    two swapped.
    """
    found = _WORD.findall(question)
    if SPACELESS.search(question) or len(found) > _MOST:
        return question
    mended = _mended(_slips(list(dict.fromkeys(found)), language, dfs), language, dfs)
    return _WORD.sub(lambda match: mended.get(match.group(), match.group()), question)


def _slips(found: list[str], language: str, dfs: Callable[[Sequence[str]], list[int]]) -> list[str]:
    """Words that no document holds; one of the lists is no slip all the same."""
    firsts = [tokens(word, language)[0] for word in found]
    counts = dfs([token.term for token in firsts])
    strange = [
        (word, token.term)
        for word, token, df in zip(found, firsts, counts, strict=True)
        if not (df or token.flags & STOP)
    ]
    return [word for word, term in strange if term not in families(language) and term not in related(language)]


def _mended(slips: list[str], language: str, dfs: Callable[[Sequence[str]], list[int]]) -> dict[str, str]:
    """The likeliest word for each slip that has one."""
    edits = {word: list(dict.fromkeys(_edits(word.lower(), language))) for word in slips}
    every = list({edited for some in edits.values() for edited in some})
    counts = dict(zip(every, dfs([term_of(edited, language) for edited in every]), strict=True))
    best = {
        word: max(some, key=lambda edited: (counts[edited] > 0, edited[0] == word[0].lower(), counts[edited]))
        for word, some in edits.items()
    }
    return {word: likeliest for word, likeliest in best.items() if counts[likeliest]}


def _edits(word: str, language: str) -> Iterator[str]:
    letters = _alphabet(language)
    for position in range(len(word) + 1):
        head, tail = word[:position], word[position:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in letters)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in letters)


@cache
def _alphabet(language: str) -> list[str]:
    """The letters of a language in order, as far as its commonest words show them."""
    latin = "abcdefghijklmnopqrstuvwxyz"
    own = {letter for word in stop_words(language) for letter in word if letter.isalpha()}
    return sorted(own | set(latin)) if own & set(latin) else sorted(own)
