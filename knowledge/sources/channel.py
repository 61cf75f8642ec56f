"""Threads of a channel: each is a document, the best answer first, nobody's name in it."""

import re
from collections.abc import AsyncIterator
from itertools import accumulate
from typing import NamedTuple

from knowledge.keeping.records import Item
from knowledge.models import Document, Model, Place
from knowledge.reading import fingerprint
from knowledge.sources.changes import READER, Changes, Comparison, OnProgress, Progress, own_id

_MENTION = re.compile(r"<(?:@[!&]?\d+|a?:\w+:\d+)>")
"""People, roles and custom emoji: names, or pictures that only Discord can show."""
_SPACE = re.compile(r"\s+")
_QUESTION_MARKS = ("?", "？", "؟")
_LONGEST_HEADING = 300


class Message(Model):
    """What somebody wrote; `thanks` counts reactions and replies that thank for it."""

    id: str
    text: str
    url: str | None = None
    is_starter: bool = False
    is_accepted: bool = False
    thanks: int = 0


class Thread(Model):
    """A conversation, its messages in the order of time."""

    id: str
    title: str
    url: str | None = None
    messages: tuple[Message, ...]


class _Part(NamedTuple):
    text: str
    url: str | None


async def read_channel(threads: AsyncIterator[Thread], comparison: Comparison, on_progress: OnProgress) -> Changes:
    """All threads there are: those that are held and do not come are gone."""
    met: set[str] = set()
    async for thread in threads:
        on_progress(Progress(done=len(met), total=max(len(met) + 1, len(comparison.origins)), name=thread.title))
        met.add(thread.id)
        compare_thread(thread, comparison)
    for origin in sorted(comparison.origins - met):
        comparison.remove(origin)
    return comparison.result()


def compare_thread(thread: Thread, comparison: Comparison) -> None:
    """One thread: new, changed, or without anything to quote (any more)."""
    item = Item(thread.id, fingerprint(thread.model_dump_json().encode()), READER)
    document = thread_document(thread)
    if document is None:
        comparison.remove(thread.id)
    elif comparison.is_held(thread.id, item.fingerprint or ""):
        comparison.keep(item)
    else:
        comparison.replace(item, [own_id(comparison.source, document)])


def thread_document(thread: Thread) -> Document | None:
    """The question as a heading, then what was said: accepted or most thanked first. None = nothing was said.

    Where nobody asks anything, what the thread starts with is what it says.
    """
    starter = next((message for message in thread.messages if message.is_starter), None)
    answers = [message for message in thread.messages if message is not starter]
    asks = starter is not None and _asks(starter, answers)
    said = ([] if asks or starter is None else [starter]) + sorted(answers, key=_rank)
    parts = [_Part(text, message.url) for message in said if (text := _plain(message.text))]
    if not parts:
        return None
    title = _one_line(thread.title) or _one_line(parts[0].text)
    question = _one_line(_plain(starter.text)) if asks and starter is not None else ""
    opening = f"# {title}\n\n" + (f"## {question}\n\n" if question and question != title else "")
    text, places = _joined(opening, parts)
    return Document(id=thread.id, title=title, text=text, url=thread.url, places=places)


def _asks(starter: Message, answers: list[Message]) -> bool:
    """Without answers, even a question is all that there is."""
    return bool(answers) and (
        any(mark in starter.text for mark in _QUESTION_MARKS) or any(message.is_accepted for message in answers)
    )


def _rank(message: Message) -> tuple[bool, int]:
    return not message.is_accepted, -message.thanks


def _joined(opening: str, parts: list[_Part]) -> tuple[str, tuple[Place, ...]]:
    texts = [opening, *(f"{part.text}\n\n" for part in parts)]
    starts = accumulate(map(len, texts))
    places = (Place(start=start, url=part.url) for start, part in zip(starts, parts, strict=False))
    return "".join(texts), tuple(places)


def _plain(text: str) -> str:
    return "\n".join(map(_without_names, text.splitlines())).strip()


def _without_names(line: str) -> str:
    """Lines without any stay as they are: code is indented."""
    return _SPACE.sub(" ", _MENTION.sub("", line)).strip() if _MENTION.search(line) else line.rstrip()


def _one_line(text: str) -> str:
    line = _SPACE.sub(" ", text).strip(" #")
    return line if len(line) <= _LONGEST_HEADING else f"{line[: _LONGEST_HEADING - 1]}…"
