"""Which sentences stand for a document, for its sections, for a topic or for a conversation."""

from collections.abc import Collection as Ids
from collections.abc import Iterable

from knowledge.answering.quoting import sentence_at, source_at
from knowledge.index.corpus import Corpus
from knowledge.models import Part, Summary, TopicSummary
from knowledge.summarizing.choosing import Length, choose
from knowledge.summarizing.material import material_of, parts_of
from knowledge.summarizing.topics import CANDIDATES, Candidate, choose_about
from knowledge.summarizing.transcripts import summarize_messages
from knowledge.text.languages import language_of
from knowledge.text.terms import terms

__all__ = ["Length", "part_of", "parts_in", "sections_of", "summarize_messages", "summary_about", "summary_of"]


def summary_of(corpus: Corpus, document_id: str, sentences: int | None, characters: int | None) -> Summary:
    """Raises DocumentNotFound."""
    return _summary(corpus, document_id, None, Length(sentences, characters))


def sections_of(corpus: Corpus, document_id: str, sentences: int) -> tuple[Summary, ...]:
    """Each section, or each part of a document without headings. Raises DocumentNotFound."""
    corpus.document(document_id)
    parts = parts_of(corpus.outlines[document_id])
    found = (_section(corpus, document_id, part, Length(sentences)) for part in parts)
    return tuple(section for section in found if section.quotes)


def parts_in(corpus: Corpus, document_id: str) -> tuple[Part, ...]:
    """What the document is told by, section by section. Raises DocumentNotFound."""
    document = corpus.document(document_id)
    cut = corpus.outlines[document_id]
    spans = [(cut.passage_span(part.start)[0], cut.passage_span(part[-1])[1], part) for part in parts_of(cut)]
    return tuple(
        Part(heading=heading, start=start, end=end, place=source_at(document, start, heading).place)
        for start, end, part in spans
        for heading in (cut.headings[part.start] or None,)
    )


def part_of(corpus: Corpus, document_id: str, number: int, sentences: int | None, characters: int | None) -> Summary:
    """The part with this number, counted from 0. Raises DocumentNotFound, IndexError."""
    corpus.document(document_id)
    part = parts_of(corpus.outlines[document_id])[number]
    return _section(corpus, document_id, part, Length(sentences, characters))


def summary_about(corpus: Corpus, topic: str, sentences: int, within: Ids[str] | None = None) -> TopicSummary:
    """Sentences of the documents with the ids `within` (None = all) that tell of a topic."""
    language = language_of(topic, corpus.glossary.languages)
    asked = list(dict.fromkeys(terms(topic, language)))
    numbering = corpus.numbering
    among = None if within is None else [numbering.sentence_ids(key) for key in within if key in corpus.documents]
    numbers, scores = corpus.sentences.top(asked, CANDIDATES, within=among)
    found = [_candidate(corpus, *one) for one in zip(numbers.tolist(), scores.tolist(), strict=True)]
    chosen = choose_about(asked, found, sentences)
    quotes = tuple(sentence_at(corpus, int(numbers[one]), float(scores[one])) for one in chosen)
    return TopicSummary(topic=topic, quotes=quotes)


def _section(corpus: Corpus, document_id: str, part: range, length: Length) -> Summary:
    heading = corpus.outlines[document_id].headings[part.start] or None
    return _summary(corpus, document_id, part, length).model_copy(update={"heading": heading})


def _summary(corpus: Corpus, document_id: str, part: range | None, length: Length) -> Summary:
    document = corpus.document(document_id)
    cut, seen = corpus.outlines[document_id], corpus.analyses[document_id]
    begin = corpus.numbering.sentence_ids(document_id).start
    begin += int(cut.firsts[part.start]) if part else 0
    chosen: Iterable[int] = choose(material_of(document, cut, seen, part), length)
    quotes = tuple(sentence_at(corpus, begin + number, 0.0) for number in chosen)
    return Summary(document_id=document_id, title=document.title, quotes=quotes)


def _candidate(corpus: Corpus, number: int, score: float) -> Candidate:
    document_id, _, _ = corpus.numbering.sentence(number)
    return Candidate(document_id, corpus.text(number), score, corpus.analyses[document_id].language)
