"""Which other terms may stand for a term: forms that stemming does not join, and words that answer it."""

from collections import defaultdict
from functools import cache
from zlib import crc32

from knowledge.words.languages import lexicon
from knowledge.words.terms import SPACELESS, tokens


@cache
def families(language: str) -> dict[str, frozenset[int]]:
    """Codes of the other forms of a term: write → wrote, written. Empty where no list is known."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in lexicon(f"families.{language}").splitlines():
        family = _terms(line, language)
        for term in family:
            found[term].update(family)
    return _codes(found)


@cache
def related(language: str) -> dict[str, frozenset[int]]:
    """Codes of terms that answer a term: faith → religion, belief. Empty where no list is known."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in lexicon(f"related.{language}").splitlines():
        head, *others = _terms(line, language)
        found[head].update(others)
        for other in others:
            found[other].add(head)
    return _codes(found)


def _terms(line: str, language: str) -> list[str]:
    return [word if SPACELESS.search(word) else token.term for word in line.split() for token in tokens(word, language)]


def _codes(found: dict[str, set[str]]) -> dict[str, frozenset[int]]:
    return {term: frozenset(crc32(other.encode()) for other in others - {term}) for term, others in found.items()}
