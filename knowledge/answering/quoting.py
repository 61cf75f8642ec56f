"""Candidates → quotes: of each place one, each thing said once, and no more than is worth reading."""

from bisect import bisect_right
from collections.abc import Sequence

from knowledge.answering.assess import Look
from knowledge.answering.marking import mark
from knowledge.answering.question import ParsedQuestion
from knowledge.answering.units import Unit, unit_of
from knowledge.index.corpus import Corpus
from knowledge.models import Document, Place, Quote, Source
from knowledge.text.terms import terms


def source_at(document: Document, start: int, heading: str | None) -> Source:
    """Where a person can check what stands at `start` (characters into the text)."""
    place = _place_at(document, start)
    return Source(
        document_id=document.id,
        title=document.title,
        url=_address(document.url, place),
        heading=heading or None,
        publisher=document.publisher,
        date=document.date,
        place=place.label if place else None,
        also_urls=document.also_urls,
        old_since=document.old_since,
    )


def _place_at(document: Document, start: int) -> Place | None:
    position = bisect_right(document.places, start, key=lambda place: place.start)
    return document.places[position - 1] if position else None


def _address(url: str | None, place: Place | None) -> str | None:
    """An address that leads to a part of a page already is left as it is."""
    if place is None or url is None:
        return (place.url if place else None) or url
    if place.url is not None:
        return place.url
    return f"{url}#{place.anchor}" if place.anchor and "#" not in url else url


ALIKE = 0.85
"""Share of the words of two quotes that are the same, from which on they say the same."""

LOOKED_AT = 10
"""Candidates among which others that say the same are sought."""

NEARLY = 2.0
"""A second quote is shown if its odds are no less than one in seven of those of the first one."""

_ROOM = 1800
"""Characters of all quotes that are shown of themselves."""


def quotes(seen: Look, corpus: Corpus, k: int) -> tuple[Quote, ...]:
    """The best k, each place once, each with the sources of those that say the same."""
    chosen: list[Quote] = []
    said: list[frozenset[str]] = []
    for looked_at, position in enumerate(seen.order):
        if len(chosen) == k and looked_at >= LOOKED_AT:
            break
        number = int(seen.candidates.numbers[position])
        document_id, cut, sentence = corpus.numbering.sentence(number)
        if _touches(chosen, document_id, *cut.span(sentence)):
            continue
        unit = unit_of(corpus, number, seen.question)
        own = frozenset(terms(corpus.documents[unit.document_id].text[unit.start : unit.end], seen.question.language))
        twin = next((other for other, words in enumerate(said) if _alike(own, words)), None)
        if twin is not None:
            chosen[twin] = _said_also(chosen[twin], source_of(corpus, number))
        elif len(chosen) < k and not _touches(chosen, document_id, unit.start, unit.end):
            chosen.append(quote_of(corpus, number, unit, float(seen.scores[position]), seen.question))
            said.append(own)
    return tuple(chosen)


def _said_also(quote: Quote, source: Source) -> Quote:
    return quote if source in (quote.source, *quote.also) else quote.model_copy(update={"also": (*quote.also, source)})


def _touches(chosen: Sequence[Quote], document_id: str, start: int, end: int) -> bool:
    """Whether one of the quotes has anything of this place of a document."""
    return any(one.source.document_id == document_id and one.start < end and start < one.end for one in chosen)


def worth_showing(found: Sequence[Quote]) -> tuple[Quote, ...]:
    """The first, and those after it that are nearly as likely and for which there is room."""
    shown: list[Quote] = []
    room = _ROOM
    for quote in found:
        room -= len(quote.text)
        if shown and (quote.score < found[0].score - NEARLY or room < 0):
            break
        shown.append(quote)
    return tuple(shown)


def quote_of(corpus: Corpus, number: int, unit: Unit, score: float, question: ParsedQuestion) -> Quote:
    """What is quoted around the sentence with this number."""
    document = corpus.documents[unit.document_id]
    begin, end = unit.focus or (unit.start, unit.end)
    marked = mark(document.text[begin:end], question)
    return Quote(
        text=document.text[unit.start : unit.end],
        start=unit.start,
        end=unit.end,
        score=score,
        source=source_of(corpus, number),
        kind=unit.kind,
        focus=unit.focus,
        matches=tuple((first + begin - unit.start, last + begin - unit.start) for first, last in marked),
        code=unit.code,
    )


def sentence_at(corpus: Corpus, number: int, score: float) -> Quote:
    """The sentence with this number alone."""
    document_id, cut, sentence = corpus.numbering.sentence(number)
    start, end = cut.span(sentence)
    text, code = corpus.documents[document_id].text[start:end], cut.blocks.language(cut.block_of(sentence))
    return Quote(text=text, start=start, end=end, score=score, source=source_of(corpus, number), code=code)


def source_of(corpus: Corpus, number: int) -> Source:
    """Where a person can check the sentence with this number."""
    document_id, cut, sentence = corpus.numbering.sentence(number)
    start, _ = cut.span(sentence)
    return source_at(corpus.documents[document_id], start, cut.headings[cut.passage_of(sentence)])


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one or other) and len(one & other) / len(one | other) >= ALIKE
