"""A message as people write it → what it asks, what it tells, and the errors that it shows."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from knowledge.answering.chatter import ASKING, UNKNOWN, pieces_of, small_talk
from knowledge.answering.courtesies import without_greeting, without_thanks
from knowledge.answering.logs import LogLine, fault_in, read_log_line
from knowledge.text.languages import language_of, small_talk_words
from knowledge.text.sentences import split_sentences

_LONGEST = 20_000
"""Characters that are looked at; Discord takes 4,000 (https://discord.com/developers/docs/resources/message)."""
_ASIDE = re.compile(r"<(?:@[!&]?|#|a?:\w+:|t:)\d+(?::\w)?>|<?https?://[^\s>]++>?")
"""Mentions, emoji, times and links."""
_ATTACHMENT = re.compile(r"\s*+[\w-]+\.(?:png|jpe?g|gif|webp|mp4|mov|webm|log|txt|zip|pdf)\s*+", re.IGNORECASE)
_FENCE = "```"
_CODE_LANGUAGE = re.compile(r"\A[\w+#.-]*+\n")
_CASUAL_END = re.compile(r"(?<![?!？！])[?!？！]++[\"')\]]*+\s++|(?<=\w\w\w)\.\s++(?=[^\W\d_])")
"""Ends that people write before a small letter, too."""
_WORD = re.compile(r"[^\W_]+")
_QUESTION_MARK = re.compile(r"[?？؟]|か[。.]?\s*+$|[吗嗎呢][。.]?\s*+$")
_CLAUSE = re.compile(r"[,;:，、；：،–—(]\s*+| - ")
_QUOTED = re.compile(r"(?<!\w)[\"“«„](?=\S)([^\"“”«»„\n]{1,300})[\"”»“](?!\w)|`([^`\n]{1,300})`")
_SAID = re.compile(r":\s++(?=[^\W\d_a-zа-яё])([^\n]{8,300})")
"""What stands behind a colon and begins like a sentence."""
_OPENINGS = frozenset("any anyone anybody possible".split())
"""Words that begin a question without a verb."""
_PHRASE = 3
"""Words in quotation marks from which they are an error text, not a name."""


class Message(NamedTuple):
    """A message, taken apart. All three together hold every word that may help to find an answer."""

    question: str
    """The sentences that ask, or everything that is told if none does, or the first error."""
    story: str
    """The rest of what is told, and the parts of programs that logs name."""
    errors: tuple[str, ...]
    """What logs, stack traces, code and texts in quotation marks say, each once, those that say what is wrong first."""


def take_apart(text: str) -> Message:
    """The parts of a message, without greetings, thanks, mentions and links. A plain question comes back unchanged."""
    if small_talk(text):
        return Message(text, "", ())
    language = language_of(text)
    lines, logs = _lines_of(_ASIDE.sub(" ", _beginning(text)))
    told = list(_told(lines, language))
    asked = _asking(told, language)
    question, story = _joined(told, asked), _joined(told, set(range(len(told))) - asked)
    names = dict.fromkeys(name for log in logs for name in log.names)
    shown = (said for sentence in told for said in _shown(sentence, tells=not _asks(sentence, language)))
    errors = dict.fromkeys((*_in_order(logs), *shown))
    if not (story or errors) and (not question or _words(question) == _words(text)):
        return Message(text, "", ())
    return Message(question or next(iter(errors), text), " ".join(filter(None, (story, *names))), tuple(errors))


def _beginning(text: str) -> str:
    """As much as is looked at; code that goes on behind it is code until there."""
    cut = text[:_LONGEST]
    return f"{cut}\n{_FENCE}" if len(text) > _LONGEST and cut.count(_FENCE) % 2 else cut


def _lines_of(text: str) -> tuple[list[str], list[LogLine]]:
    """What a person tells, and what a program told them: all between two fences, and lines that look like it."""
    told, logs = list[str](), list[LogLine]()
    parts = text.split(_FENCE)
    for number, part in enumerate(parts):
        fenced = number % 2 == 1 and number + 1 < len(parts)
        for line in (_CODE_LANGUAGE.sub("", part) if fenced else part).splitlines():
            if log := read_log_line(line, fenced=fenced):
                logs.append(log)
            elif line.strip() and not _ATTACHMENT.fullmatch(line):
                told.append(line)
    return told, logs


def _in_order(logs: Sequence[LogLine]) -> Iterator[str]:
    """What is wrong, then where."""
    for frames in (False, True):
        yield from (log.text for log in logs if log.is_frame is frames and log.text)


def _shown(sentence: str, *, tells: bool) -> Iterator[str]:
    """Texts in quotation marks or behind a colon where somebody tells, and what follows the name of an error.

    They stay in their sentences, too: whoever asks for "The Eleventh Hour" quotes no error.
    """
    found = [match[2] or match[1] for match in _QUOTED.finditer(sentence) if tells or match[2]]
    if tells and not found:
        found = [match[1] for match in _SAID.finditer(sentence) if not _QUESTION_MARK.search(match[1])]
    fault = fault_in(sentence)
    if fault and not any(fault in each for each in found):
        found.append(fault)
    yield from (" ".join(each.split()) for each in found if each == fault or len(_words(each)) >= _PHRASE)


def _told(lines: Sequence[str], language: str) -> Iterator[str]:
    """The sentences, without greetings before them and thanks behind them."""
    for number, sentence in enumerate(each for line in lines for each in _sentences(line)):
        left = without_thanks(sentence if number else without_greeting(sentence, language), language)
        if _WORD.search(left) and small_talk(left) not in {"greeting", "thanks", "help"}:
            yield left


def _sentences(line: str) -> Iterator[str]:
    """A sentence in quotation marks is part of the one around it."""
    quoted = deque(match.span() for match in _QUOTED.finditer(line))
    begin = 0
    for end in sorted({*(end for _, end in split_sentences(line)), *(m.end() for m in _CASUAL_END.finditer(line))}):
        while quoted and quoted[0][1] <= end:
            quoted.popleft()
        if not quoted or quoted[0][0] >= end:
            yield line[begin:end].strip()
            begin = end
    yield line[begin:].strip()


def _asking(told: Sequence[str], language: str) -> set[int]:
    """Which sentences ask; those that name nothing lean on the one before them, or else on the next one."""
    asking = {number for number, sentence in enumerate(told) if _asks(sentence, language)}
    if not asking:
        asking = {number for number, sentence in enumerate(told) if ASKING in _kinds(sentence, language)}
    if not asking:
        return set(range(len(told)))
    if all(UNKNOWN not in _kinds(told[number], language) for number in asking):
        first = min(asking)
        asking |= {first - 1} if first else set(range(1, len(told))[:1])
    return asking


def _asks(sentence: str, language: str) -> bool:
    """By its question mark, or because one of its clauses begins as questions do."""
    if _QUESTION_MARK.search(_QUOTED.sub(" ", sentence)):
        return True
    return any(_begins_asking(clause, language) for clause in _CLAUSE.split(sentence))


def _begins_asking(clause: str, language: str) -> bool:
    """ "so how do i …", "can sprites be …", "any way to …"; "when i restart it" tells."""
    words = [word.casefold() for word in _WORD.findall(clause)]
    for piece in pieces_of(words, language):
        if piece.kind in {"filler", "chatter", "greeting"} and words[piece.first] not in _OPENINGS:
            continue
        following = words[piece.first + piece.size :][:1]
        verbs = {word for word, kind in small_talk_words(language).items() if kind == "auxiliary"}
        if piece.kind == "joining":
            return not verbs.isdisjoint(following)
        return piece.kind in {ASKING, "auxiliary"} or words[piece.first] in _OPENINGS
    return False


def _kinds(sentence: str, language: str) -> set[str]:
    return {piece.kind for piece in pieces_of(_words(sentence), language)}


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _joined(told: Sequence[str], numbers: set[int]) -> str:
    return " ".join(told[number] for number in sorted(numbers))
