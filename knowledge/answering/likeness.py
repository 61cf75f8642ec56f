"""What kind of question it is: whether it is one, what it asks for, and which are alike."""

import re
from collections.abc import Iterable, Sequence

from knowledge.answering.chatter import is_chatter
from knowledge.answering.question import complete
from knowledge.models import Model
from knowledge.text.languages import asking_words, language_of
from knowledge.text.terms import terms

ALIKE = 0.6
"""The share of common words from which two questions are taken for the same one."""

_MARKS = re.compile(r"[?？؟]|か。?$")
_WORD = re.compile(r"[^\W_]+")
_BEGINNINGS = frozenset("is are was were do does did can could will would should has have may kann kannst".split())
_LONGEST = 600
"""Characters; longer messages tell something rather than ask."""


class Open(Model):
    """A question that waits for the team; `asked_at` in seconds since 1970."""

    number: int
    question: str
    asked_at: int


class Topic(Model):
    """Open questions that ask the same, newest first; the first one gives it its words."""

    questions: tuple[Open, ...]

    @property
    def number(self) -> int:
        """The one that it goes by."""
        return self.questions[0].number

    @property
    def text(self) -> str:
        """As it was asked last."""
        return self.questions[0].question


def reads_like_question(text: str) -> bool:
    """Whether a message asks for something: a question mark or a beginning that asks, and words to look for."""
    words = _WORD.findall(text.casefold())
    if len(words) < 2 or len(text) > _LONGEST or is_chatter(text) or not sense(text):
        return False
    return bool(_MARKS.search(text.strip())) or (len(words) > 3 and _begins_asking(words[0], text))


def _begins_asking(word: str, text: str) -> bool:
    return word in _BEGINNINGS or word in asking_words(language_of(text))


def sense(question: str, history: Sequence[str] = ()) -> frozenset[str]:
    """What is asked for: terms and words that ask, with what `history` (the last one last) adds to a follow-up."""
    language = language_of(question)
    whole = complete(question, history, language)
    words = frozenset(_WORD.findall(whole.casefold()))
    asking = frozenset(asking_words(language))
    return frozenset(terms(whole, language)) | (words & asking) or words


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of what two senses have in common, 0 to 1 (Jaccard's)."""
    return len(one & other) / max(len(one | other), 1)


def open_question(number: int, question: str, asked_at: int) -> Open:
    """A row, read."""
    return Open(number=number, question=question, asked_at=asked_at)


def merge_alike(questions: Iterable[Open]) -> list[Topic]:
    """The most asked first, of those the newest."""
    groups: list[tuple[frozenset[str], list[Open]]] = []
    for question in sorted(questions, key=lambda each: -each.number):
        meant = sense(question.question)
        group = next((own for its, own in groups if likeness(meant, its) >= ALIKE), None)
        if group is None:
            groups.append((meant, [question]))
        else:
            group.append(question)
    topics = [Topic(questions=tuple(own)) for _, own in groups]
    return sorted(topics, key=lambda topic: (-len(topic.questions), -topic.number))
