"""Sets → the rankers of passages and of sentences, and how sure to be; each learns with what the one before found."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.assess import Look, look
from knowledge.answering.ranker import Network, use
from knowledge.index.corpus import Corpus
from knowledge.index.meaning import Meaning
from knowledge.models import Document
from knowledge.training.calibrating import PARTS, Judged, Logistic, fit, judge_all, part_of, trials
from knowledge.training.examples import Example, passage_examples, sentence_examples
from knowledge.training.excerpts import Asked
from knowledge.training.learning import learn, learn_line
from knowledge.training.sets import Row, Set, base_of, is_documentation
from knowledge.training.vectors import Added, Remembered, meaning_of, remembered

SEEDS = (0, 1, 2)
PLAIN = 60
"""Of an encyclopedia's questions one in so many teaches the ranker of passages: there are few about documentation, and
they are found by other signs."""
REPEATED = 4
"""Times that each question about documentation counts for the ranker of sentences."""
WITHOUT = 2
"""One in so many questions is also asked without meaning."""

_Result = TypeVar("_Result")
Arrays = dict[str, NDArray[np.generic]]


class _Task(NamedTuple):
    """A part of the work of one process."""

    set: Set
    base: str
    vectors: Remembered

    @property
    def is_documentation(self) -> bool:
        """Whether its questions are about documentation."""
        return any(map(is_documentation, self.set.questions))

    def corpus(self) -> Corpus:
        """All of the base."""
        return Corpus.empty().changed(self.set.bases[self.base], ())

    def questions(self) -> list[Row]:
        """Those that are asked of it."""
        return [row for row in self.set.questions if base_of(row) == self.base]


class _Held(NamedTuple):
    """What processes work on: they are forks, so nothing has to be sent to them."""

    tasks: Sequence[_Task]
    sentences: Sequence[Example] = ()
    """Of all tasks, as far as they were found."""


def learn_all(sets: Sequence[Set], output: Path, kept: Path | None, workers: int) -> Iterator[str]:
    """Writes the weights; yields what was reached."""
    vectors = remembered(kept)
    tasks = [_Task(one, base, vectors) for one in sets for base in one.bases]
    passages = _all(_passages, range(len(tasks)), _Held(tasks), workers)
    meant, plain = ([one for some in side for one in some] for side in zip(*passages, strict=True))
    lines = [learn_line(_passage_names(), some) for some in (meant, plain)]
    arrays = _named("passages", lines[0]) | _named("passages without meaning", lines[1])
    use(arrays)
    shares = _share(lines[0], meant), _share(lines[1], plain)
    yield f"passages: {len(meant)} questions, best right {shares[0]}, without meaning {shares[1]}"
    found = [one for some in _all(_sentences, range(len(tasks)), _Held(tasks), workers) for one in some]
    turns = _all(_judged, range(PARTS), _Held(tasks, found), workers)
    if kept is not None:
        vectors.save(kept, vectors.keys())
    network = learn(_names(), _repeated(found), SEEDS)
    arrays |= _named("sentences", network)
    for of, rows in zip(("sure", "sure among few", "sure without meaning"), zip(*turns, strict=True), strict=True):
        arrays |= _signs(of, fit(rows))
    np.savez_compressed(output, allow_pickle=False, **arrays)
    right = np.concatenate([turn.right[turn.inside] for turn, _, _ in turns]).mean()
    yield f"sentences: {len(found)} questions, best right {_share(network, found)}, where not learned on {right:.1%}"


_held: list[_Held] = []


def _hold(held: _Held) -> None:
    _held[:] = [held]


def _all(work: Callable[[int], _Result], items: Iterable[int], held: _Held, workers: int) -> list[_Result]:
    """The results in the order of the items; what is read on the way is kept."""
    found = []
    with ProcessPoolExecutor(workers, get_context("fork"), initializer=_hold, initargs=(held,)) as pool:
        for result, added in pool.map(partial(_with_vectors, work), items):
            held.tasks[0].vectors.add(added)
            found.append(result)
    return found


def _with_vectors(work: Callable[[int], _Result], item: int) -> tuple[_Result, Added]:
    vectors = _held[0].tasks[0].vectors
    before = len(vectors)
    return work(item), vectors.since(before)


def _passages(number: int) -> tuple[list[Example], list[Example]]:
    """With what they mean, and without."""
    task = _held[0].tasks[number]
    corpus, questions = task.corpus(), task.questions()[:: 1 if task.is_documentation else PLAIN]
    meant = passage_examples(corpus, meaning_of(corpus, task.vectors), questions)
    return list(meant), list(passage_examples(corpus, None, questions))


def _sentences(number: int) -> list[Example]:
    task = _held[0].tasks[number]
    corpus, questions = task.corpus(), task.questions()
    plain = sentence_examples(corpus, None, questions[:: 1 if task.is_documentation else WITHOUT])
    return [*sentence_examples(corpus, meaning_of(corpus, task.vectors), questions), *plain]


def _judged(turn: int) -> tuple[Judged, Judged, Judged]:
    """A ranker that has not seen a third asks it: with what questions mean, among few passages, and without."""
    names, held = _names(), _held[0]
    network = learn(names, _repeated([one for one in held.sentences if part_of(one.question) != turn]), seeds=[turn])
    sets = {task.set.name: task.set for task in held.tasks}
    meant: list[tuple[Example, bool]] = []
    plain: list[tuple[Example, bool]] = []
    for one in sets.values():
        for trial in trials(one, turn):
            corpus = Corpus.empty().changed(trial.documents, ())
            meaning = meaning_of(corpus, held.tasks[0].vectors)
            meant += _asked(corpus, meaning, trial.questions)
            if not trial.is_part:
                plain += _asked(corpus, None, trial.questions[::WITHOUT])
    many, few = ([one for one in meant if one[0].among_few is among_few] for among_few in (False, True))
    return (
        judge_all(names, network, many),
        judge_all(names, network, few),
        judge_all(names, network, plain),
    )


def _asked(corpus: Corpus, meaning: Meaning | None, questions: Asked) -> Iterator[tuple[Example, bool]]:
    for row, inside in questions:
        yield from ((one, inside) for one in sentence_examples(corpus, meaning, [row]))


def _names() -> tuple[str, ...]:
    """Of a sentence's features."""
    return _any_look().names


def _passage_names() -> tuple[str, ...]:
    return _any_look().passages.names


def _any_look() -> Look:
    """The names of features do not depend on what is asked."""
    document = Document(id="any", title="Any", text="Any word.")
    seen = look("Which word?", Corpus.empty().changed({document.id: document}, ()))
    if seen is None:
        raise AssertionError("a question about its only word finds a document")
    return seen


def _repeated(found: Sequence[Example]) -> list[Example]:
    return [one for one in found for _ in range(REPEATED if is_documentation(one.question) else 1)]


def _share(network: Network, found: Sequence[Example]) -> str:
    right = [one.right[int(np.argmax(network.scores(one.matrix.astype(np.float64))))] for one in found]
    return f"{float(np.mean(right)):.1%}"


def _named(of: str, network: Network) -> Arrays:
    halves = {f"{of} {key}": value.astype(np.float16) for key, value in network._asdict().items() if key != "names"}
    return halves | {f"{of} names": np.array(network.names)}


def _signs(of: str, model: Logistic) -> Arrays:
    return {f"{of} {key}": value.astype(np.float32) for key, value in model._asdict().items()}
