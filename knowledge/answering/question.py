"""Question → what is looked for: terms with their weights, and the kind of answer that is wanted."""

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.index.engine import TermEngine
from knowledge.text.analysis import Codes
from knowledge.text.glossary import Glossary
from knowledge.text.languages import asking_words, focus_words, signals
from knowledge.text.terms import SPACELESS, STOP, Token, terms, tokens

_WORD = re.compile(r"[^\W\d_]+")
_LEADS = re.compile(
    r"(?<!\s)\s*+\b(?:and|or|but|what about|how about|und|oder|was ist mit|y|o|qué tal|et|ou|e|en|а|и|что насчёт)\b",
    re.IGNORECASE,
)
_FEW = 2
"""Words that say something: a question with fewer cannot stand alone when another came before it."""


def complete(question: str, history: Sequence[str], language: str) -> str:
    """The question with what it leaves to the last of the earlier ones; unchanged if it stands alone."""
    if not history or not _leans(question, language):
        return question
    earlier = complete(history[-1], history[:-1], language)
    own = _asking(question, language)
    kept = [word for word in _WORD.findall(earlier) if not own or word.lower() not in asking_words(language)]
    return f"{question.rstrip(' ?')} {' '.join(kept) if own else earlier}"


def _leans(question: str, language: str) -> bool:
    content = terms(question, language)
    back = signals(language).get("back", frozenset())
    points_back = any(word in back for word in _WORD.findall(question.lower()))
    return len(content) < _FEW or bool(_LEADS.match(question)) or (points_back and len(content) <= _FEW)


def _asking(question: str, language: str) -> bool:
    """Whether it asks for something by itself ("when?"); "what about" does not."""
    bare = _LEADS.sub(" ", question.lower())
    return any(word in asking_words(language) for word in _WORD.findall(bare))


KINDS = ("person", "time", "place", "number", "reason", "manner", "thing")
"""What a question can ask for."""

FOCUS_WEIGHT = 0.25
"""Of a word that says what is asked for: an answer to "which year" names one and need not say "year"."""

_WORDS = re.compile(r"[^\W_]+")
_CLOSED = frozenset(("person", "time", "place", "number"))


STORY_WEIGHT = 0.3
"""Of a word of the story around the question: it helps to find, but an answer need not hold it."""

MENDED_WEIGHT = 0.5
"""Of a word that was put in place of one that no document holds."""


class Other(NamedTuple):
    """A term that may stand in a text in place of one of the question's."""

    term: str
    position: int
    """Which of the question's terms."""


class ParsedQuestion(NamedTuple):
    """What is looked for. Shapes: T different terms."""

    text: str
    language: str
    tokens: tuple[Token, ...]
    """All words in order, stop words too."""
    terms: tuple[Token, ...]
    """The words that are looked for, each once, in order."""
    idf: NDArray[np.float64]
    """(T,): how much each term tells."""
    kinds: frozenset[str]
    """Some of KINDS."""
    others: tuple[Other, ...] = ()
    """Terms that stand for some of its own: abbreviations and what they are short for."""
    other_words: bool = True
    """Whether the word lists of its language may be used; training also learns to do without."""

    @property
    def shares(self) -> NDArray[np.float64]:
        """(T,): the weights of the terms, with the sum 1."""
        return self.idf / max(float(self.idf.sum()), 1e-9)

    @property
    def codes(self) -> Codes:
        """(T,): what stands for the terms."""
        return np.array([term.code for term in self.terms], np.uint32)

    @property
    def spaceless(self) -> bool:
        """Whether its script puts no spaces between words."""
        return bool(SPACELESS.search(self.text))


