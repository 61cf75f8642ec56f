"""Collection: all that is kept of some documents to answer from them. It never changes."""

from collections.abc import Collection as Ids
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from knowledge.analysis import Analysis, Stream
from knowledge.bm25 import Index
from knowledge.errors import DocumentNotFound
from knowledge.models import Document
from knowledge.outline import Outline, Places
from knowledge.prepared import Prepare, Prepared, prepare
from knowledge.words.aliases import Alias
from knowledge.words.grams import BUCKETS, Counts, count_runs

K1, B = 0.9, 0.75
"""BM25 for short texts: a word that comes again counts little."""


@dataclass(frozen=True)
class Collection:
    """Documents, where their sentences are, what is in them, and the indexes over all."""

    documents: Mapping[str, Document] = field(default_factory=dict)
    outlines: Mapping[str, Outline] = field(default_factory=dict)
    analyses: Mapping[str, Analysis] = field(default_factory=dict)
    passages: Index = field(default_factory=lambda: Index.build([], k1=K1, b=B))
    sentences: Index = field(default_factory=lambda: Index.build([], k1=K1, b=B))
    grams: Counts = field(default_factory=lambda: np.zeros(BUCKETS, np.int32))
    """(BUCKETS,): how often each run of letters stands in all documents."""

    def changed(self, put: Mapping[str, Document], drop: Ids[str], prepared: Prepare = prepare) -> "Collection":
        """The next one: only what is `put` is prepared. `put` and `drop` have no id in common."""
        gone = [key for key in self.documents if key in put or key in drop]
        made = {key: one for key, document in put.items() if (one := prepared(document)) is not None}
        kept = {key: document for key, document in self.documents.items() if key not in put and key not in drop}
        return Collection(
            kept | {key: put[key] for key in made},
            {key: self.outlines[key] for key in kept} | {key: one.outline for key, one in made.items()},
            {key: self.analyses[key] for key in kept} | {key: one.analysis for key, one in made.items()},
            self.passages.changed(
                map(self.places.passage_ids, gone), chain.from_iterable(one.passages for one in made.values())
            ),
            self.sentences.changed(
                map(self.places.sentence_ids, gone), chain.from_iterable(one.sentences for one in made.values())
            ),
            self._grams_without(gone, made.values()),
        )

    def _grams_without(self, gone: Iterable[str], made: Iterable[Prepared]) -> Counts:
        grams = self.grams.copy()
        for one in made:
            grams[one.grams[0]] += one.grams[1]
        for key in gone:
            grams -= count_runs(self.documents[key].text)
        return grams

    @cached_property
    def places(self) -> Places:
        """Numbers for all sentences and passages."""
        return Places(dict(self.outlines))

    @cached_property
    def languages(self) -> list[str]:
        """Of the documents, the most frequent first."""
        sizes: dict[str, int] = {}
        for analysis in self.analyses.values():
            sizes[analysis.language] = sizes.get(analysis.language, 0) + len(analysis.lengths)
        return sorted(sizes, key=sizes.__getitem__, reverse=True)

    @cached_property
    def explained(self) -> dict[str, Alias]:
        """What each abbreviation stands for; the first document that explains it counts."""
        every = [alias for analysis in self.analyses.values() for alias in analysis.aliases]
        return {alias.short: alias for alias in reversed(every)}

    @cached_property
    def abbreviated(self) -> dict[str, list[Alias]]:
        """The abbreviations of names that begin with a term."""
        by_first: dict[str, list[Alias]] = {}
        for alias in self.explained.values():
            by_first.setdefault(alias.long[0], []).append(alias)
        return by_first

    @cached_property
    def mean_length(self) -> float:
        """Words of a sentence that are no stop words."""
        words = sum(int(analysis.lengths.sum()) for analysis in self.analyses.values())
        return words / max(1, self.places.sentences)

    @cached_property
    def stream(self) -> Stream:
        """All tokens of all documents, one after the other."""
        analyses = list(self.analyses.values())
        begins = np.cumsum([0, *(len(analysis.codes) for analysis in analyses)], dtype=np.int64)
        firsts = [analysis.firsts[:-1] + begin for analysis, begin in zip(analyses, begins.tolist(), strict=False)]
        return Stream(
            np.concatenate([*firsts, begins[-1:]]),
            np.concatenate([analysis.codes for analysis in analyses]),
            np.concatenate([analysis.prefixes for analysis in analyses]),
            np.concatenate([analysis.flags for analysis in analyses]),
        )

    @cached_property
    def gram_idf(self) -> NDArray[np.float64]:
        """(BUCKETS,): how much each run of letters tells, as BM25 has it for terms."""
        return np.log(1 + self.places.sentences / np.maximum(self.grams, 1))

    def document(self, document_id: str) -> Document:
        """Raises DocumentNotFound."""
        try:
            return self.documents[document_id]
        except KeyError:
            raise DocumentNotFound(document_id) from None

    def text(self, number: int) -> str:
        """The sentence with this number, word for word."""
        document_id, cut, sentence = self.places.sentence(number)
        return self.documents[document_id].text[slice(*cut.span(sentence))]
