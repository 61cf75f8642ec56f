"""Document → its tokens as arrays: what the expensive part of answering reads, 9 bytes a token."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.models import Document
from knowledge.outline import Outline
from knowledge.words.aliases import Alias, find_aliases
from knowledge.words.languages import language_of
from knowledge.words.terms import STOP, Token, tokens

Codes = NDArray[np.uint32]

VERSION = 1
"""Raised whenever cutting or analysing some text finds something else than before, for what was found is kept on disk.
The word lists in lexicon/ have no part in it: they are compared by themselves."""


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
    """What the indexes take of a document: the terms of each sentence and of each passage."""

    sentences: list[list[str]]
    passages: list[list[str]]


def analyse(document: Document, cut: Outline) -> tuple[Analysis, Indexed]:
    """One document, in its own language."""
    language = document.language or language_of(f"{document.title}\n{document.text}")
    found = [tokens(document.text, language, start, end) for start, end in cut.spans.tolist()]
    title = tokens(document.title, language)
    under = {heading: tokens(heading, language) for heading in set(cut.headings)}
    headings = [under[heading] for heading in cut.headings]
    arrays = _arrays(language, found)._replace(
        title=tuple(_terms(title)),
        headings=tuple(tuple(_terms(heading)) for heading in headings),
        aliases=tuple(find_aliases(document.text, language)),
    )
    return arrays, _indexed(cut, found, title, headings)


def _arrays(language: str, found: list[list[Token]]) -> Analysis:
    every = [token for sentence in found for token in sentence]
    codes = np.fromiter((token.code for token in every), np.uint32, len(every))
    flags = np.fromiter((token.flags for token in every), np.uint8, len(every))
    firsts = np.cumsum([0, *map(len, found)], dtype=np.int32)
    content = np.concatenate(([0], np.cumsum(flags & STOP == 0)))
    return Analysis(
        language,
        codes,
        np.fromiter((token.prefix for token in every), np.uint32, len(every)),
        flags,
        firsts,
        np.diff(content[firsts]).astype(np.int32),
        np.unique(codes),
        title=(),
        headings=(),
        aliases=(),
    )


def _indexed(cut: Outline, found: list[list[Token]], title: list[Token], headings: list[list[Token]]) -> Indexed:
    sentences = [_terms(sentence) for sentence in found]
    passages = [
        [*_terms(title), *_terms(heading), *(term for sentence in sentences[begin:end] for term in sentence)]
        for heading, (begin, end) in zip(headings, pairwise(cut.firsts.tolist()), strict=True)
    ]
    return Indexed(sentences, passages)


def _terms(found: list[Token]) -> list[str]:
    return [token.term for token in found if not token.flags & STOP]