def parse(text: str, language: str, engine: TermEngine) -> ParsedQuestion:
    """The question as it is looked for in `engine`. A word that no document holds weighs as much as the rarest."""
    asked = kinds_of(text, language)
    found = tokens(_without_asking(text, language), language)
    content = {token.term: token for token in found if not token.flags & STOP}
    kept = content or {token.term: token for token in found}
    weights = dict(zip(kept, engine.idfs(kept).tolist(), strict=True))
    known = {term: kept[term] for term in kept if weights[term] or not SPACELESS.search(term)} or kept
    rarest = np.log(len(engine) + 1)
    named = _focus(text, language)
    idf = [(weights[term] or rarest) * (FOCUS_WEIGHT if term in named else 1) for term in known]
    return ParsedQuestion(text, language, tuple(found), tuple(known.values()), np.array(idf), asked)


def weighed(question: ParsedQuestion, asked: str, around: str, mended: Collection[str]) -> ParsedQuestion:
    """Where words that are told `around` what is `asked`, and words that were `mended`, count less."""
    told = set(terms(around, question.language)).difference(terms(asked, question.language))
    put = {token.term for word in mended for token in tokens(word, question.language)}
    less = [
        (STORY_WEIGHT if term.term in told else 1.0) * (MENDED_WEIGHT if term.term in put else 1.0)
        for term in question.terms
    ]
    return question._replace(idf=question.idf * less)


def with_abbreviations(question: ParsedQuestion, glossary: Glossary, engine: TermEngine) -> ParsedQuestion:
    """The question, and what is short for some of its words or what its abbreviations are short for."""
    positions = {term.term: position for position, term in enumerate(question.terms)}
    others = [
        Other(alias.short, positions[term])
        for first in positions
        for alias in glossary.abbreviated.get(first, ())
        if positions.keys() >= set(alias.long)
        for term in alias.long
    ]
    for short, position in positions.items():
        if short in glossary.explained:
            others.append(Other(_rarest(glossary.explained[short].long, engine), position))
    return question._replace(others=tuple(others))


def _rarest(terms: Sequence[str], engine: TermEngine) -> str:
    return terms[int(engine.idfs(terms).argmax())]


def kinds_of(text: str, language: str) -> frozenset[str]:
    """What the question asks for, by its words that ask; "which year" asks for a time, "how many" for a number."""
    kinds = _found(text, asking_words(language))
    if "number" in kinds:
        return kinds - {"manner", "thing"}
    if not kinds & {"thing", "manner"}:
        return kinds
    focus = _found(_after_asking(text, language), focus_words(language)) & _CLOSED
    return kinds - {"thing", "manner"} | focus if len(focus) == 1 else kinds


def _found(text: str, kinds: dict[str, str]) -> frozenset[str]:
    if SPACELESS.search(text) or any(ord(letter) >= 0xAC00 for letter in text):
        return frozenset(kind for word, kind in kinds.items() if word in text)
    padded = f" {' '.join(_WORDS.findall(text.lower()))} "
    return frozenset(kind for word, kind in kinds.items() if f" {word} " in padded)


def _after_asking(text: str, language: str) -> str:
    """The two words after the first that asks."""
    found = _WORDS.findall(text.lower())
    position = next((position for position, word in enumerate(found) if word in asking_words(language)), len(found))
    return " ".join(found[position + 1 : position + 3])


def _focus(text: str, language: str) -> set[str]:
    """The terms that say what is asked for, among the two words after one that asks: how *long*, which two *cities*."""
    found = _WORDS.findall(text.lower())
    asking = [position for position, word in enumerate(found) if word in asking_words(language)]
    after = {word for position in asking for word in found[position + 1 : position + 3]}
    return {token.term for word in after if word in focus_words(language) for token in tokens(word, language)}


def _without_asking(text: str, language: str) -> str:
    """Without the words that ask and are no stop words: several together, or any in scripts without spaces."""
    pattern = _asking_pattern(language, spaceless=bool(SPACELESS.search(text)))
    return pattern.sub(" ", text) if pattern else text


@cache
def _asking_pattern(language: str, *, spaceless: bool) -> re.Pattern[str] | None:
    words = sorted((word for word in asking_words(language) if spaceless or " " in word), key=len, reverse=True)
    if not words:
        return None
    listed = "|".join(map(re.escape, words))
    return re.compile(listed if spaceless else rf"\b(?:{listed})\b", re.IGNORECASE)
