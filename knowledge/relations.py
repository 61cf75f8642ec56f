"""Which other terms may stand for a term: forms that stemming does not join, and words that answer it (English)."""

from collections import defaultdict
from functools import cache
from zlib import crc32

from knowledge.languages import lexicon
from knowledge.terms import tokens

LANGUAGE = "en"


@cache
def families() -> dict[str, frozenset[int]]:
    """Codes of the other forms of a term: write → wrote, written."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in lexicon("families").splitlines():
        family = _terms(line)
        for term in family:
            found[term].update(family)
    return _codes(found)


@cache
def related() -> dict[str, frozenset[int]]:
    """Codes of terms that answer a term: faith → religion, belief."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in lexicon("related").splitlines():
        head, *others = _terms(line)
        found[head].update(others)
        for other in others:
            found[other].add(head)
    return _codes(found)


def _terms(line: str) -> list[str]:
    return [token.term for word in line.split() for token in tokens(word, LANGUAGE)]


def _codes(found: dict[str, set[str]]) -> dict[str, frozenset[int]]:
    return {term: frozenset(crc32(other.encode()) for other in others - {term}) for term, others in found.items()}
