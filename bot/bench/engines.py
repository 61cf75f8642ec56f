"""The engines, each asked in the fastest way that its documentation offers."""

import pickle
import sqlite3
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import numpy as np

from knowledge.index.bm25 import Index

Chunks = Iterable[Sequence[str]]


class Contender(Protocol):
    """Builds an index in a folder, loads it from there, and answers with the best `k` chunks."""

    def build(self, chunks: Chunks, folder: Path) -> None:
        """Index the chunks and save the index."""

    def load(self, folder: Path) -> None:
        """Be ready to answer."""

    def top(self, terms: list[str], k: int) -> Sequence[object]:
        """The best chunks, best first."""


class Quoth:
    """This package's own."""

    def build(self, chunks: Chunks, folder: Path) -> None:
        """In memory, then one file."""
        self._index = Index.build(chunks)
        self._index.save(folder / "index")

    def load(self, folder: Path) -> None:
        """Mapped into memory."""
        self._index = Index.load(folder / "index")

    def top(self, terms: list[str], k: int) -> Sequence[object]:
        """Chunk ids."""
        best: list[int] = self._index.top(terms, k)[0].tolist()
        return best


class RankBM25:
    """The package that defines our scores."""

    def build(self, chunks: Chunks, folder: Path) -> None:
        """It has no file format of its own."""
        from rank_bm25 import BM25Plus  # noqa: PLC0415 each engine is imported only when it is measured

        self._index = BM25Plus(chunks)
        with (folder / "index").open("wb") as file:
            pickle.dump(self._index, file)

    def load(self, folder: Path) -> None:
        """Unpickled."""
        with (folder / "index").open("rb") as file:
            self._index = pickle.load(file)  # noqa: S301 written by ourselves a moment ago

    def top(self, terms: list[str], k: int) -> Sequence[object]:
        """As `get_top_n` does it, with a cheaper selection."""
        scores = self._index.get_scores(terms)
        best = np.argpartition(scores, -k)[-k:]
        ids: list[int] = best[np.argsort(-scores[best])].tolist()
        return ids


class BM25S:
    """bm25s with its numba backend."""

    def build(self, chunks: Chunks, folder: Path) -> None:
        """It wants all chunks at once."""
        import bm25s  # noqa: PLC0415 each engine is imported only when it is measured

        self._index = bm25s.BM25(method="bm25+", k1=1.5, b=0.75, delta=1.0, backend="numba")
        self._index.index(list(chunks), show_progress=False)
        self._index.save(str(folder))

    def load(self, folder: Path) -> None:
        """Into memory, and compiled."""
        import bm25s  # noqa: PLC0415 each engine is imported only when it is measured

        self._index = bm25s.BM25.load(str(folder))
        self._index.backend = "numba"

    def top(self, terms: list[str], k: int) -> Sequence[object]:
        """Chunk ids."""
        ids, _ = self._index.retrieve([terms], k=k, show_progress=False, n_threads=1)
        best: list[int] = ids[0].tolist()
        return best


class Tantivy:
    """A search library in Rust, built like Lucene."""

    def build(self, chunks: Chunks, folder: Path) -> None:
        """Without positions and stored text, which only the others would not have."""
        import tantivy  # noqa: PLC0415 each engine is imported only when it is measured

        schema = tantivy.SchemaBuilder()
        schema.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
        self._index = tantivy.Index(schema.build(), str(folder))
        writer = self._index.writer(500_000_000, 1)
        for terms in chunks:
            writer.add_document(tantivy.Document(text=" ".join(terms)))
        writer.commit()
        writer.wait_merging_threads()

    def load(self, folder: Path) -> None:
        """Mapped into memory."""
        import tantivy  # noqa: PLC0415 each engine is imported only when it is measured

        self._index = tantivy.Index.open(str(folder))
        self._searcher = self._index.searcher()
        self._should, self._term = tantivy.Occur.Should, tantivy.Query.term_query
        self._any = tantivy.Query.boolean_query

    def top(self, terms: list[str], k: int) -> Sequence[object]:
        """Addresses of documents; finding out whose they are would cost more."""
        schema = self._index.schema
        query = self._any([(self._should, self._term(schema, "text", term, "freq")) for term in terms])
        hits: Sequence[object] = self._searcher.search(query, k, count=False).hits
        return hits


class SQLiteFTS5:
    """The full-text search that comes with SQLite."""

    def build(self, chunks: Chunks, folder: Path) -> None:
        """Without its own copy of the text."""
        with sqlite3.connect(folder / "index") as connection:
            connection.execute("CREATE VIRTUAL TABLE chunk USING fts5(text, content='', detail=full)")
            connection.executemany("INSERT INTO chunk (text) VALUES (?)", ((" ".join(terms),) for terms in chunks))
        connection.execute("INSERT INTO chunk (chunk) VALUES ('optimize')")
        connection.commit()
        connection.close()

    def load(self, folder: Path) -> None:
        """Opened, with room for what it reads."""
        self._connection = sqlite3.connect(folder / "index")
        self._connection.execute("PRAGMA cache_size = -1000000")

    def top(self, terms: list[str], k: int) -> Sequence[object]:
        """Row ids."""
        match = " OR ".join(f'"{term}"' for term in terms)
        rows = self._connection.execute(
            "SELECT rowid - 1 FROM chunk WHERE chunk MATCH ? ORDER BY rank LIMIT ?", (match, k)
        )
        return [row[0] for row in rows]


_ENGINES: dict[str, tuple[type[Contender], str]] = {
    "quoth": (Quoth, "knowledge"),
    "rank-bm25": (RankBM25, "rank_bm25"),
    "bm25s": (BM25S, "numba"),
    "tantivy": (Tantivy, "tantivy"),
    "sqlite-fts5": (SQLiteFTS5, "sqlite3"),
}


def contender(name: str) -> Contender:
    """A new engine of this name."""
    return _ENGINES[name][0]()


def installed(name: str) -> bool:
    """Whether this Python can run it."""
    return find_spec(_ENGINES[name][1]) is not None
