"""Sentences of a section → chunks: as much of it as somebody reads at once, cut between its blocks."""

from collections.abc import Iterable, Iterator

from knowledge.text.blocks import LONGEST_CHUNK
from knowledge.text.spans import Spans

USUAL_CHUNK = 800
"""Characters: about what fits on a phone's screen, and what an answer is rarely longer than."""


def chunk_ends(sentences: Spans, first: int, seams: Iterable[int]) -> Iterator[int]:
    """The number after the last sentence of each chunk that those from number `first` on make up; at least one.

    `seams`: the numbers of sentences before which a chunk may end, in order; only what is too long ends elsewhere.
    """
    begin = last = first
    for seam in (*seams, len(sentences)):
        if last > begin and _length(sentences, begin, seam) > USUAL_CHUNK:
            yield from _pieces(sentences, begin, last)
            begin = last
        last = seam
    yield from _pieces(sentences, begin, last)


def _length(sentences: Spans, begin: int, end: int) -> int:
    return sentences[end - 1][1] - sentences[begin][0]


def _pieces(sentences: Spans, begin: int, end: int) -> Iterator[int]:
    """One, or several of about the same length when it is too long."""
    length = _length(sentences, begin, end)
    share = length / -(-length // LONGEST_CHUNK)
    start = sentences[begin][0]
    for number in range(begin + 1, end if length > LONGEST_CHUNK else 0):
        if sentences[number][1] - start > share:
            yield number
            start = sentences[number][0]
    yield end
