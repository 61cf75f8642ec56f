"""Question → passages: found by their words, by their best sentences and by what they mean, and ranked by all of it."""

from collections.abc import Collection as Ids
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.headings import Place, agreements
from knowledge.answering.question import ParsedQuestion
from knowledge.answering.ranker import ranker
from knowledge.index.corpus import Corpus
from knowledge.index.meaning import Sense
from knowledge.text.blocks import BlockKind
from knowledge.text.numbers import Ints, beside_best, best_of_same, distinct, found_in
from knowledge.text.outline import STEP

Columns = dict[str, NDArray[np.float64]]
"""Name → (P,)."""

FEW = 16
"""Passages, of one short document: what tells how sure to be is something else where all are alike."""
BY_WORDS, BY_SENTENCES, BY_HEADS = 30, 20, 20
"""How many are found in each way; of the second, the sentences and of the third, the headings."""
READ = 40
"""Of how many, the likeliest so far, the texts are compared: reading one takes 30 ms where it was not done before."""
LIKELY_BY_WORDS, LIKELY_BY_HEAD = 0.4, 0.5
"""How these are chosen: the best words are worth 0.4, as much as a difference of cosines."""


@dataclass(frozen=True)
class RankedPassages:
    """Shapes: P passages, F features."""

    numbers: Ints
    """(P,): ascending."""
    names: tuple[str, ...]
    """(F,)"""
    matrix: NDArray[np.float64]
    """(P, F)"""
    documents: Ints
    """(P,): which document each is in, counted from 0."""
    is_meant: bool
    """Whether the features know what the question means."""
    few: bool
    """Whether it was searched among so few that all of them were looked at."""

    @cached_property
    def scores(self) -> NDArray[np.float64]:
        """(P,): how well each fits; differences of 1 are odds of e."""
        return ranker("passages" if self.is_meant else "passages without meaning").scores_of(self.names, self.matrix)

    def column(self, name: str) -> NDArray[np.float64]:
        """(P,): one feature."""
        return self.matrix[:, self.names.index(name)]

    def best(self, k: int) -> Ints:
        """(f,): positions of the k best, best first."""
        return np.argsort(-self.scores, kind="stable")[:k]


def rank_passages(
    question: ParsedQuestion, corpus: Corpus, sense: Sense | None, within: Ids[str] | None = None
) -> RankedPassages | None:
    """Some dozens of passages of the documents with the ids `within` (None = all); None if nothing was found."""
    found = _found(question, corpus, sense, within)
    numbers = found.numbers
    if not len(numbers):
        return None
    if sense is not None and not sense.has_read(numbers):
        sense = None  # what is not read yet would count as far off
    documents = corpus.numbering.documents_of(corpus.numbering.passage_firsts[numbers])
    columns = features(question, corpus, sense, found, documents)
    few = _searched(corpus, within) <= FEW
    return RankedPassages(numbers, tuple(columns), matrix(columns), documents, sense is not None, few)


def matrix(columns: Mapping[str, NDArray[np.floating[Any]]]) -> NDArray[np.float64]:
    """(n, F), in the order of the names."""
    return np.stack(list(columns.values()), axis=1)


def words_of(question: ParsedQuestion) -> list[str]:
    """All of its words, also those that ask, and what may stand for them."""
    others = (other.term for other in question.others)
    return list(dict.fromkeys([*(token.term for token in question.tokens), *others]))


class Found(NamedTuple):
    """Shapes: P passages."""

    numbers: Ints
    """(P,): ascending."""
    sentences: NDArray[np.float64]
    """(P,): the BM25 of the best sentence of each, 0 where that is not among the best of all."""


def _found(question: ParsedQuestion, corpus: Corpus, sense: Sense | None, within: Ids[str] | None) -> Found:
    numbering = corpus.numbering
    ids = None if within is None else [key for key in dict.fromkeys(within) if key in corpus.documents]
    passages = None if ids is None else [numbering.passage_ids(key) for key in ids]
    sentences = None if ids is None else [numbering.sentence_ids(key) for key in ids]
    by_words, _ = corpus.passages.top(words_of(question), BY_WORDS, within=passages)
    best, scores = corpus.sentences.top([term.term for term in question.terms], BY_SENTENCES, within=sentences)
    around = numbering.passage_numbers(best.astype(np.int64))
    by_heads = np.zeros(0, np.int64) if sense is None else _inside(sense.nearest(BY_HEADS), passages)
    numbers = distinct(np.concatenate((by_words.astype(np.int64), around, by_heads)))
    held = np.zeros(len(numbers))
    np.maximum.at(held, numbers.searchsorted(around), scores)
    return Found(numbers, held)


def _searched(corpus: Corpus, within: Ids[str] | None) -> int:
    """How many passages there are."""
    if within is None:
        return corpus.numbering.passages
    return sum(len(corpus.numbering.passage_ids(key)) for key in set(within) if key in corpus.documents)


def _inside(numbers: Ints, ranges: Sequence[range] | None) -> Ints:
    if ranges is None:
        return numbers
    return np.array([number for number in numbers.tolist() if any(number in one for one in ranges)], np.int64)


