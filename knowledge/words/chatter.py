"""Greetings, thanks, small talk and commands: messages that ask nothing."""

import re
from functools import cache

from knowledge.words.languages import lexicon

_WORD = re.compile(r"[^\W\d_]+")
_COMMAND = re.compile(r"\s*[/!.$][a-z]\w*\b(?!.*\?)", re.IGNORECASE)


def is_chatter(text: str) -> bool:
    """Whether nothing is asked: no words at all, a command, or nothing but small talk."""
    words = _WORD.findall(text.lower())
    return not words or bool(_COMMAND.match(text)) or all(word in _small_talk() for word in words)


@cache
def _small_talk() -> frozenset[str]:
    return frozenset(lexicon("chatter").split())
