"""Threads of a channel: each is a document, the best answer first, without the words of those who do not want that."""

import re
from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from functools import partial
from itertools import accumulate, pairwise
from typing import NamedTuple

from knowledge.errors import UnreadableFile
from knowledge.models import Document, Model, Place
from knowledge.reading import fingerprint
from knowledge.sources.comparison import READER, Changes, Comparison, OnProgress, Progress, own_id
from knowledge.sources.queueing import InTurn
from knowledge.store.records import Byline, Item, StoredDocument

UNKNOWN = ""
"""The author of words that came without one: they go with the first person whose words must go."""


def without_people(stored: StoredDocument, people: Collection[str]) -> StoredDocument | None:
    """What is left without the words of these people; None = nothing that could be understood.

    A thread that one of them began goes as a whole: its title and question are theirs, and answers without a question
    mislead. So does one of which nobody knows who wrote it. What was cut has no fingerprint: it is read again.
    """
    gone = {*people, UNKNOWN} if people else set()
    if not gone or (stored.bylines and not any(one.author in gone for one in stored.bylines)):
        return stored
    kept = [(start, end) for start, end, authors in _spans(stored) if not authors & gone]
    if len(kept) < 2 or kept[0][0] > 0:
        return None
    return _cut(stored, kept)


def heed(changes: Changes, held: Mapping[str, StoredDocument], people: Collection[str]) -> Changes:
    """What a channel says, without the words of these people; `held` are the documents before."""
    left = {stored.document.id: without_people(stored, people) for stored in changes.put}
    cut = [stored for stored in changes.put if left[stored.document.id] is not stored]
    if not cut:
        return changes
    rest = [stored for stored in left.values() if stored is not None]
    origins = {stored.origin for stored in cut}
    return changes._replace(
        put=[stored for stored in rest if stored != held.get(stored.document.id)],
        drop=[*changes.drop, *(key for key, stored in left.items() if stored is None and key in held)],
        unchanged=changes.unchanged + sum(stored == held.get(stored.document.id) for stored in rest),
        items=[one._replace(fingerprint=None) if one.origin in origins else one for one in changes.items],
    )


def _spans(stored: StoredDocument) -> Iterator[tuple[int, int, set[str]]]:
    """Start, end and authors of each part of the text, the opening first."""
    starts = sorted({byline.start for byline in stored.bylines})
    for start, end in pairwise([*starts, len(stored.document.text)]):
        yield start, end, {byline.author for byline in stored.bylines if byline.start == start}


def _cut(stored: StoredDocument, kept: list[tuple[int, int]]) -> StoredDocument:
    document, text = stored.document, ""
    places, bylines = [], []
    for start, end in kept:
        moved = len(text) - start
        places += [one.model_copy(update={"start": one.start + moved}) for one in document.places if one.start == start]
        bylines += [one._replace(start=one.start + moved) for one in stored.bylines if one.start == start]
        text += document.text[start:end]
    cut = document.model_copy(update={"text": text, "places": tuple(places)})
    return stored._replace(document=cut, fingerprint="", bylines=tuple(bylines))


_MENTION = re.compile(r"<(?:@[!&]?\d+|a?:\w+:\d+)>")
"""People, roles and custom emoji: names, or pictures that only Discord can show."""
_SPACE = re.compile(r"\s+")
_QUESTION_MARKS = ("?", "？", "؟")
_LONGEST_HEADING = 300


class Message(Model):
    """What somebody wrote; `thanks` counts reactions and replies that thank for it."""

    id: str
    text: str
    author: str = ""
    """A pseudonym (see Library.pseudonym), here and below; "" = nobody knows."""
    url: str | None = None
    is_starter: bool = False
    is_accepted: bool = False
    thanks: int = 0


class Thread(Model):
    """A conversation, its messages in the order of time."""

    id: str
    title: str
    author: str = ""
    """Who began it, and gave it its title."""
    url: str | None = None
    messages: tuple[Message, ...]


class _Part(NamedTuple):
    text: str
    message: Message


async def read_channel(
    threads: AsyncIterator[Thread], comparison: Comparison, in_turn: InTurn, on_progress: OnProgress
) -> Changes:
    """All threads there are: those that are held and do not come are gone."""
    met: set[str] = set()
    async for thread in threads:
        on_progress(Progress(done=len(met), total=max(len(met) + 1, len(comparison.origins)), name=thread.title))
        met.add(thread.id)
        await in_turn(partial(compare_thread, thread, comparison))
    for origin in sorted(comparison.origins - met):
        comparison.remove(origin)
    return comparison.result()


def compare_thread(thread: Thread, comparison: Comparison) -> None:
    """One thread: new, changed, or without anything to quote (any more); takes its time."""
    mark = fingerprint(thread.model_dump_json().encode())
    item = Item(thread.id, mark, READER)
    document = thread_document(thread)
    if document is None:
        comparison.remove(thread.id)
        return
    if comparison.is_held(thread.id, mark):
        comparison.keep(item)
        return
    try:
        comparison.refuse_stopped(thread.id, mark)
        read = comparison.read(thread.id, [own_id(comparison.source, document)])
        comparison.replace(item, read, bylines_of(thread, document))
    except UnreadableFile as error:
        comparison.fail(thread.id, error, mark)


def thread_document(thread: Thread) -> Document | None:
    """The question as a heading, then what was said: accepted or most thanked first. None = nothing was said.

    Where nobody asks anything, what the thread starts with is what it says.
    """
    starter, parts = _said(thread)
    if not parts:
        return None
    title = _one_line(thread.title) or _one_line(parts[0].text)
    question = _one_line(_plain(starter.text)) if starter and starter not in [part.message for part in parts] else ""
    opening = f"# {title}\n\n" + (f"## {question}\n\n" if question and question != title else "")
    text, places = _joined(opening, parts)
    return Document(id=thread.id, title=title, text=text, url=thread.url, places=places)


def bylines_of(thread: Thread, document: Document) -> tuple[Byline, ...]:
    """Who wrote its document. The opening is also of whoever wrote the first message: titles are made of it."""
    starter, parts = _said(thread)
    opening = {thread.author, *([starter.author] if starter else [])}
    if not _one_line(thread.title):
        opening.add(parts[0].message.author)
    said = zip(document.places, parts, strict=True)
    return (
        *(Byline(0, author) for author in sorted(opening)),
        *(Byline(place.start, part.message.author) for place, part in said),
    )


def _said(thread: Thread) -> tuple[Message | None, list[_Part]]:
    """The first message, and those that are quoted, the best first: a question is a heading and not among them."""
    starter = next((message for message in thread.messages if message.is_starter), None)
    answers = [message for message in thread.messages if message is not starter]
    asks = starter is not None and _asks(starter, answers)
    said = ([] if asks or starter is None else [starter]) + sorted(answers, key=_rank)
    return starter, [_Part(text, message) for message in said if (text := _plain(message.text))]


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
    places = (Place(start=start, url=part.message.url) for start, part in zip(starts, parts, strict=False))
    return "".join(texts), tuple(places)


def _plain(text: str) -> str:
    return "\n".join(map(_without_names, text.splitlines())).strip()


def _without_names(line: str) -> str:
    """Lines without any stay as they are: code is indented."""
    return _SPACE.sub(" ", _MENTION.sub("", line)).strip() if _MENTION.search(line) else line.rstrip()


def _one_line(text: str) -> str:
    line = _SPACE.sub(" ", text).strip(" #")
    return line if len(line) <= _LONGEST_HEADING else f"{line[: _LONGEST_HEADING - 1]}…"
