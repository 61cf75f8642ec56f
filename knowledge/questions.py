"""What kind of question it is: whether it is one, what it asks for, and which are alike."""

import re
from collections.abc import Iterable, Sequence

from knowledge.models import Model
from knowledge.terms import terms

ALIKE = 0.6
"""The share of common terms from which two questions are taken for the same one."""

_ASKING = frozenset("who whom whose what when where why how which".split())
_BEGINNINGS = _ASKING | frozenset(
    """
    is are was were do does did can could will would should has have may
    wer was wann wo warum wieso weshalb wie welche welcher welches kann
    qui que quand où pourquoi comment quel quelle
    quién qué cuándo dónde cómo cuál quem quando onde como qual
    кто что когда где почему как який хто коли де чому як
    """.split()
)
_MARKS = re.compile(r"[?？؟]|か。?$")
_WORD = re.compile(r"[^\W_]+")
_BACK = frozenset("it its that this those these they them their he him his she her there then so and or but".split())
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
    if len(words) < 2 or len(text) > _LONGEST or not terms(text):
        return False
    return bool(_MARKS.search(text.strip())) or (len(words) > 3 and words[0] in _BEGINNINGS)


def sense(question: str) -> frozenset[str]:
    """What is asked for: the terms and the words that ask; of a question without any terms, all its words."""
    words, asked = frozenset(_WORD.findall(question.casefold())), frozenset(terms(question))
    return asked | (words & _ASKING) if asked else words


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of what two senses have in common, 0 to 1 (Jaccard's)."""
    return len(one & other) / max(len(one | other), 1)


def carried_on(question: str, earlier: Sequence[str]) -> str:
    """What to look for: with the words of `earlier` (oldest first) if this one is short or points back."""
    words = frozenset(_WORD.findall(question.casefold()))
    if not earlier or (len(terms(question)) > 1 and not words & _BACK):
        return question
    return f"{question} {' '.join(reversed(earlier))}"


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
