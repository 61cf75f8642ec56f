"""A question's misspelt words, mended: one edit against the words of the documents."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from knowledge.answering.chatter import is_talk
from knowledge.text.languages import stop_words
from knowledge.text.terms import SPACELESS, STOP, term_of, tokens
from knowledge.text.thesaurus import families, related

Counts = Callable[[Sequence[str]], list[int]]
"""How many sentences hold each of some terms."""

_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]{4,30}(?![^\W\d_])")
"""Three letters are too little to tell a slip from another word; and an endless one has edits without end."""
_SHORT = 4
"""Letters of a word of which only two may be swapped: nearly any other edit makes another word of it."""
_LONG = 8
"""Letters of a word in which one wrong letter is a slip even if nothing else of the question is known: "poggers" is no
logger. Chosen by hand, as the number above."""
_MOST = 40
"""Words: nobody asks a longer question, and trying all edits of a page would take seconds."""


class Mended(NamedTuple):
    """A question without slips, and the words that stand in place of these: they may not be what was meant."""

    text: str
    words: frozenset[str]


def mended(question: str, language: str, dfs: Counts) -> Mended:
    """The question with each word that no document holds replaced by the likeliest one that is an edit away.

    An edit is a letter too many, one missing, one wrong or two swapped, behind the first letter or of the first two.
    Where no other word of the question stands in the documents, a wrong letter makes another word of a short one.
    """
    found = list(dict.fromkeys(_WORD.findall(question)))
    if SPACELESS.search(question) or len(found) > _MOST:
        return Mended(question, frozenset())
    slips, is_alone = _slips(found, language, dfs)
    put = _likeliest(slips, language, dfs, is_alone=is_alone)
    text = _WORD.sub(lambda match: put.get(match.group(), match.group()), question)
    return Mended(text, frozenset(put.values()))


def _slips(found: list[str], language: str, dfs: Counts) -> tuple[list[str], bool]:
    """Words that no document and no list holds, and whether no other word is left that says something."""
    firsts = [tokens(word, language)[0] for word in found]
    counts = dfs([token.term for token in firsts])
    content = [
        (word, token.term, df) for word, token, df in zip(found, firsts, counts, strict=True) if not token.flags & STOP
    ]
    listed = families(language), related(language)
    slips = [
        word
        for word, term, df in content
        if not df and not any(term in terms for terms in listed) and not is_talk(word.casefold(), language)
    ]
    return slips, not any(df for _, _, df in content)


def _likeliest(slips: list[str], language: str, dfs: Counts, *, is_alone: bool) -> dict[str, str]:
    """The commonest word for each slip that has one."""
    edits = {
        word: list(dict.fromkeys(_edits(word.lower(), language, replaces=not is_alone or len(word) >= _LONG)))
        for word in slips
    }
    every = list({edited for some in edits.values() for edited in some})
    counts = dict(zip(every, dfs([term_of(edited, language) for edited in every]), strict=True))
    best = {word: max(some, key=counts.__getitem__) for word, some in edits.items() if some}
    return {word: likeliest for word, likeliest in best.items() if counts[likeliest]}


def _edits(word: str, language: str, *, replaces: bool) -> Iterator[str]:
    """`replaces`: also with another letter in place of one."""
    for position in range(len(word) - 1):
        yield word[:position] + word[position + 1] + word[position] + word[position + 2 :]
    if len(word) == _SHORT:
        return
    letters = _alphabet(language)
    for position in range(1, len(word) + 1):
        head, tail = word[:position], word[position:]
        yield from (head + letter + tail for letter in letters)
        if tail:
            yield head + tail[1:]
        if tail and replaces:
            yield from (head + letter + tail[1:] for letter in letters)


@cache
def _alphabet(language: str) -> list[str]:
    """The letters of a language in order, as far as its commonest words show them."""
    latin = "abcdefghijklmnopqrstuvwxyz"
    own = {letter for word in stop_words(language) for letter in word if letter.isalpha()}
    return sorted(own | set(latin)) if own & set(latin) else sorted(own)
