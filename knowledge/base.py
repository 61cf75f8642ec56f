"""KnowledgeBase: an immutable, searchable snapshot of some documents."""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Self

import numpy as np

from knowledge.bm25 import Index
from knowledge.errors import DocumentNotFound, DuplicateDocument
from knowledge.models import Answer, Document, Hit, Quote, Source, Summary
from knowledge.outline import Outline, Places, outline
from knowledge.summarizing import Length, summarize
from knowledge.terms import terms, words

_THRESHOLD = 0.5


class KnowledgeBase:
    """Some documents, cut and indexed. It never changes, so any number of threads may read it.

    `build` makes one, `changed` makes the next one out of it.
    """

    def __init__(
        self, documents: Mapping[str, Document], outlines: dict[str, Outline], passages: Index, sentences: Index
    ) -> None:
        self.documents = MappingProxyType(dict(documents))
        self._outlines = outlines
        self._places = Places(outlines)
        self._passage_index = passages
        self._sentence_index = sentences

    @classmethod
    def build(cls, documents: Iterable[Document]) -> Self:
        """Any number of documents, also none. Raises DuplicateDocument."""
        return cls({}, {}, Index.build([]), Index.build([])).changed(documents)

    def changed(self, put: Iterable[Document] = (), drop: Collection[str] = ()) -> Self:
        """The next snapshot: `put` are added or replace those with their ids, `drop` are ids to leave out.

        Only what changed is analysed. Raises DuplicateDocument if two of `put` have the same id.
        """
        added = _by_id(put)
        gone = [document_id for document_id in self.documents if document_id in added or document_id in drop]
        kept = {key: document for key, document in self.documents.items() if key not in gone}
        outlines = {key: outline(document) for key, document in added.items()}
        cut = [(document, outlines[key]) for key, document in added.items()]
        return type(self)(
            kept | added,
            {key: self._outlines[key] for key in kept} | outlines,
            self._passage_index.replace(map(self._places.passage_ids, gone), _passage_terms(cut)),
            self._sentence_index.replace(map(self._places.sentence_ids, gone), _sentence_terms(cut)),
        )

    @property
    def chunks(self) -> int:
        """How many there are."""
        return self._places.passages

    def document(self, document_id: str) -> Document:
        """Raises DocumentNotFound."""
        try:
            return self.documents[document_id]
        except KeyError:
            raise DocumentNotFound(document_id) from None

    def ask(
        self,
        question: str,
        k: int = 3,
        within: Collection[str] | None = None,
        threshold: float | None = None,
    ) -> Answer:
        """The best k quotes of the documents with the ids `within` (None = all).

        Nothing is quoted when `known` is below `threshold` (None = the default; 0.0 = always quote the best).
        """
        asked = list(dict.fromkeys(terms(question)))
        ranges = None if within is None else [self._places.sentence_ids(key) for key in within if key in self.documents]
        ids, scores = self._sentence_index.top(asked, k, within=ranges)
        best = [
            self._quote(number, score, frozenset(asked))
            for number, score in zip(ids.tolist(), scores.tolist(), strict=True)
        ]
        known = self._coverage(asked, best[0]) if best else 0.0
        if known < (_THRESHOLD if threshold is None else threshold):
            best = []
        return Answer(question=question, known=known, confidence=known * 0.9, quotes=tuple(best))

    def search(self, question: str, k: int = 10) -> tuple[Hit, ...]:
        """The k best chunks, best first."""
        ids, scores = self._passage_index.top(list(dict.fromkeys(terms(question))), k)
        return tuple(self._hit(*found) for found in zip(ids.tolist(), scores.tolist(), strict=True))

    def summarize(self, document_id: str, sentences: int | None = 3, characters: int | None = None) -> Summary:
        """The sentences that matter, in the document's order, in at most so many sentences and characters.

        None = any number. Raises DocumentNotFound.
        """
        document = self.document(document_id)
        chosen = summarize(document, self._outlines[document_id], Length(sentences, characters))
        first = self._places.sentence_ids(document_id).start
        quotes = tuple(self._quote(first + number, 0.0, frozenset()) for number in chosen)
        return Summary(document_id=document.id, title=document.title, quotes=quotes)

    def is_verbatim(self, quote: Quote) -> bool:
        """Whether this quote stands in its document, word for word, at its place."""
        document = self.documents.get(quote.source.document_id)
        return document is not None and document.text[quote.start : quote.end] == quote.text

    def _coverage(self, asked: list[str], quote: Quote) -> float:
        rarest = float(np.log(self.chunks + 1))
        weights = np.array([self._passage_index.idf(term) or rarest for term in asked])
        present = frozenset(terms(f"{quote.text} {quote.source.heading} {quote.source.title}"))
        return float(weights @ [term in present for term in asked] / max(weights.sum(), 1e-9))

    def _hit(self, number: int, score: float) -> Hit:
        document_id, cut, passage = self._places.passage(number)
        return Hit(chunk=cut.chunk(self.documents[document_id], passage), score=score)

    def _quote(self, number: int, score: float, asked: frozenset[str]) -> Quote:
        document_id, cut, sentence = self._places.sentence(number)
        document = self.documents[document_id]
        start, end = cut.span(sentence)
        text = document.text[start:end]
        return Quote(
            text=text,
            start=start,
            end=end,
            score=score,
            source=_source(document, cut.headings[cut.passage_of(sentence)]),
            matches=tuple((word.start, word.end) for word in words(text) if word.term in asked),
        )


def _by_id(documents: Iterable[Document]) -> dict[str, Document]:
    by_id: dict[str, Document] = {}
    for document in documents:
        if document.id in by_id:
            raise DuplicateDocument(document.id)
        by_id[document.id] = document
    return by_id


def _passage_terms(cut: list[tuple[Document, Outline]]) -> Iterable[list[str]]:
    for document, own in cut:
        for passage, heading in enumerate(own.headings):
            start, end = own.passage_span(passage)
            yield terms(f"{document.title} {heading} {document.text[start:end]}")


def _sentence_terms(cut: list[tuple[Document, Outline]]) -> Iterable[list[str]]:
    for document, own in cut:
        for start, end in own.spans.tolist():
            yield terms(document.text[start:end])


def _source(document: Document, heading: str) -> Source:
    return Source(
        document_id=document.id,
        title=document.title,
        url=document.url,
        heading=heading or None,
        publisher=document.publisher,
        date=document.date,
    )
