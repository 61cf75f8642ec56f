"""Small talk: which messages ask nothing that documents could answer, and what they say instead."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from knowledge.text.languages import asking_words, language_of, small_talk_words, stop_words, talking_languages
from knowledge.text.terms import MARKS, SPACELESS

SmallTalk = Literal["greeting", "thanks", "help", "chatter"]
"""chatter: reactions, "same here", "works now", "please fix this", emoji, commands of other bots, a bare link."""

_LONGEST, _MOST = 400, 40
"""Characters and words; whoever writes more tells something."""
_ASIDE = re.compile(r"https?://\S++|<(?:@[!&]?|#|a?:\w+:)\d+>|(?<!\w):\w{2,32}:(?!\w)|#\d{1,9}(?!\w)")
"""Links, mentions, emoji and numbers of issues."""
_WORD = re.compile(rf"(?:\w|[{MARKS}]|(?<=\w)\.(?=\w))+")
"""Names of things in programs are one word: "in_reply_to", "hello.nix"."""
_NUMBER = re.compile(r"\d{1,2}")
"""Of days, or "+1". Longer ones may be what somebody looks for: an error's number, a version."""
_COMMAND = re.compile(r"\s*+[/!]([a-z][\w-]*+)(?![./])", re.IGNORECASE)
_QUESTION_MARK = re.compile(r"[?？؟]")
_STRETCHED = re.compile(r"(\w)\1{2,}")
_LAUGHTER = re.compile(
    r"a?(?:[hj]+[aei]+){2,}[hj]*|а?(?:х+[аеи]+){2,}х*|k{3,}|w{2,}|5{3,}|[ㅋㅎㅠㅜ]+|ه{3,}|哈{2,}|笑+"
)
UNKNOWN, ASKING = "unknown", "asking"
"""Kinds of words that are no small talk, and that ask."""
_TELLING = frozenset(("greeting", "thanks", "help", "chatter", "same", "state", "solved", "request"))
"""Kinds of words that make small talk by themselves."""
_EMPTY = frozenset(("filler", "auxiliary", "subject"))
_POLITE = frozenset(("greeting", "thanks", "chatter"))
_EXCUSED = frozenset(("request", "solved", "same", "help"))
"""What a yes-or-no question may be about without asking: "can you fix it?", "is it fixed?"."""
_FEW = 2
"""Words that are no small talk, beside thanks and agreement; chosen by hand."""
_STORY = 5
"""The same beside "I solved it by …"."""


class Piece(NamedTuple):
    """A word or phrase: its kind as in lexicon/chatter.txt, UNKNOWN or ASKING, and which words it is made of."""

    kind: str
    first: int
    size: int


def is_chatter(text: str) -> bool:
    """Whether nothing is asked that documents could answer."""
    return small_talk(text) is not None


@lru_cache(16)  # one message is looked at several times on its way
def small_talk(text: str) -> SmallTalk | None:
    """What kind of small talk a message is; None = it may ask something, or is long."""
    if "`" in text or (len(text) > _LONGEST and _WORD.search(text)):
        return None
    if command := _COMMAND.match(text):
        return _command(command[1].lower(), text[command.end() :])
    said = _ASIDE.sub(" ", text).casefold()
    if all(_NUMBER.fullmatch(word) for word in _WORD.findall(said)):
        return "chatter"
    return next(_readings(said, asked=bool(_QUESTION_MARK.search(said))), None)


def is_talk(word: str, language: str) -> bool:
    """Whether a word in small letters is one of small talk: "cant", "still", "oops"."""
    return word in _vocabulary(language)


def _command(name: str, rest: str) -> SmallTalk | None:
    """A command for this or another bot is followed by a few names and values, not by a sentence."""
    words = _WORD.findall(rest.lower())
    empty = stop_words("en") | stop_words(language_of(rest))
    if len(words) > _STORY or _QUESTION_MARK.search(rest) or not empty.isdisjoint(words):
        return None
    return "help" if name == "help" else "chatter"


def _readings(said: str, *, asked: bool) -> Iterator[SmallTalk]:
    """What the message is in each language in which it is small talk."""
    spaceless = bool(SPACELESS.search(said))
    words = [_plain(word) for word in _WORD.findall(said) if not _NUMBER.fullmatch(word)]
    for language in talking_languages():
        if spaceless != _is_spaceless(language):
            continue
        parts = [part for word in words for part in _split(word, language)] if spaceless else words
        kinds = _kinds_in(parts, language)
        if kinds and not _asks(kinds, asked=asked) and (found := _judge(kinds, asked=asked)):
            yield found


def _plain(word: str) -> str:
    """A word that is drawn out or laughed as it stands in the lists: "sooo", "hahahaha"."""
    if _LAUGHTER.fullmatch(word):
        return "haha"
    forms = (word, _STRETCHED.sub(r"\1\1", word), _STRETCHED.sub(r"\1", word))
    return next((form for form in forms if form in _all_words()), word)