def features(question: ParsedQuestion, corpus: Corpus, sense: Sense | None, found: Found, documents: Ints) -> Columns:
    """How well each passage fits the question, by its words, its place and what it means."""
    numbers = found.numbers
    places = [corpus.numbering.passage(number) for number in numbers.tolist()]
    columns = _by_words(question, corpus, found) | _by_document(question, corpus, places)
    columns |= agreements(question, corpus, places) | _by_kind(places)
    columns["pages"] = best_of_same(columns["words beside best"], documents)
    columns |= _by_meaning(columns["words beside best"], sense, numbers)
    columns |= {f"{name} where it asks": columns["asks"] * columns[name] for name in ("head", "head beside best")}
    columns |= _known_words(question, corpus, numbers)
    columns["asks for manner"] = np.full(len(numbers), float("manner" in question.kinds))
    columns["question length"] = np.full(len(numbers), min(len(question.terms), 30) / 10)
    return columns


def _by_words(question: ParsedQuestion, corpus: Corpus, found: Found) -> Columns:
    words, numbers = words_of(question), found.numbers
    total = max(float(corpus.passages.idfs(words).sum()), 1e-9)
    all_words = corpus.passages.weights(words, numbers).astype(np.float64).sum(axis=0)
    content = corpus.passages.weights([term.term for term in question.terms], numbers).astype(np.float64)
    return {
        "words": all_words / total,
        "words beside best": beside_best(all_words),
        "rank": 1 / (1 + np.argsort(np.argsort(-all_words, kind="stable"), kind="stable")),
        "content": content.sum(axis=0) / max(float(question.idf.sum()), 1e-9),
        "content beside best": beside_best(content.sum(axis=0)),
        "covered": question.shares @ (content > 0),
        "sentence beside best": beside_best(found.sentences),
        "length": np.log1p(np.diff(corpus.numbering.passage_firsts)[numbers]) / 3,
    }


RAREST = 3
"""Words that tell most: whether these stand there does not depend on how long the story around them is."""


def _known_words(question: ParsedQuestion, corpus: Corpus, numbers: Ints) -> Columns:
    """Of the rarest words that the documents have, those in the passage; and how much of the question they have not."""
    terms = [term.term for term in question.terms]
    is_known = np.array(corpus.passages.dfs(terms)) > 0
    rarest = np.argsort(np.where(is_known, -question.idf, np.inf), kind="stable")[: min(RAREST, int(is_known.sum()))]
    held = corpus.passages.weights([terms[one] for one in rarest.tolist()], numbers) > 0
    unknown = float(question.shares[~is_known].sum())
    return {
        "rarest covered": held.mean(axis=0) if len(rarest) else np.zeros(len(numbers)),
        "unknown": np.full(len(numbers), unknown),
        "unknown words": np.full(len(numbers), min(int((~is_known).sum()), 5) / 5),
    }


def _by_document(question: ParsedQuestion, corpus: Corpus, places: Sequence[Place]) -> Columns:
    """Of its words, those that stand anywhere in the document."""
    codes, shares = question.codes, question.shares
    documents = dict.fromkeys(document_id for document_id, _, _ in places)
    found = {key: float(shares @ found_in(codes, corpus.analyses[key].present)) for key in documents}
    return {"covered by document": np.array([found[document_id] for document_id, _, _ in places])}


def _by_kind(places: Sequence[Place]) -> Columns:
    rows = []
    for _, cut, passage in places:
        kinds = cut.kinds_of(passage)
        depth = cut.headings[passage].count(STEP) + bool(cut.headings[passage])
        rows.append([*(float(kind in kinds) for kind in _KINDS), float(passage == 0), depth / 3])
    names = [*(kind.name.lower() for kind in _KINDS), "first of document", "depth"]
    return dict(zip(names, np.array(rows).T, strict=True))


_KINDS = (BlockKind.LIST, BlockKind.STEPS, BlockKind.TABLE, BlockKind.CODE)


def _by_meaning(likely: NDArray[np.float64], sense: Sense | None, numbers: Ints) -> Columns:
    """Cosines; a text that is not likely enough to be compared is as far off as the farthest that was."""
    if sense is None:
        nothing = np.zeros(len(numbers))
        return dict.fromkeys(_MEANT, nothing) | {"meant": nothing}
    heads = sense.heads(numbers).astype(np.float64)
    order = np.argsort(-(LIKELY_BY_WORDS * likely + LIKELY_BY_HEAD * heads), kind="stable")[:READ]
    texts = np.zeros(len(numbers))
    texts[order] = sense.texts(numbers[order])
    texts[texts == 0] = min(texts[order].min(), heads.min())
    together = texts + LIKELY_BY_HEAD * heads + LIKELY_BY_WORDS * likely
    columns = (texts, texts - texts.max(), heads, heads - heads.max(), together, together - together.max())
    return dict(zip(_MEANT, columns, strict=True)) | {"meant": np.ones(len(numbers))}


_MEANT = ("text", "text beside best", "head", "head beside best", "together", "together beside best")
