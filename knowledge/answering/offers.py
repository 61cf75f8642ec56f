"""What a question asks for, and what each candidate has of it that the question does not name itself."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.evidence import Evidence, Table, Tokens
from knowledge.answering.question import KINDS, ParsedQuestion
from knowledge.text.languages import signals
from knowledge.text.numbers import found_in
from knowledge.text.terms import CAPITAL, NUMBER, STOP, YEAR, terms, tokens

Column = NDArray[np.floating[Any]]
Columns = dict[str, Column]
"""Name → (C,)."""

LETTERS_PER_WORD = 2.2
"""Characters that say as much as a word where there are no spaces."""

_BRACKETED = re.compile(r"\(([^\W\d_]{2,10})\)")


def begins_of(here: Tokens) -> NDArray[np.int64]:
    """Where each sentence's first token is."""
    return np.flatnonzero(np.diff(here.rows, prepend=-1))


@cache
def codes_of(kind: str, language: str) -> NDArray[np.uint32]:
    """The codes of the words of a kind, in order."""
    words = signals(language).get(kind, frozenset())
    return np.array(sorted({token.code for word in words for token in tokens(word, language)}), np.uint32)


def offers(evidence: Evidence) -> Columns:
    """What the question asks for, what the sentence has of it that is not in the question, and both together."""
    has = _held(evidence)
    asked = {kind: float(kind in evidence.question.kinds) for kind in KINDS}
    columns = {f"has {name}": column for name, column in has.items()}
    columns |= {f"asks for {kind}": np.full(len(evidence), value) for kind, value in asked.items()}
    return columns | {
        "time wanted and there": asked["time"] * has["time"],
        "number wanted and there": asked["number"] * has["number"],
        "name wanted and there": asked["person"] * has["names"],
        "place wanted and there": asked["place"] * has["names"],
        "cause wanted and there": asked["reason"] * has["cause"],
        "time wanted, none there": asked["time"] * (1 - has["time"]) * (1 - has["number"]),
        "number wanted, none there": asked["number"] * (1 - has["number"]),
    }


def _held(evidence: Evidence) -> Columns:
    here, question = evidence.in_candidates, evidence.question
    new = ~found_in(here.codes, np.array(sorted({token.code for token in question.tokens}), np.uint32))
    inner = np.ones(len(new), np.bool_)
    inner[begins_of(here)] = False
    count = _counter(here, len(evidence))
    content = here.flags & STOP == 0
    per_word = LETTERS_PER_WORD if question.spaceless else 1
    month, cause, location = (
        found_in(here.codes, codes_of(kind, question.language)) for kind in ("month", "cause", "location")
    )
    return {
        "time": (count(new & ((here.flags & YEAR > 0) | month)) > 0) * 1.0,
        "number": (count(new & (here.flags & NUMBER > 0)) > 0) * 1.0,
        "names": np.minimum(count(new & inner & content & (here.flags & CAPITAL > 0)), 4) / 4,
        "cause": (count(cause) > 0) * 1.0,
        "location": (count(location) > 0) * 1.0,
        "explained": np.array([_explained(text, question) for text in evidence.texts]) * 1.0,
        "news": np.log1p(count(new & content) / per_word) / 4,
    }


def _explained(text: str, question: ParsedQuestion) -> bool:
    """Whether a word of the question stands in brackets of its own, as an abbreviation that is explained."""
    if "(" not in text:
        return False
    bracketed = {term for word in _BRACKETED.findall(text) for term in terms(word, question.language)}
    return any(term.term in bracketed for term in question.terms)


def _counter(here: Tokens, size: int) -> Callable[[Table], Column]:
    return lambda table: np.bincount(here.rows[table], minlength=size).astype(np.float64)
