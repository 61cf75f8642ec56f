"""A corpus on disk, so that a restart does not analyse again.

What is written can always be made again from the documents. So a folder that is damaged, or was made from other
documents or by another version of this package, is only as good as none.
"""

import shutil
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.index.bm25 import Index
from knowledge.index.corpus import Corpus
from knowledge.index.files import Arrays, read_arrays, write_arrays
from knowledge.models import Document
from knowledge.text.analysis import VERSION, Analysis
from knowledge.text.grams import Counts
from knowledge.text.outline import Blocks, Outline
from knowledge.text.thesaurus import Alias

_PASSAGES, _SENTENCES, _DOCUMENTS = "passages.index", "sentences.index", "documents.index"
_FORMAT = 2
"""Of these files; another one is not read."""
_OUTLINE = ("spans", "firsts")
_BLOCKS = ("spans", "kinds", "firsts", "under", "introductions")
_ANALYSIS = ("codes", "prefixes", "flags", "firsts", "lengths", "present")


def has(documents: Mapping[str, Document], folder: Path) -> bool:
    """Whether the corpus of just these documents was written below `folder`."""
    return (folder / digest(documents) / _DOCUMENTS).exists()


def save(corpus: Corpus, folder: Path) -> None:
    """Write a corpus below `folder`, in place of the one that was there."""
    place = folder / digest(corpus.documents)
    shutil.rmtree(folder, ignore_errors=True)
    place.mkdir(parents=True)
    corpus.passages.save(place / _PASSAGES)
    corpus.sentences.save(place / _SENTENCES)
    facts, arrays = _written(corpus)
    write_arrays(place / _DOCUMENTS, facts, arrays)


def load(documents: Mapping[str, Document], folder: Path) -> Corpus:
    """The corpus of just these documents. Raises UnreadableIndex if `folder` has none that can be used."""
    place = folder / digest(documents)
    facts, arrays = read_arrays(place / _DOCUMENTS)
    outlines, analyses = _read(facts, arrays)
    return Corpus.whole(
        {document_id: documents[document_id] for document_id in outlines},
        outlines,
        analyses,
        (Index.load(place / _PASSAGES), Index.load(place / _SENTENCES)),
        Counts(arrays["gram buckets"], arrays["gram counts"]),
    )


def digest(documents: Mapping[str, Document]) -> str:
    """Equal for documents of which the same analysis would find the same; 32 hexadecimal digits."""
    total = blake2b(_analysis(), digest_size=16)
    for document_id in sorted(documents):
        document = documents[document_id]
        for read in (document_id, document.title, document.text, document.language or ""):
            total.update(blake2b(read.encode("utf-8", "surrogatepass"), digest_size=16).digest())
    return total.hexdigest()


@cache
def _analysis() -> bytes:
    """Stands for everything else that an analysis depends on: its version, its word lists, and what it builds on."""
    total = blake2b(f"{_FORMAT} {VERSION} {version('PyStemmer')} {unicodedata.unidata_version}".encode())
    for path in sorted(files("knowledge").joinpath("lexicon").iterdir(), key=lambda path: path.name):
        total.update(f"{path.name}\0".encode() + path.read_bytes())
    return total.digest()


def _written(corpus: Corpus) -> tuple[dict[str, object], Arrays]:
    """Everything that is not in the indexes: all documents' arrays end to end, and how long each one's are."""
    outlines, analyses = list(corpus.outlines.values()), list(corpus.analyses.values())
    facts = {
        "ids": list(corpus.outlines),
        "names": [outline.blocks.names for outline in outlines],
        "languages": [analysis.language for analysis in analyses],
        "heads": [(analysis.title, analysis.headings, analysis.aliases) for analysis in analyses],
    }
    arrays: Arrays = {"gram buckets": corpus.grams.buckets, "gram counts": corpus.grams.counts}
    for name in _OUTLINE:
        arrays |= _joined(f"outline {name}", [getattr(outline, name).ravel() for outline in outlines])
    for name in _BLOCKS:
        arrays |= _joined(f"block {name}", [getattr(outline.blocks, name).ravel() for outline in outlines])
    for name in _ANALYSIS:
        arrays |= _joined(name, [getattr(analysis, name) for analysis in analyses])
    return facts, arrays


def _read(facts: dict[str, Any], arrays: Arrays) -> tuple[dict[str, Outline], dict[str, Analysis]]:
    outlines = [
        Outline.of(spans.reshape(-1, 2), firsts, blocks)
        for spans, firsts, blocks in zip(
            *(_parts(arrays, f"outline {name}") for name in _OUTLINE), _blocks(facts, arrays), strict=True
        )
    ]
    analyses = [
        Analysis._make((language, *parts, *_heads(*heads)))
        for language, heads, *parts in zip(
            facts["languages"], facts["heads"], *(_parts(arrays, name) for name in _ANALYSIS), strict=True
        )
    ]
    return dict(zip(facts["ids"], outlines, strict=True)), dict(zip(facts["ids"], analyses, strict=True))


def _blocks(facts: dict[str, Any], arrays: Arrays) -> Iterator[Blocks]:
    parts = (_parts(arrays, f"block {name}") for name in _BLOCKS)
    for spans, kinds, firsts, under, introductions, names in zip(*parts, facts["names"], strict=True):
        yield Blocks(spans.reshape(-1, 2), kinds, firsts, under, introductions.reshape(-1, 2), tuple(names))


def _heads(
    title: list[str], headings: list[list[str]], aliases: list[tuple[str, list[str]]]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...], tuple[Alias, ...]]:
    return tuple(title), tuple(map(tuple, headings)), tuple(Alias(short, tuple(long)) for short, long in aliases)


def _joined(name: str, parts: list[NDArray[np.generic]]) -> Arrays:
    """The parts end to end, and where each ends."""
    ends = np.cumsum([len(part) for part in parts], dtype=np.int64)
    return {name: np.concatenate(parts) if parts else np.zeros(0, np.int32), f"{name} ends": ends}


def _parts(arrays: Arrays, name: str) -> list[NDArray[np.generic]]:
    whole = arrays[name]
    return [whole[begin:end] for begin, end in pairwise([0, *arrays[f"{name} ends"].tolist()])]
