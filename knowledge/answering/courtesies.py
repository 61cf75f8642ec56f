"""Greetings before what somebody writes, and thanks behind it."""

import re
from collections.abc import Sequence
from itertools import takewhile

from knowledge.answering.chatter import ASKING, UNKNOWN, Piece, pieces_of
from knowledge.text.languages import asking_words

_WORD = re.compile(r"[^\W_]+")
_PAUSE = re.compile(r"\s*+[,.!:;，。！、–—-]++\s*+")
_SPACE = re.compile(r"\s*+")
_AROUND = " \t,;:–—-"
_MOST_ADDRESSED = 3
"""Words between a greeting and its comma: "hey to all of you, …"."""


def without_greeting(sentence: str, language: str) -> str:
    """From "hey guys, …" and "hello i have …" what comes then; "morning shift" greets nobody."""
    words = list(_WORD.finditer(sentence))
    pieces = list(pieces_of([word.group().casefold() for word in words], language))
    greetings = list(takewhile(lambda piece: piece.kind == "greeting", pieces))
    if not greetings:
        return sentence
    last = greetings[-1].first + greetings[-1].size - 1
    for end in range(last, min(last + _MOST_ADDRESSED, len(words) - 1) + 1):
        if end > last and _kind_at(end, pieces) not in {"filler", "subject", "praised"}:
            break
        if pause := _PAUSE.match(sentence, words[end].end()):
            return sentence[pause.end() :]
    following = pieces[len(greetings) :]
    if asking_words(language).keys() & {word.group().casefold() for word in words[: last + 1]}:
        return sentence if following else ""  # "what's up with …" greets nobody
    return sentence[words[last].end() :].lstrip() if not following or following[0].kind != UNKNOWN else sentence


def without_thanks(sentence: str, language: str) -> str:
    """From "…, thanks in advance!" what comes before."""
    words = list(_WORD.finditer(sentence))
    pieces = list(pieces_of([word.group().casefold() for word in words], language))
    closing = list(takewhile(lambda piece: piece.kind not in {UNKNOWN, ASKING}, reversed(pieces)))
    thanks = [piece for piece in closing if piece.kind == "thanks"]
    if not thanks:
        return sentence
    start = words[thanks[-1].first].start()
    mark = "?" if "?" in sentence[start:] and start else ""
    return sentence[:start].rstrip(_AROUND) + mark


def _kind_at(word: int, pieces: Sequence[Piece]) -> str:
    return next(piece.kind for piece in pieces if piece.first <= word < piece.first + piece.size)