def _split(run: str, language: str) -> Iterator[str]:
    """Words written without spaces between them, the longest that are known first."""
    known, position = _known(language), 0
    while position < len(run):
        sizes = range(min(_longest_word(language), len(run) - position), 0, -1)
        size = next((size for size in sizes if run[position : position + size] in known), 1)
        yield run[position : position + size]
        position += size


def _kinds_in(words: Sequence[str], language: str) -> list[str]:
    """The kinds of all words and phrases in order; empty if too many of them are no small talk."""
    if len(words) > _MOST or sum(word not in _vocabulary(language) for word in words) > _STORY:
        return []
    return [piece.kind for piece in pieces_of(words, language)]


def pieces_of(words: Sequence[str], language: str) -> Iterator[Piece]:
    """Words in small letters as phrases and single words, each with what it is in small talk."""
    position = 0
    while position < len(words):
        phrases = _phrases(language).get(words[position], ())
        phrase = next((each for each in phrases if tuple(words[position : position + len(each)]) == each), None)
        size = len(phrase) if phrase else 1
        yield Piece(_known(language).get(" ".join(words[position : position + size]), UNKNOWN), position, size)
        position += size


def _asks(kinds: Sequence[str], *, asked: bool) -> bool:
    """Whether there is a word that asks, where it asks, or a verb before its subject."""
    if ASKING in kinds:
        return True
    opening = [kind for kind in kinds if kind not in _POLITE | _EMPTY]
    if "joining" in kinds and (asked or opening[:1] == ["joining"]):
        return True
    return _turned(kinds) and (UNKNOWN in kinds or _EXCUSED.isdisjoint(kinds))


def _turned(kinds: Sequence[str]) -> bool:
    """Whether a verb stands before its subject: "is that …", not "I do that"."""
    threes = zip(["", *kinds], kinds, kinds[1:], strict=False)
    return any(before != "subject" and (verb, after) == ("auxiliary", "subject") for before, verb, after in threes)


def _judge(kinds: Sequence[str], *, asked: bool) -> SmallTalk | None:
    """What these words are together when they ask nothing."""
    if unknown := kinds.count(UNKNOWN):
        return None if asked or "ahead" in kinds else _led(kinds, unknown)
    told = _TELLING.intersection(kinds)
    if "praised" in kinds and told.isdisjoint(_POLITE):
        return None
    if not told:
        return "chatter" if "vague" in kinds and not _EMPTY.isdisjoint(kinds) else None
    first = next(kind for kind in kinds if kind in _TELLING)
    if told & {"thanks", "help"}:
        return "thanks" if "help" not in told or first == "thanks" else "help"
    return "greeting" if first == "greeting" and told <= {"greeting", "chatter"} else "chatter"


def _led(kinds: Sequence[str], unknown: int) -> SmallTalk | None:
    """The same for a message with a few other words, by how it begins: "thanks for …", "I fixed it with …"."""
    beginning = kinds[: kinds.index(UNKNOWN)]
    if "thanks" in beginning and unknown <= _FEW:
        return "thanks"
    agrees = unknown <= _FEW and ("same", "vague") in pairwise(beginning)
    solves = unknown <= _STORY and "solved" in beginning and not _EMPTY.isdisjoint(beginning)
    return "chatter" if agrees or solves else None


@cache
def _known(language: str) -> dict[str, str]:
    """Word or phrase → its kind. Reactions and thanks in English are at home everywhere."""
    asking = dict.fromkeys(asking_words(language), ASKING)
    anywhere = {word: kind for word, kind in small_talk_words("en").items() if kind in _POLITE and " " not in word}
    return anywhere | dict.fromkeys(stop_words(language), "filler") | asking | small_talk_words(language)


@cache
def _phrases(language: str) -> dict[str, list[tuple[str, ...]]]:
    """First word → the phrases that it begins, the longest first."""
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted((tuple(each.split()) for each in _known(language) if " " in each), key=len, reverse=True):
        phrases.setdefault(phrase[0], []).append(phrase)
    return phrases


@cache
def _vocabulary(language: str) -> frozenset[str]:
    """All words, those of phrases too."""
    return frozenset(word for each in _known(language) for word in each.split())


@cache
def _all_words() -> frozenset[str]:
    """Those of all languages."""
    return frozenset().union(*map(_vocabulary, talking_languages()))


@cache
def _is_spaceless(language: str) -> bool:
    """Whether it puts no spaces between words."""
    return any(SPACELESS.search(word) for word in small_talk_words(language))


@cache
def _longest_word(language: str) -> int:
    return max(map(len, _known(language)))
