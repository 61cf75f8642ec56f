"""Which other terms may stand for a term: forms that stemming does not join, and words that answer it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple
from zlib import crc32

from knowledge.text.languages import lexicon
from knowledge.text.terms import SPACELESS, terms, tokens

_SHORT = re.compile(r"\(([^\W\d_a-z]{2,8})\)")
_BETWEEN_NAMES = re.compile(r"[^\w\s'’&-]")
_INITIAL = re.compile(r"[^\W\d_a-z]")
_LETTER = re.compile(r"[^\W\d_]")
_LITTLE = frozenset("of for the and in on de la del des du der für und y e et &".split())
"""Words within names that have no letter in the abbreviation."""
_MOST_LITTLE = 2
_MOST_NAMES = 7
"""Words with a capital before the last one."""
_REACH = 400
"""Characters before the bracket in which all these words are."""


class Alias(NamedTuple):
    """An abbreviation and what it stands for, as terms."""

    short: str
    long: tuple[str, ...]


def find_aliases(text: str, language: str) -> Iterator[Alias]:
    """Each that is explained in brackets and made of the first letters of the words before."""
    done = 0
    for match in _SHORT.finditer(text):
        before = text[max(done, match.start() - _REACH) : match.start()]
        named = _named(_name(_BETWEEN_NAMES.split(before)[-1].split()), match[1].lower())
        done = match.end()
        short = terms(match[1], language) if named else []
        if len(short) == 1:
            yield Alias(short[0], tuple(dict.fromkeys(terms(" ".join(named), language))))


def _name(words: list[str]) -> list[str]:
    """The last of these words, and those before it that have a capital, with the little ones between."""
    last = words[-1] if words else ""
    found, little, names = [last], list[str](), 0
    for word in reversed(words[:-1] if _LETTER.match(last) and "&" not in last else []):
        inner = word.rpartition("&")[2]
        capital = _INITIAL.search(inner)
        whole = capital is not None and capital.start() == 0 and inner == word
        if not whole and word in _LITTLE and len(little) < _MOST_LITTLE:
            little.append(word)
            continue
        if capital is not None and names < _MOST_NAMES:
            found += [*little, inner[capital.start() :]]
            little, names = [], names + 1
        if not whole or names == _MOST_NAMES:
            break
    return found[::-1] if names else []


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
