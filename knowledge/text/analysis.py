"""Document → its tokens as arrays: what the expensive part of answering reads, 9 bytes a token."""

from array import array
from collections.abc import Iterable
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.models import Document
from knowledge.text.languages import SAMPLE, language_of
from knowledge.text.numbers import distinct
from knowledge.text.outline import Outline
from knowledge.text.terms import STOP, Token, terms, tokens
from knowledge.text.thesaurus import Alias, find_aliases

Codes = NDArray[np.uint32]

VERSION = 3
"""Raised whenever cutting or analysing some text finds something else than before, for what was found is kept on disk.
The word lists in lexicon/ have no part in it: they are compared by themselves."""
_LONGEST_TITLE = 300
"""Characters, as in reading: a title counts in every passage."""


_LONGEST_HEAD = 48
"""Words over a passage that count in it: more would drown what it says."""


class Analysis(NamedTuple):
    """The tokens of one document. Shapes: t tokens, n sentences, m passages."""

    language: str
    codes: Codes
    """(t,): what stands for each term; stop words are tokens too."""
    prefixes: Codes
    """(t,): what stands for the first five characters; 0 where that says nothing."""
    flags: NDArray[np.uint8]
    """(t,)"""
    firsts: NDArray[np.int32]
    """(n + 1,): the first token of each sentence, and t."""
    lengths: NDArray[np.int32]
    """(n,): tokens of each sentence that are no stop words."""
    present: Codes
    """Every code of the document once, in order."""
    title: tuple[str, ...]
    """Its terms."""
    headings: tuple[tuple[str, ...], ...]
    """(m,): the terms of the heading over each passage."""
    aliases: tuple[Alias, ...]
    """The abbreviations that the document explains."""


class Indexed(NamedTuple):
    """What the indexes take of a document: the terms of each sentence and of each passage.

    Those of passages are all words: "how do I", "you can" and "why" are what tells sections of a manual apart.
    """

    sentences: list[list[str]]
    passages: list[list[str]]


def analyse(document: Document, cut: Outline) -> tuple[Analysis, Indexed]:
    """One document, in its own language. Of a title without end only the beginning counts."""
    language = document.language or language_of(f"{document.title}\n{document.text[:SAMPLE]}")
    title = tuple(terms(document.title[:_LONGEST_TITLE], language))
    under = {heading: tuple(terms(heading, language)) for heading in set(cut.headings)}
    headings = tuple(under[heading] for heading in cut.headings)
    found = (tokens(document.text, language, start, end) for start, end in cut.spans.tolist())
    arrays, sentences, words = _arrays(language, found)
    aliases = tuple(find_aliases(document.text, language))
    analysis = arrays._replace(title=title, headings=headings, aliases=aliases)
    heads = {heading: _words(f"{document.title[:_LONGEST_TITLE]} {heading}", language) for heading in under}
    passages = [
        list(chain(heads[heading], *words[begin:end]))
        for heading, (begin, end) in zip(cut.headings, pairwise(cut.firsts.tolist()), strict=True)
    ]
    return analysis, Indexed(sentences, passages)


def _words(text: str, language: str) -> list[str]:
    return [token.term for token in tokens(text, language)][:_LONGEST_HEAD]


def _arrays(language: str, found: Iterable[list[Token]]) -> tuple[Analysis, list[list[str]], list[list[str]]]:
    """The tokens of all sentences, and the terms and the words of each; a token is a hundred bytes, so one by one."""
    codes, prefixes, flags, firsts = array("I"), array("I"), array("B"), array("i", [0])
    sentences: list[list[str]] = []
    words: list[list[str]] = []
    for sentence in found:
        codes.extend([token.code for token in sentence])
        prefixes.extend([token.prefix for token in sentence])
        flags.extend([token.flags for token in sentence])
        firsts.append(len(codes))
        sentences.append([token.term for token in sentence if not token.flags & STOP])
        words.append([token.term for token in sentence])
    analysis = Analysis(
        language,
        np.array(codes, np.uint32),
        np.array(prefixes, np.uint32),
        np.array(flags, np.uint8),
        np.array(firsts, np.int32),
        np.array([len(sentence) for sentence in sentences], np.int32),
        distinct(np.asarray(codes, np.uint32)),
        title=(),
        headings=(),
        aliases=(),
    )
    return analysis, sentences, words
