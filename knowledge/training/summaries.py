"""Learn from encyclopedia articles what a summary holds: the first paragraph is one of all that comes after it.

    python -m knowledge.training.summaries ARTICLES.jsonl … [--without CHECKED.jsonl …]

Each line of ARTICLES has "doc_id", "title" and "text", paragraphs separated by a blank line. Articles that are also
in CHECKED are left out. The shipped weights come from 265 Wikipedia articles (CC BY-SA 4.0).
"""

import argparse
import json
import math
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from knowledge.models import Document
from knowledge.summarizing.choosing import Length, choose, expected, measures, rank_of_opening, worths
from knowledge.summarizing.material import Bools, Floats, Material, Weights, material_of
from knowledge.text.analysis import analyse
from knowledge.text.outline import outline
from knowledge.text.terms import tokens
from knowledge.training.overlap import Reference

TARGET = Path(__file__).parents[1] / "summarizing" / "weights.json"
LEAD = 3
"""Paragraphs that are taken away: the lead of an article has seldom more."""
SEED = 7
START = {"length": 1.0, "ballast": 0.8, "told": 0.5, "title": 0.0, "first": 0.0}
STEPS = {"length": 0.16, "ballast": 0.4, "told": 0.25, "title": 0.16, "first": 0.16}
SWEEPS = 3


class Article(NamedTuple):
    """A title, what the lead says, and all paragraphs, the lead's too."""

    title: str
    lead: str
    paragraphs: list[str]

    def material(self, *, whole: bool, words: float) -> Material:
        """With the lead or without, up to the paragraph in which so many words are reached."""
        taken: list[str] = []
        for paragraph in self.paragraphs if whole else self.paragraphs[LEAD:]:
            if sum(len(text.split()) for text in taken) < words:
                taken.append(paragraph)
        document = Document(id="article", title=self.title, text="\n\n".join(taken), language="en")
        cut = outline(document)
        return material_of(document, cut, analyse(document, cut)[0])


def articles(paths: Sequence[Path], without: Sequence[Path]) -> Iterator[Article]:
    """Those whose first paragraph may be a summary, and that go on long enough to be summarised."""
    checked = {name for row in _rows(without) for name in (row["doc_id"], row["title"].casefold())}
    for row in _rows(paths):
        paragraphs = row["text"].split("\n\n")
        known = row["doc_id"] in checked or row["title"].casefold() in checked
        if not known and len(paragraphs) >= LEAD + 5 and 40 <= len(paragraphs[0].split()) <= 200:
            yield Article(row["title"], paragraphs[0], paragraphs)


def _rows(paths: Sequence[Path]) -> Iterator[dict[str, str]]:
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def learn(given: Sequence[Article]) -> Weights:
    """Every article is used twice, whole and cut to 200 to 1,500 words: documents are of all lengths."""
    chance = random.Random(SEED)  # noqa: S311  # no secret, and the same every time
    cuts = [(article, words) for article in given for words in (math.inf, 200 * 7.5 ** chance.random())]
    bodies = [article.material(whole=False, words=words) for article, words in cuts]
    wholes = [article.material(whole=True, words=words) for article, words in cuts]
    leads = [article.lead for article, _ in cuts]
    words = logistic_regression(
        np.vstack([measures(body) for body in bodies]), np.concatenate(list(map(_told, bodies, leads)))
    )
    weights = Weights(words=words, opening=(0.0, 0.0), **START).without_opening()
    references = [Reference(lead, body.texts) for lead, body in zip(leads, bodies, strict=True)]
    weights = _climb([*zip(bodies, references, strict=True)], weights)
    return _rounded(weights, opening=_opening(bodies, wholes, weights))


def _told(body: Material, lead: str) -> Bools:
    """(v,): the terms that the lead holds."""
    return np.isin(body.vocabulary, [token.code for token in tokens(lead, body.language)])


def _opening(bodies: Sequence[Material], wholes: Sequence[Material], weights: Weights) -> list[float]:
    """Tells articles that begin with their lead from those that lost it, as far as that can be seen."""
    ranks = [rank_of_opening(worths(text, expected(text, weights), weights)) for text in (*bodies, *wholes)]
    is_whole = np.arange(len(ranks)) >= len(bodies)
    return logistic_regression(np.column_stack([ranks, np.ones(len(ranks))]), is_whole)


def logistic_regression(inputs: Floats, outcomes: Bools, ridge: float = 1.0, steps: int = 12) -> list[float]:
    """Newton's method; `ridge` is the weight of the squares of the weights."""
    weights = np.zeros(inputs.shape[1])
    for _ in range(steps):
        likely = 1 / (1 + np.exp(-inputs @ weights))
        curvature = inputs.T @ (inputs * (likely * (1 - likely))[:, None]) + ridge * np.eye(len(weights))
        weights += np.linalg.solve(curvature, inputs.T @ (outcomes - likely) - ridge * weights)
    found: list[float] = weights.tolist()
    return found


def _climb(pairs: Sequence[tuple[Material, Reference]], weights: Weights) -> Weights:
    """One weight after the other, up and down, with ever smaller steps, as long as the summaries get better."""
    best = _quality(pairs, weights)
    for sweep in range(SWEEPS):
        for name, step in STEPS.items():
            for change in (step / 2**sweep, -step / 2**sweep):
                while (moved := _moved(weights, name, change)) and (quality := _quality(pairs, moved)) > best:
                    weights, best = moved, quality
        print(f"{best:.4f}", weights)  # noqa: T201  # a person waits for this
    return weights


def _moved(weights: Weights, name: str, change: float) -> Weights | None:
    value = round(getattr(weights, name) + change, 4)
    if value < 0 or (name == "told" and value > 1) or (name == "ballast" and value == 0):
        return None
    return weights.model_copy(update={name: value})


def _quality(pairs: Sequence[tuple[Material, Reference]], weights: Weights) -> float:
    return float(np.mean([wanted.score(choose(text, Length(wanted.sentences), weights)) for text, wanted in pairs]))


def _rounded(weights: Weights, opening: Sequence[float]) -> Weights:
    found: dict[str, Any] = weights.model_dump() | {"opening": opening}
    return Weights.model_validate({key: np.round(value, 4).tolist() for key, value in found.items()})


def main() -> None:
    """Write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="+", type=Path)
    parser.add_argument("--without", nargs="*", type=Path, default=[])
    given = parser.parse_args()
    weights = learn(list(articles(given.articles, given.without)))
    TARGET.write_text(weights.model_dump_json(indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
