"""Answering knows search engines by their interface alone: a plain one beside ours gives the same answers."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from knowledge import Document, KnowledgeBase
from knowledge.index.bm25 import Index
from knowledge.index.corpus import K1, B, Corpus
from knowledge.index.engine import Engine, Floats, TermEngine
from knowledge.index.postings import Ints, Numbered, number
from knowledge.index.prepared import prepare
from knowledge.reading import read_documents

ARTICLES = [
    document
    for article in sorted(files("knowledge").joinpath("articles").iterdir(), key=lambda path: path.name)
    for document in read_documents(article.name, article.read_bytes())
]


def terms_of(added: Iterable[Numbered]) -> list[list[str]]:
    chunks = []
    for block in added:
        ends = np.cumsum(block.lengths)
        for begin, end in zip(ends - block.lengths, ends, strict=True):
            chunks.append([block.vocabulary[one] for one in block.numbers[begin:end]])
    return chunks


class Plain:
    """BM25 over lists, as one reads it in a book."""

    def __init__(self, chunks: Sequence[Sequence[str]]) -> None:
        self.chunks = chunks
        self.mean = sum(map(len, chunks)) / max(1, len(chunks)) or 1.0

    def __len__(self) -> int:
        return len(self.chunks)

    def top(self, terms: Iterable[str], k: int, *, within: Iterable[range] | None = None) -> tuple[Ints, Floats]:
        ids = list(range(len(self)) if within is None else sorted({one for some in within for one in some}))
        scores = self.weights(terms, np.array(ids, np.int64)).sum(axis=0)
        best = sorted((row for row in range(len(ids)) if scores[row] > 0), key=lambda row: -scores[row])[: max(k, 0)]
        return np.array([ids[row] for row in best], np.int64), scores[best]

    def replace(self, removed: Iterable[range], added: Iterable[Numbered]) -> "Plain":
        gone = {one for some in removed for one in some}
        return Plain([*(chunk for one, chunk in enumerate(self.chunks) if one not in gone), *terms_of(added)])

    def joined(self, other: "Plain") -> "Plain":
        return Plain([*self.chunks, *other.chunks])

    def save(self, path: Path) -> None:
        path.write_text(str(self.chunks), "utf-8")

    def dfs(self, terms: Iterable[str]) -> list[int]:
        return [sum(term in chunk for chunk in self.chunks) for term in terms]

    def idfs(self, terms: Iterable[str]) -> NDArray[np.float64]:
        return np.array([math.log((len(self) + 1) / df) if df else 0.0 for df in self.dfs(terms)], np.float64)

    def weights(self, terms: Iterable[str], ids: Ints) -> Floats:
        wanted = list(terms)
        rows = [
            [idf * self._share(self.chunks[one], term) for one in ids.tolist()]
            for term, idf in zip(wanted, self.idfs(wanted).tolist(), strict=True)
        ]
        return np.array(rows, np.float32).reshape(len(wanted), len(ids))

    def _share(self, chunk: Sequence[str], term: str) -> float:
        count = list(chunk).count(term)
        return count * (K1 + 1) / (count + K1 * (1 - B + B * len(chunk) / self.mean))


class Nearest:
    """Vectors of chunks, by the cosine of their angles to the one that is wanted."""

    def __init__(self, vectors: Floats) -> None:
        self.vectors = vectors

    def __len__(self) -> int:
        return len(self.vectors)

    def top(self, wanted: Floats, k: int, *, within: Iterable[range] | None = None) -> tuple[Ints, Floats]:
        ids = np.array(range(len(self)) if within is None else [one for some in within for one in some], np.int64)
        scores = self.vectors[ids] @ wanted
        best = np.argsort(-scores, kind="stable")[: min(k, int((scores > 0).sum()))]
        return ids[best], scores[best]

    def replace(self, removed: Iterable[range], added: Iterable[Floats]) -> "Nearest":
        kept = np.delete(self.vectors, [one for some in removed for one in some], axis=0)
        return Nearest(np.concatenate([kept, *added]))

    def joined(self, other: "Nearest") -> "Nearest":
        return Nearest(np.concatenate([self.vectors, other.vectors]))

    def save(self, path: Path) -> None:
        np.save(path, self.vectors)


def test_an_engine_of_vectors_has_the_same_interface() -> None:
    engine: Engine[Floats, Floats] = Nearest(np.eye(3, dtype=np.float32))

    following = engine.replace([range(1)], [np.ones((1, 3), np.float32)])

    assert following.top(np.array([0, 2, 1], np.float32), 5)[0].tolist() == [2, 0, 1]
    assert following.top(np.array([0, 2, 1], np.float32), 5, within=[range(2)])[0].tolist() == [0, 1]


@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=6), min_size=1, max_size=8).filter(any), st.data())
def test_both_engines_weigh_and_find_alike(chunks: list[list[str]], data: st.DataObject) -> None:
    ours, plain = Index.build(chunks, k1=K1, b=B), Plain(chunks)
    pairs: list[tuple[TermEngine, TermEngine]] = [
        (ours, plain),
        (ours.replace([range(1)], number(chunks)), plain.replace([range(1)], number(chunks))),
    ]
    within = data.draw(st.none() | st.lists(st.integers(0, len(chunks) - 1), unique=True, max_size=3))
    among = None if within is None else [range(one, one + 1) for one in within]

    for engine, other in pairs:
        assert engine.dfs("abcx") == other.dfs("abcx")
        np.testing.assert_allclose(engine.idfs("abcx"), other.idfs("abcx"))
        everything = np.arange(len(engine))
        np.testing.assert_allclose(engine.weights("abcx", everything), other.weights("abcx", everything), rtol=1e-4)
        found, expected = (each.top("ab", 3, within=among)[1] for each in (engine, other))
        np.testing.assert_allclose(found, expected, rtol=1e-4)


@pytest.mark.parametrize(
    "question", ["Who attended the ceremony?", "What is the robotic arm for?", "Which year was it launched?"]
)
def test_a_plain_engine_gives_the_same_answers(question: str) -> None:
    documents = {document.id: document for document in ARTICLES}
    made = [prepare(document) for document in documents.values()]
    corpus = Corpus.empty().changed(documents, ())
    passages = Plain(terms_of(block for one in made for block in one.passages))
    sentences = Plain(terms_of(block for one in made for block in one.sentences))

    plain = KnowledgeBase(replace(corpus, passages=passages, sentences=sentences))

    expected, found = (base.ask(question, threshold=0.0) for base in (KnowledgeBase(corpus), plain))
    assert [(quote.start, quote.text) for quote in found.quotes] == [(one.start, one.text) for one in expected.quotes]
    assert found.known == pytest.approx(expected.known, abs=1e-3)


def test_titles_are_listed_in_order_and_found_by_parts_of_words() -> None:
    titles = {"a": "Opening Hours", "b": "House rules", "c": "Hours of the rules"}
    base = KnowledgeBase.build([Document(id=key, title=title, text="Text.") for key, title in titles.items()])

    assert base.titles(but=["b"]) == ("Opening Hours", "Hours of the rules")
    assert [document.id for document in base.titled(["HOU", "rule"])] == ["b", "c"]
    assert len(base.titled([])) == 3
