"""Candidates → quotes that read well: each thing said once, and with the sentence that it leans on."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from knowledge.answering.assess import Look
from knowledge.answering.question import ParsedQuestion
from knowledge.index.corpus import Corpus
from knowledge.models import Document, Place, Quote, Source
from knowledge.text.languages import signals
from knowledge.text.sentences import Span
from knowledge.text.terms import STOP, words


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


_NUMBER = re.compile(r"[$€£¥₹]?\d+(?:[.,:]\d+)*(?:\s?%)?")
_PART = r"[^\W\d_a-z](?:[\w'’-]|\.(?=\w))*"
_NAME = re.compile(rf"{_PART}(?:\s+(?:(?:of|de|von|van|the|and|&)\s+)?{_PART})*")
_NAME_PART = re.compile(_PART)
_WORD = re.compile(r"[^\W\d_]+")


def mark(text: str, question: ParsedQuestion) -> tuple[Span, ...]:
    """Spans of `text`, in order, not overlapping."""
    asked = {term.term for term in question.terms}
    found = [(word.start, word.end) for word in words(text, question.language) if word.term in asked]
    found += [span for span in _answers(text, question) if not _touches(span, found)]
    return tuple(_merged(sorted(found)))


def _answers(text: str, question: ParsedQuestion) -> Iterator[Span]:
    """What is of the kind that was asked for."""
    if question.kinds & {"time", "number"}:
        yield from (match.span() for match in _NUMBER.finditer(text))
    if "time" in question.kinds:
        months = signals(question.language).get("month", frozenset())
        yield from (match.span() for match in _WORD.finditer(text) if match.group().lower() in months)
    if question.kinds & {"person", "place"}:
        names = (match for match in _NAME.finditer(text) if match.start() > 0)
        yield from (
            name.span() for name in names if all(part[0].isupper() for part in _NAME_PART.findall(name.group()))
        )


def _touches(one: Span, others: list[Span]) -> bool:
    """Whether it has a letter in common with any of `others`, which are in order of both their edges."""
    last = bisect_left(others, (one[1],)) - 1
    return last >= 0 and others[last][1] > one[0]


def _merged(spans: list[Span]) -> Iterator[Span]:
    """Overlapping ones as one."""
    end = -1
    begin = -1
    for start, stop in spans:
        if start < end:
            end = max(end, stop)
            continue
        if end > begin:
            yield begin, end
        begin, end = start, stop
    if end > begin:
        yield begin, end


ALIKE = 0.85
"""Share of the words of two sentences that are the same, from which on they say the same."""

LOOKED_AT = 10
"""Candidates among which duplicates are sought."""

_LEANING = ("他", "她", "它", "该", "這", "这", "此", "彼", "それ", "これ", "その", "この")


def quotes(seen: Look, corpus: Corpus, k: int) -> tuple[Quote, ...]:
    """The best k, each with the sources of those that say the same."""
    chosen: list[Quote] = []
    said: list[frozenset[int]] = []
    for position in seen.order[: max(LOOKED_AT, 2 * k)]:
        number = int(seen.candidates.numbers[position])
        own = _words(seen, position)
        twin = next((other for other, words in enumerate(said) if _alike(own, words)), None)
        if twin is not None:
            source = source_of(corpus, number)
            if source not in (chosen[twin].source, *chosen[twin].also):
                chosen[twin] = chosen[twin].model_copy(update={"also": (*chosen[twin].also, source)})
        elif len(chosen) < k:
            quote = quote_of(corpus, number, float(seen.scores[position]), seen.question)
            around = {"before": _before(corpus, number, seen.question), "after": _after(corpus, number, quote)}
            chosen.append(quote.model_copy(update=around))
            said.append(own)
    return tuple(chosen)


def quote_of(corpus: Corpus, number: int, score: float, question: ParsedQuestion | None) -> Quote:
    """The sentence with this number; its words are marked if there is a question."""
    document_id, cut, sentence = corpus.numbering.sentence(number)
    start, end = cut.span(sentence)
    document = corpus.documents[document_id]
    text = document.text[start:end]
    return Quote(
        text=text,
        start=start,
        end=end,
        score=score,
        source=source_of(corpus, number),
        matches=mark(text, question) if question else (),
        code=cut.blocks.language(cut.block_of(sentence)),
    )


def source_of(corpus: Corpus, number: int) -> Source:
    """Where a person can check the sentence with this number."""
    document_id, cut, sentence = corpus.numbering.sentence(number)
    start, _ = cut.span(sentence)
    return source_at(corpus.documents[document_id], start, cut.headings[cut.passage_of(sentence)])


def _words(seen: Look, position: int) -> frozenset[int]:
    """What stands for the words of a candidate that are no stop words."""
    here = seen.evidence.in_candidates
    return frozenset(here.codes[(here.rows == position) & (here.flags & STOP == 0)].tolist())


def _alike(one: frozenset[int], other: frozenset[int]) -> bool:
    return bool(one or other) and len(one & other) / len(one | other) >= ALIKE


def _before(corpus: Corpus, number: int, question: ParsedQuestion) -> Quote | None:
    """The sentence before in the same passage, if this one begins with a word that points back to it."""
    _, cut, sentence = corpus.numbering.sentence(number)
    if sentence == cut.firsts[cut.passage_of(sentence)] or not _leans(corpus.text(number), question.language):
        return None
    return quote_of(corpus, number - 1, 0.0, question)


def _after(corpus: Corpus, number: int, quote: Quote) -> Quote | None:
    """The next sentence, if that is code which this one introduces."""
    _, cut, sentence = corpus.numbering.sentence(number)
    if sentence + 1 == len(cut.spans):
        return None
    block = cut.block_of(sentence + 1)
    introduces = cut.blocks.introduction(block) == (quote.start, quote.end)
    return quote_of(corpus, number + 1, 0.0, None) if introduces and cut.blocks.language(block) is not None else None


def _leans(text: str, language: str) -> bool:
    first = _WORD.search(text)
    back = signals(language).get("back", frozenset())
    return text.startswith(_LEANING) or (first is not None and first.group().lower() in back)
