"""Questions that lean on an earlier one: "and when?", "why?", "what about Pakistan?"."""

import re
from collections.abc import Sequence

from knowledge.words.languages import asking_words, signals
from knowledge.words.terms import terms

_LEADS = re.compile(
    r"(?<!\s)\s*+\b(?:and|or|but|what about|how about|und|oder|was ist mit|y|o|qué tal|et|ou|e|en|а|и|что насчёт)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
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
