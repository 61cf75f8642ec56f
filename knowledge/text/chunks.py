"""Sentences of a paragraph → chunks: one, or several of about the same length when it is too long."""

from collections.abc import Iterator

from knowledge.text.blocks import LONGEST_CHUNK
from knowledge.text.spans import Spans


def chunk_ends(sentences: Spans, first: int) -> Iterator[int]:
    """The number after the last sentence of each chunk that those from number `first` on make up; at least one."""
    start = sentences[first][0]
    length = sentences.end - start
    share = length / -(-length // LONGEST_CHUNK)
    for number in range(first + 1, len(sentences) if length > LONGEST_CHUNK else 0):
        if sentences[number][1] - start > share:
            yield number
            start = sentences[number][0]
    yield len(sentences)
