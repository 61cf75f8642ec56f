"""Whose words a thread is made of, and the thread without somebody's words. People are pseudonyms here."""

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from knowledge.sources.comparison import Changes
from knowledge.store.records import StoredDocument

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
