"""Prepared documents as bytes, to come from another process: all is checked before anything is looked up by it."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.index.postings import Numbered
from knowledge.index.prepared import Prepared
from knowledge.models import Document, Model
from knowledge.text.analysis import Analysis
from knowledge.text.blocks import BlockKind
from knowledge.text.grams import BUCKETS, Counts
from knowledge.text.outline import Blocks, Outline
from knowledge.text.thesaurus import Alias

_KINDS = {
    "spans": np.int32,
    "passages": np.int32,
    "blocks": np.int32,
    "kinds": np.uint8,
    "block_firsts": np.int32,
    "under": np.int32,
    "introductions": np.int32,
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
    names: tuple[str, ...]
    """Of the blocks."""
    heads: dict[str, tuple[str, ...]]
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
    named = {**analysis._asdict(), **_cut_arrays(cut), **prepared.grams._asdict()}
    arrays = [np.ascontiguousarray(named[name], kind).ravel() for name, kind in _KINDS.items()]
    arrays += [np.ascontiguousarray(array, np.int32) for block in blocks for array in (block.numbers, block.lengths)]
    head = _Head(
        language=analysis.language,
        title=analysis.title,
        names=cut.blocks.names,
        heads=dict(zip(cut.headings, analysis.headings, strict=True)),
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
    cut = _outline(named, head.names, len(document.text))
    if not all(heading in head.heads for heading in cut.headings):
        raise ValueError("a heading has no terms")
    grams = Counts(named.pop("buckets"), named.pop("counts"))
    analysis = Analysis(
        **named,
        language=head.language,
        title=head.title,
        headings=tuple(head.heads[heading] for heading in cut.headings),
        aliases=tuple(Alias(short, long) for short, long in head.aliases),
    )
    blocks, split = tuple(map(Numbered, head.vocabularies, rest[::2], rest[1::2])), head.passage_blocks
    prepared = Prepared(cut, analysis, blocks[:split], blocks[split:], grams)
    _check(prepared)
    return prepared


def _cut_arrays(cut: Outline) -> dict[str, NDArray[np.generic]]:
    blocks = cut.blocks
    return {
        "spans": cut.spans,
        "passages": cut.firsts,
        "blocks": blocks.spans,
        "kinds": blocks.kinds,
        "block_firsts": blocks.firsts,
        "under": blocks.under,
        "introductions": blocks.introductions,
    }


def _outline(named: dict[str, NDArray[Any]], names: tuple[str, ...], length: int) -> Outline:
    """Takes its arrays out of `named`. `length`: characters of the document. Raises ValueError."""
    spans, passages = named.pop("spans").reshape(-1, 2), named.pop("passages")
    blocks = Blocks(
        named.pop("blocks").reshape(-1, 2),
        named.pop("kinds"),
        named.pop("block_firsts"),
        named.pop("under"),
        named.pop("introductions").reshape(-1, 2),
        names,
    )
    if not (_ordered(spans, length) and _divides(passages, len(passages) - 1, len(spans), least=1)):
        raise ValueError("its sentences do not fit together")
    if not (_hold(blocks, length) and _enclose(blocks, spans)):
        raise ValueError("its blocks do not fit together")
    return Outline.of(spans, passages, blocks)


def _hold(blocks: Blocks, length: int) -> bool:
    """Whether they are in the text one after the other, each of a kind that there is and under a heading before it."""
    count = len(blocks.spans)
    same = {len(blocks.kinds), len(blocks.under), len(blocks.introductions), len(blocks.names)} == {count}
    if not (same and _ordered(blocks.spans, length) and _within(blocks.kinds, len(BlockKind))):
        return False
    above = blocks.under[blocks.under >= 0]
    return bool(
        (blocks.under >= -1).all()
        and (blocks.under < np.arange(count)).all()
        and (blocks.kinds[above] == BlockKind.HEADING).all()
        and _within(blocks.introductions, length + 1)
        and (np.diff(blocks.introductions) >= 0).all()
    )


def _enclose(blocks: Blocks, spans: NDArray[Any]) -> bool:
    """Whether every sentence lies in its block."""
    if not _divides(blocks.firsts, len(blocks.spans), len(spans), least=0):
        return False
    around = np.repeat(blocks.spans, np.diff(blocks.firsts), axis=0)
    return bool((around[:, 0] <= spans[:, 0]).all() and (spans[:, 1] <= around[:, 1]).all())


def _ordered(spans: NDArray[Any], length: int) -> bool:
    return _within(spans, length + 1) and bool((np.diff(spans.ravel()) >= 0).all())


def _arrays(head: _Head, content: bytes, begin: int) -> list[NDArray[Any]]:
    kinds = [*_KINDS.values(), *[np.int32] * (2 * len(head.vocabularies))]
    arrays: list[NDArray[Any]] = []
    for kind, size in zip(kinds, head.sizes, strict=True):
        if size < 0:
            raise ValueError("an array has no length")
        arrays.append(np.frombuffer(content, kind, size, begin) if size else np.zeros(0, kind))
        begin += arrays[-1].nbytes
    return arrays


def _check(prepared: Prepared) -> None:
    """Every number leads to something. Raises ValueError."""
    cut, analysis = prepared.outline, prepared.analysis
    sentences, passages, tokens = len(cut.spans), len(cut.headings), len(analysis.codes)
    holds = (
        _divides(analysis.firsts, sentences, tokens, least=0),
        len(analysis.prefixes) == len(analysis.flags) == tokens,
        len(analysis.lengths) == sentences,
        _counts(prepared.passages, passages) and _counts(prepared.sentences, sentences),
        len(prepared.grams.buckets) == len(prepared.grams.counts) and _within(prepared.grams.buckets, BUCKETS),
        bool((prepared.grams.counts > 0).all() and (np.diff(prepared.grams.buckets.astype(np.int32)) > 0).all()),
    )
    if not all(holds):
        raise ValueError("its parts do not fit together")


def _within(numbers: NDArray[np.generic], end: int) -> bool:
    return not numbers.size or (int(numbers.min()) >= 0 and int(numbers.max()) < end)


def _divides(firsts: NDArray[np.generic], parts: int, total: int, least: int) -> bool:
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
