"""Sets → the rankers of passages and of sentences, and how sure to be; each learns with what the one before found."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.assess import look, understand
from knowledge.answering.passages import rank_passages
from knowledge.answering.ranker import Network, use
from knowledge.index.corpus import Corpus
from knowledge.index.meaning import Meaning
from knowledge.models import Document
from knowledge.training.calibrating import PARTS, Judged, Logistic, fit, judge_all, part_of, trials
from knowledge.training.examples import Example, passage_examples, sentence_examples
from knowledge.training.learning import learn, learn_line
from knowledge.training.sets import Set, base_of
from knowledge.training.vectors import Remembered, read_questions, read_whole, remembered

SEEDS = (0, 1, 2)
PLAIN = 12
"""Of an encyclopedia's questions one in so many teaches the ranker of passages: there are few about documentation."""
REPEATED = 4
"""Times that each question about documentation counts for the ranker of sentences."""
WITHOUT = 2
"""One in so many questions is also asked without meaning."""

Arrays = dict[str, NDArray[np.generic]]


class _Task(NamedTuple):
    """A part of the work of one process."""

    set: Set
    base: str
    vectors: Remembered


def learn_all(sets: Sequence[Set], output: Path, kept: Path | None, workers: int) -> Iterator[str]:
    """Writes the weights; yields what was reached."""
    vectors = remembered(kept)
    tasks = [_Task(one, base, vectors) for one in sets for base in one.bases]
    meant, plain = _passages(tasks)
    if kept is not None:
        vectors.save(kept, vectors.keys())
    lines = [learn_line(_passage_names(), some) for some in (meant, plain)]
    arrays = _named("passages", lines[0]) | _named("passages without meaning", lines[1])
    use(arrays)
    shares = _share(lines[0], meant), _share(lines[1], plain)
    yield f"passages: {len(meant)} questions, best right {shares[0]}, without meaning {shares[1]}"
    with ProcessPoolExecutor(workers, get_context("fork"), initializer=_hold, initargs=(tasks,)) as pool:
        found = [one for some in pool.map(_sentences, range(len(tasks))) for one in some]
        network = pool.submit(partial(learn, _names()), _repeated(found), SEEDS)
        rest = [[one for one in found if part_of(one.question) != turn] for turn in range(PARTS)]
        turns = list(pool.map(_judged, [_repeated(some) for some in rest], range(PARTS)))
        arrays |= _named("sentences", network.result())
    arrays |= _signs("sure", fit([meant for meant, _ in turns]))
    arrays |= _signs("sure without meaning", fit([plain for _, plain in turns]))
    np.savez_compressed(output, allow_pickle=False, **arrays)
    right = np.concatenate([turn.right[turn.inside] for turn, _ in turns]).mean()
    best = _share(network.result(), found)
    yield f"sentences: {len(found)} questions, best right {best}, where not learned on {right:.1%}"


def _passages(tasks: Sequence[_Task]) -> tuple[list[Example], list[Example]]:
    """With what they mean, and without; what must be read is read on the way."""
    meant: list[Example] = []
    plain: list[Example] = []
    for task in tasks:
        corpus = Corpus.empty().changed(task.set.bases[task.base], ())
        questions = [row for row in task.set.questions if base_of(row) == task.base]
        read_questions(task.vectors, questions)
        if not task.base:
            read_whole(task.vectors, corpus)
        some = questions[:: 1 if task.base else PLAIN]
        meant += passage_examples(corpus, Meaning(corpus, task.vectors, waits=True), some)
        plain += passage_examples(corpus, None, some)
    return meant, plain


_held: list[_Task] = []


def _hold(tasks: list[_Task]) -> None:
    _held[:] = tasks


def _sentences(number: int) -> list[Example]:
    task = _held[number]
    corpus = Corpus.empty().changed(task.set.bases[task.base], ())
    meaning = Meaning(corpus, task.vectors, waits=True)
    questions = [row for row in task.set.questions if base_of(row) == task.base]
    plain = sentence_examples(corpus, None, questions[:: 1 if task.base else WITHOUT])
    return [*sentence_examples(corpus, meaning, questions), *plain]


def _judged(learned_on: list[Example], turn: int) -> tuple[Judged, Judged]:
    """A ranker that has not seen a third asks it: with what questions mean, and without."""
    names = _names()
    network = learn(names, learned_on, seeds=[turn])
    sets = {task.set.name: task.set for task in _held}
    meant: list[tuple[Example, bool]] = []
    plain: list[tuple[Example, bool]] = []
    for one in sets.values():
        for trial in trials(one, turn):
            corpus = Corpus.empty().changed(trial.documents, ())
            meaning = Meaning(corpus, _held[0].vectors, waits=True)
            meant += (
                (each, trial.answers(each.question)) for each in sentence_examples(corpus, meaning, trial.questions)
            )
            some = trial.questions[::WITHOUT]
            plain += ((each, trial.answers(each.question)) for each in sentence_examples(corpus, None, some))
    return judge_all(names, network, meant), judge_all(names, network, plain)


def _names() -> tuple[str, ...]:
    """The names of a sentence's features, from any question."""
    seen = look("Which word?", _tiny())
    if seen is None:
        raise AssertionError("a question about its only word finds a document")
    return seen.names


def _passage_names() -> tuple[str, ...]:
    ranked = rank_passages(understand("Which word?", corpus := _tiny()), corpus, None)
    if ranked is None:
        raise AssertionError("a question about its only word finds a passage")
    return ranked.names


def _tiny() -> Corpus:
    return Corpus.empty().changed({"any": Document(id="any", title="Any", text="Any word.")}, ())


def _repeated(found: Sequence[Example]) -> list[Example]:
    return [one for one in found for _ in range(REPEATED if "gold" in one.question else 1)]


def _share(network: Network, found: Sequence[Example]) -> str:
    right = [one.right[int(np.argmax(network.scores(one.matrix.astype(np.float64))))] for one in found]
    return f"{float(np.mean(right)):.1%}"


def _named(of: str, network: Network) -> Arrays:
    halves = {f"{of} {key}": value.astype(np.float16) for key, value in network._asdict().items() if key != "names"}
    return halves | {f"{of} names": np.array(network.names)}


def _signs(of: str, model: Logistic) -> Arrays:
    return {f"{of} {key}": value.astype(np.float32) for key, value in model._asdict().items()}
