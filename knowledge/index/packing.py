"""Prepared documents as bytes, to come from another process: all is checked before anything is looked up by it."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.index.numbered import Numbered
from knowledge.index.prepared import Prepared
from knowledge.models import Document, Model
from knowledge.text.analysis import Analysis
from knowledge.text.code import CodeBlock
from knowledge.text.grams import BUCKETS, Counts
from knowledge.text.outline import Outline
from knowledge.text.thesaurus import Alias

_KINDS = {
    "spans": np.int32,
    "passages": np.int32,
    "codes": np.uint32,
    "prefixes": np.uint32,
    "flags": np.uint8,
    "firsts": np.int32,
    "lengths": np.int32,
    "present": np.uint32,
    "buckets": np.uint16,
    "counts": np.int32,
}
"""The arrays of a document, in the order in which they are written; those of its terms follow."""


class _Head(Model):
    """All that is no array."""

    language: str
    title: tuple[str, ...]
    headings: tuple[str, ...]
    code: tuple[CodeBlock, ...]
    under: dict[str, tuple[str, ...]]
    """The terms of each heading."""
    aliases: tuple[tuple[str, tuple[str, ...]], ...]
    vocabularies: tuple[tuple[str, ...], ...]
    passage_blocks: int
    """How many of these are of passages; the others are of sentences."""
    sizes: tuple[int, ...]
    """The length of each array."""


def pack(prepared: Prepared) -> bytes:
    """What `unpack` reads."""
    cut, analysis = prepared.outline, prepared.analysis
    blocks = [*prepared.passages, *prepared.sentences]
    named = {**analysis._asdict(), "spans": cut.spans, "passages": cut.firsts, **prepared.grams._asdict()}
    arrays = [np.ascontiguousarray(named[name], kind).ravel() for name, kind in _KINDS.items()]
    arrays += [np.ascontiguousarray(array, np.int32) for block in blocks for array in (block.numbers, block.lengths)]
    head = _Head(
        language=analysis.language,
        title=analysis.title,
        headings=cut.headings,
        code=cut.code,
        under=dict(zip(cut.headings, analysis.headings, strict=True)),
        aliases=analysis.aliases,
        vocabularies=tuple(tuple(block.vocabulary) for block in blocks),
        passage_blocks=len(prepared.passages),
        sizes=tuple(map(len, arrays)),
    )
    written = head.model_dump_json().encode()
    return b"".join([len(written).to_bytes(8, "big"), written, *(array.tobytes() for array in arrays)])


def unpack(content: bytes, document: Document) -> Prepared:
    """Raises ValueError for what `pack` cannot have made of this document."""
    begin = 8 + int.from_bytes(content[:8], "big")
    head = _Head.model_validate_json(content[8:begin])
    arrays = _arrays(head, content, begin)
    named, rest = dict(zip(_KINDS, arrays, strict=False)), arrays[len(_KINDS) :]
    if not all(heading in head.under for heading in head.headings):
        raise ValueError("a heading has no terms")
    cut = Outline(named.pop("spans").reshape(-1, 2), named.pop("passages"), head.headings, head.code)
    grams = Counts(named.pop("buckets"), named.pop("counts"))
    analysis = Analysis(
        **named,
        language=head.language,
        title=head.title,
        headings=tuple(head.under[heading] for heading in head.headings),
        aliases=tuple(Alias(short, long) for short, long in head.aliases),
    )
    blocks, split = tuple(map(Numbered, head.vocabularies, rest[::2], rest[1::2])), head.passage_blocks
    prepared = Prepared(cut, analysis, blocks[:split], blocks[split:], grams)
    _check(prepared, document)
    return prepared


def _arrays(head: _Head, content: bytes, begin: int) -> list[NDArray[Any]]:
    kinds = [*_KINDS.values(), *[np.int32] * (2 * len(head.vocabularies))]
    arrays: list[NDArray[Any]] = []
    for kind, size in zip(kinds, head.sizes, strict=True):
        if size < 0:
            raise ValueError("an array has no length")
        arrays.append(np.frombuffer(content, kind, size, begin) if size else np.zeros(0, kind))
        begin += arrays[-1].nbytes
    return arrays


def _check(prepared: Prepared, document: Document) -> None:
    """Every number leads to something. Raises ValueError."""
    cut, analysis = prepared.outline, prepared.analysis
    sentences, passages, tokens = len(cut.spans), len(cut.headings), len(analysis.codes)
    holds = (
        _within(cut.spans, len(document.text) + 1) and bool((np.diff(cut.spans.ravel()) >= 0).all()),
        _divides(cut.firsts, passages, sentences, least=1),
        _divides(analysis.firsts, sentences, tokens, least=0),
        len(analysis.prefixes) == len(analysis.flags) == tokens,
        len(analysis.lengths) == sentences,
        _counts(prepared.passages, passages) and _counts(prepared.sentences, sentences),
        len(prepared.grams.buckets) == len(prepared.grams.counts) and _within(prepared.grams.buckets, BUCKETS),
        bool((prepared.grams.counts > 0).all() and (np.diff(prepared.grams.buckets.astype(np.int32)) > 0).all()),
    )
    if not all(holds):
        raise ValueError("its parts do not fit together")


def _within(numbers: NDArray[Any], end: int) -> bool:
    return not numbers.size or (int(numbers.min()) >= 0 and int(numbers.max()) < end)


def _divides(firsts: NDArray[Any], parts: int, total: int, least: int) -> bool:
    """Whether these are where each of so many parts begins, and the end of all."""
    ends = len(firsts) == parts + 1 and (firsts[0], firsts[-1]) == (0, total)
    return bool(ends and (np.diff(firsts) >= least).all())


def _counts(blocks: Iterable[Numbered], chunks: int) -> bool:
    """Whether these are just so many chunks."""
    blocks = list(blocks)
    return sum(len(block.lengths) for block in blocks) == chunks and all(
        _within(block.numbers, len(block.vocabulary))
        and _within(block.lengths, len(block.numbers) + 1)
        and int(block.lengths.sum(dtype=np.int64)) == len(block.numbers)
        for block in blocks
    )
