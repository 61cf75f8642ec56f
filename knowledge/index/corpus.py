"""Corpus: all that is kept of some documents to answer from them. It never changes.

What a question needs of all documents at once is made with it, so that no question waits for that.
"""

from collections.abc import Collection as Ids
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import DocumentNotFound
from knowledge.index.bm25 import Index
from knowledge.index.engine import TermEngine
from knowledge.index.numbering import Numbering
from knowledge.index.prepared import Prepare, prepare
from knowledge.models import Document
from knowledge.text.analysis import Analysis
from knowledge.text.glossary import Glossary, glossary_of
from knowledge.text.grams import NO_RUNS, Buckets, Counts, counts_of
from knowledge.text.outline import Outline

K1, B = 0.9, 0.75
"""BM25 for short texts: a word that comes again counts little."""


@dataclass(frozen=True)
class Corpus:
    """Documents, where their sentences are, what is in them, and the indexes over all; made by `empty` and `whole`."""

    documents: Mapping[str, Document]
    outlines: Mapping[str, Outline]
    analyses: Mapping[str, Analysis]
    passages: TermEngine
    sentences: TermEngine
    grams: Counts
    """How often each run of letters stands in all documents."""
    numbering: Numbering
    """Numbers for all sentences and passages."""
    words: int
    """Of all sentences, without stop words."""
    glossary: Glossary

    @classmethod
    def empty(cls) -> "Corpus":
        """No documents at all."""
        nothing = Index.build([], k1=K1, b=B)
        return cls({}, {}, {}, nothing, nothing, NO_RUNS, Numbering.empty(), 0, glossary_of(()))

    @classmethod
    def whole(
        cls,
        documents: Mapping[str, Document],
        outlines: Mapping[str, Outline],
        analyses: Mapping[str, Analysis],
        indexes: tuple[TermEngine, TermEngine],
        grams: Counts,
    ) -> "Corpus":
        """Of documents that are cut and analysed; the indexes are those of passages and of sentences."""
        words, every = _words(analyses.values()), glossary_of(analyses.values())
        numbering = Numbering.empty().changed((), outlines)
        return cls(documents, outlines, analyses, *indexes, grams, numbering, words, every)

    def changed(self, put: Mapping[str, Document], drop: Ids[str], prepared: Prepare = prepare) -> "Corpus":
        """The next one: only what is `put` is prepared. `put` and `drop` have no id in common."""
        gone = [key for key in dict.fromkeys((*put, *drop)) if key in self.documents]
        kept = dict.fromkeys(self.documents)
        for key in gone:
            del kept[key]
        made = {key: one for key, document in put.items() if (one := prepared(document)) is not None}
        outlines = {key: one.outline for key, one in made.items()}
        analyses = {key: one.analysis for key, one in made.items()}
        after = {key: self.analyses[key] for key in kept} | analyses
        passages = chain.from_iterable(one.passages for one in made.values())
        sentences = chain.from_iterable(one.sentences for one in made.values())
        return Corpus(
            {key: self.documents[key] for key in kept} | {key: put[key] for key in made},
            {key: self.outlines[key] for key in kept} | outlines,
            after,
            self.passages.replace(map(self.numbering.passage_ids, gone), passages),
            self.sentences.replace(map(self.numbering.sentence_ids, gone), sentences),
            self.grams.changed(
                (one.grams for one in made.values()), (counts_of(self.documents[key].text) for key in gone)
            ),
            self.numbering.changed(gone, outlines),
            self.words + _words(analyses.values()) - _words(self.analyses[key] for key in gone),
            glossary_of(after.values()),
        )

    def joined(self, other: "Corpus") -> "Corpus":
        """These documents and then the others, none of which is analysed again. They have no id in common."""
        analyses = {**self.analyses, **other.analyses}
        return Corpus(
            {**self.documents, **other.documents},
            {**self.outlines, **other.outlines},
            analyses,
            self.passages.joined(other.passages),
            self.sentences.joined(other.sentences),
            self.grams.joined(other.grams),
            self.numbering.changed((), other.outlines),
            self.words + other.words,
            glossary_of(analyses.values()),
        )

    def relabelled(self, documents: Iterable[Document]) -> "Corpus":
        """The next one, where other facts than title, text and language of some documents changed."""
        return replace(self, documents={**self.documents, **{document.id: document for document in documents}})

    @property
    def mean_length(self) -> float:
        """Words of a sentence that are no stop words."""
        return self.words / max(1, self.numbering.sentences)

    def gram_idfs(self, buckets: Buckets) -> NDArray[np.float64]:
        """(b,): how much each of these runs of letters tells, as BM25 has it for terms."""
        return np.log(1 + self.numbering.sentences / np.maximum(self.grams.of(buckets), 1))

    def document(self, document_id: str) -> Document:
        """Raises DocumentNotFound."""
        try:
            return self.documents[document_id]
        except KeyError:
            raise DocumentNotFound(document_id) from None

    def text(self, number: int) -> str:
        """The sentence with this number, word for word."""
        document_id, cut, sentence = self.numbering.sentence(number)
        return self.documents[document_id].text[slice(*cut.span(sentence))]


def _words(analyses: Iterable[Analysis]) -> int:
    return sum(int(analysis.lengths.sum()) for analysis in analyses)
