"""KnowledgeBase: an immutable, searchable snapshot of some documents."""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Self

import numpy as np

from knowledge.bm25 import Index
from knowledge.chunking import Passage, split_passages
from knowledge.errors import DocumentNotFound, DuplicateDocument
from knowledge.models import Answer, Chunk, Document, Hit, Quote, Sentence, Source, Summary
from knowledge.sentences import Span
from knowledge.summarizing import summarize
from knowledge.terms import terms, words

_THRESHOLD = 0.5

_Place = tuple[Document, Passage, Span]


class KnowledgeBase:
    """Some documents, cut and indexed. It never changes, so any number of threads may read it."""

    def __init__(self, documents: Mapping[str, Document], passages: list[tuple[Document, Passage]]) -> None:
        self.documents = MappingProxyType(dict(documents))
        self._passages = passages
        self._sentences = [(document, passage, span) for document, passage in passages for span in passage.sentences]
        self._chunk_index = Index.build(
            terms(f"{document.title} {passage.heading or ''} {document.text[passage.start : passage.end]}")
            for document, passage in passages
        )
        self._sentence_index = Index.build(terms(document.text[slice(*span)]) for document, _, span in self._sentences)

    @classmethod
    def build(cls, documents: Iterable[Document]) -> Self:
        """Any number of documents, also none. Raises DuplicateDocument."""
        by_id: dict[str, Document] = {}
        for document in documents:
            if document.id in by_id:
                raise DuplicateDocument(document.id)
            by_id[document.id] = document
        passages = [(document, passage) for document in by_id.values() for passage in split_passages(document)]
        return cls(by_id, passages)

    def document(self, document_id: str) -> Document:
        """Raises DocumentNotFound."""
        try:
            return self.documents[document_id]
        except KeyError:
            raise DocumentNotFound(document_id) from None

    @property
    def chunks(self) -> int:
        """How many chunks there are."""
        return len(self._passages)

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
        ids, scores = self._sentence_index.top(asked, k if within is None else len(self._sentences))
        best = [
            self._quote(self._sentences[i], score, frozenset(asked))
            for i, score in zip(ids.tolist(), scores.tolist(), strict=True)
            if within is None or self._sentences[i][0].id in within
        ][:k]
        known = self._coverage(asked, best[0]) if best else 0.0
        if known < (_THRESHOLD if threshold is None else threshold):
            best = []
        return Answer(question=question, known=known, confidence=known * 0.9, quotes=tuple(best))

    def search(self, question: str, k: int = 10) -> tuple[Hit, ...]:
        """The k best chunks, best first."""
        ids, scores = self._chunk_index.top(list(dict.fromkeys(terms(question))), k)
        return tuple(Hit(chunk=self._chunk(i), score=score) for i, score in zip(ids, scores.tolist(), strict=True))

    def summarize(self, document_id: str, sentences: int = 3) -> Summary:
        """The sentences that matter, in the document's order. Raises DocumentNotFound."""
        document = self.document(document_id)
        own = [place for place in self._sentences if place[0] is document]
        chosen = summarize([terms(document.text[slice(*span)]) for _, _, span in own], sentences)
        quotes = tuple(self._quote(own[i], 0.0, frozenset()) for i in chosen)
        return Summary(document_id=document.id, title=document.title, quotes=quotes)

    def is_verbatim(self, quote: Quote) -> bool:
        """Whether this quote stands in its document, word for word, at its place."""
        document = self.documents.get(quote.source.document_id)
        return document is not None and document.text[quote.start : quote.end] == quote.text

    def _coverage(self, asked: list[str], quote: Quote) -> float:
        rarest = float(np.log(len(self._passages) + 1))
        weights = np.array([self._chunk_index.idf(term) or rarest for term in asked])
        present = frozenset(terms(f"{quote.text} {quote.source.heading} {quote.source.title}"))
        return float(weights @ [term in present for term in asked] / max(weights.sum(), 1e-9))

    def _chunk(self, position: int) -> Chunk:
        document, passage = self._passages[position]
        return Chunk(
            document_id=document.id,
            text=document.text[passage.start : passage.end],
            start=passage.start,
            end=passage.end,
            heading=passage.heading or None,
            sentences=tuple(Sentence(start=start, end=end) for start, end in passage.sentences),
        )

    def _quote(self, place: _Place, score: float, asked: frozenset[str]) -> Quote:
        document, passage, span = place
        text = document.text[slice(*span)]
        return Quote(
            text=text,
            start=span[0],
            end=span[1],
            score=score,
            source=_source(document, passage),
            matches=tuple((word.start, word.end) for word in words(text) if word.term in asked),
        )


def _source(document: Document, passage: Passage) -> Source:
    return Source(
        document_id=document.id,
        title=document.title,
        url=document.url,
        heading=passage.heading or None,
        publisher=document.publisher,
        date=document.date,
    )
