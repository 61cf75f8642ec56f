"""Text and questions of any amount, made from real text with a fixed seed."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import numpy as np

SEED = 20250301
LENGTHS = (40, 81)
"""Terms in a chunk: any number from 40 to 80, 60 on average."""
REPEATED = 0.1
"""The share of terms that repeat an earlier one of their chunk, as real text does."""
STOP_WORDS = 100
"""As many of the most frequent words count as stop words; they are about half of all terms."""
BATCH = 10_000
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class TermQuestion:
    """Eight to eleven neighbouring terms of a chunk, and those of them that are no stop words."""

    full: list[str]
    content: list[str]


class Workload:
    """`size` chunks: those of the given text first, then made ones with the same words."""

    def __init__(self, size: int, folder: Path | None = None) -> None:
        self.size = size
        self._tokens = list(_tokens(folder))
        self._vocabulary = np.array(_vocabulary(Counter(self._tokens), size), object)
        ranks = np.arange(len(self._vocabulary))
        shares = 1 / (ranks + 2.7)  # Zipf's law as Mandelbrot corrected it
        self._shares = np.cumsum(shares / shares.sum())

    def chunks(self) -> Iterator[list[str]]:
        """The terms of each chunk; the same at every call."""
        real = range(0, min(len(self._tokens), 60 * self.size), 60)
        yield from (self._tokens[begin : begin + 60] for begin in real)
        draw = np.random.default_rng(SEED)
        for begin in range(len(real), self.size, BATCH):
            yield from self._made(min(BATCH, self.size - begin), draw)

    def questions(self, count: int) -> list[TermQuestion]:
        """Questions that chunks of this workload, but not those with the same words alone, can answer."""
        draw = np.random.default_rng(SEED + 1)
        stop_words = set(self._vocabulary[:STOP_WORDS])
        questions = []
        for chunk in self._made(count, draw):
            begin, length = draw.integers(0, 25), draw.integers(8, 12)
            full = list(dict.fromkeys(chunk[begin : begin + length]))
            questions.append(TermQuestion(full, [term for term in full if term not in stop_words] or full))
        return questions

    def _made(self, count: int, draw: np.random.Generator) -> Iterator[list[str]]:
        longest = LENGTHS[1] - 1
        ranks = self._shares.searchsorted(draw.random((count, longest)))
        earlier = (draw.random((count, longest)) * np.arange(longest)).astype(np.int64)
        repeats = (draw.random((count, longest)) < REPEATED) & (ranks >= STOP_WORDS)
        ranks = np.where(repeats, np.take_along_axis(ranks, earlier, axis=1), ranks)
        lengths = draw.integers(*LENGTHS, count).tolist()
        for words, length in zip(self._vocabulary[ranks], lengths, strict=True):
            yield words[:length].tolist()


def _tokens(folder: Path | None) -> Iterator[str]:
    texts = [article.read_text("utf-8") for article in files("knowledge").joinpath("articles").iterdir()]
    paths = sorted(folder.rglob("*")) if folder else []
    texts += [path.read_text("utf-8", "ignore") for path in paths if path.is_file()]
    for text in texts:
        yield from WORD.findall(text.lower())


def _vocabulary(counts: Counter[str], size: int) -> list[str]:
    """The words of the text, the most frequent first, and as many more as Heaps' law expects in so many chunks.

    30 · √terms is 23,000 words at 10,000 chunks and 232,000 at a million. The more are the text's own, in pairs.
    """
    words = [word for word, _ in counts.most_common()]
    wanted = round(30 * (60 * size) ** 0.5)
    pairs = list(dict.fromkeys(a + b for a, b in pairwise(words)))
    numbered = (f"{pair}{number}" for number in range(wanted) for pair in pairs)
    return (words + [next(numbered) for _ in range(len(words), wanted)])[: max(wanted, len(words))]
