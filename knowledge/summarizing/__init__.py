"""Which sentences stand for a document, for its sections, for a topic or for a conversation."""

from collections.abc import Collection as Ids
from collections.abc import Iterable

from knowledge.collection import Collection
from knowledge.languages import language_of
from knowledge.models import Summary, TopicSummary
from knowledge.quoting import quote_of
from knowledge.summarizing.choosing import Length, choose
from knowledge.summarizing.material import material_of
from knowledge.summarizing.sections import parts_of
from knowledge.summarizing.topics import CANDIDATES, Candidate, choose_about
from knowledge.summarizing.transcripts import summarize_messages
from knowledge.terms import terms

__all__ = ["Length", "sections_of", "summarize_messages", "summary_about", "summary_of"]


def summary_of(collection: Collection, document_id: str, sentences: int | None, characters: int | None) -> Summary:
    """Raises DocumentNotFound."""
    return _summary(collection, document_id, None, Length(sentences, characters))


def sections_of(collection: Collection, document_id: str, sentences: int) -> tuple[Summary, ...]:
    """Each section, or each part of a document without headings. Raises DocumentNotFound."""
    collection.document(document_id)
    cut = collection.outlines[document_id]
    found = (
        _summary(collection, document_id, part, Length(sentences)).model_copy(
            update={"heading": cut.headings[part.start] or None}
        )
        for part in parts_of(cut)
    )
    return tuple(section for section in found if section.quotes)


def summary_about(collection: Collection, topic: str, sentences: int, within: Ids[str] | None = None) -> TopicSummary:
    """Sentences of the documents with the ids `within` (None = all) that tell of a topic."""
    language = language_of(topic, collection.languages)
    asked = list(dict.fromkeys(terms(topic, language)))
    places = collection.places
    among = None if within is None else [places.sentence_ids(key) for key in within if key in collection.documents]
    numbers, scores = collection.sentences.top(asked, CANDIDATES, within=among)
    found = [_candidate(collection, *one) for one in zip(numbers.tolist(), scores.tolist(), strict=True)]
    chosen = choose_about(asked, found, sentences)
    quotes = tuple(quote_of(collection, int(numbers[one]), float(scores[one]), None) for one in chosen)
    return TopicSummary(topic=topic, quotes=quotes)


def _summary(collection: Collection, document_id: str, part: range | None, length: Length) -> Summary:
    document = collection.document(document_id)
    cut, seen = collection.outlines[document_id], collection.analyses[document_id]
    begin = collection.places.sentence_ids(document_id).start
    begin += int(cut.firsts[part.start]) if part else 0
    chosen: Iterable[int] = choose(material_of(document, cut, seen, part), length)
    quotes = tuple(quote_of(collection, begin + number, 0.0, None) for number in chosen)
    return Summary(document_id=document_id, title=document.title, quotes=quotes)


def _candidate(collection: Collection, number: int, score: float) -> Candidate:
    document_id, _, _ = collection.places.sentence(number)
    return Candidate(document_id, collection.text(number), score, collection.analyses[document_id].language)
