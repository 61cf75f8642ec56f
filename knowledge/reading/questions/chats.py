"""Talks of somebody who asks and somebody who answers, as lists of messages → pairs."""

from collections.abc import Iterable, Iterator, Mapping

from knowledge.reading.questions.columns import plain_name
from knowledge.reading.questions.values import joined

_TALKS = ("messages", "conversations", "conversation", "turns", "dialog", "dialogue")
_WHO = ("role", "from", "speaker", "author")
_WHAT = ("content", "value", "text", "message")
_ASKING = frozenset({"user", "human", "customer", "question", "prompter"})
_ANSWERING = frozenset({"assistant", "gpt", "bot", "model", "agent", "answer", "chatgpt"})
_PAIRS = (("prompt", "completion"), ("instruction", "output"), ("input", "output"), ("user", "assistant"))


def talked_pairs(value: Mapping[object, object]) -> list[tuple[str, str]]:
    """The questions and answers in order; none where it is no talk."""
    for asked, answered in _PAIRS:
        question, answer = value.get(asked), value.get(answered)
        if isinstance(question, str) and isinstance(answer, str):
            also = value.get("input") if asked == "instruction" else None
            return [(f"{question} {also}" if isinstance(also, str) and also else question, answer)]
    talk = next((value[name] for name in _TALKS if isinstance(value.get(name), list)), [])
    return list(_pairs(talk)) if isinstance(talk, list) else []


def _pairs(talk: list[object]) -> Iterator[tuple[str, str]]:
    """Each answer with what was asked right before it; what the system was told is left out."""
    question = ""
    for message in talk:
        if not isinstance(message, dict):
            continue
        who, said = (_first(message, names) for names in (_WHO, _WHAT))
        if plain_name(who) in _ASKING:
            question = said
        elif plain_name(who) in _ANSWERING and question and said:
            yield question, said
            question = ""


def _first(message: Mapping[object, object], names: Iterable[str]) -> str:
    """In parts or not; "" where a tool was called instead."""
    return joined(next((message[name] for name in names if name in message), None), "\n\n")
