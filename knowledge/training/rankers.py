"""Sets → the rankers of passages and of sentences, and how sure to be; each learns with what the one before found."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.assess import Look, look_for, understand
from knowledge.answering.ranker import WITHOUT_MEANING, Network, use
from knowledge.index.corpus import Corpus
from knowledge.index.meaning import Meaning
from knowledge.models import Document
from knowledge.training.calibrating import PARTS, Judged, Logistic, fit, judge_all, part_of, trials
from knowledge.training.examples import Example, passage_examples, sentence_examples
from knowledge.training.excerpts import Asked
from knowledge.training.learning import learn, learn_line
from knowledge.training.sets import Row, Set, base_of, is_documentation
from knowledge.training.vectors import Added, Remembered, meaning_of, remembered

SEEDS = tuple(range(6))
"""Of networks whose mean ranks: one alone moves what is shown of a small set by several points."""
PLAIN = 60
"""Of an encyclopedia's questions one in so many teaches the ranker of passages: there are few about documentation, and
they are found by other signs."""
MEANT_MORE = 4
"""What a cosine of a passage's text, and one of what stands over it, count beside what was learned: who wrote the
questions had the page at hand, and people say it in their own words."""
REPEATED = (4, 2)
"""Times that each question about documentation counts for the rankers of sentences, with what they mean and without:
words alone answer more of an encyclopedia's, whose languages are those that have nothing else."""

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
    meant: Sequence[Example] = ()
    """Sentences of all tasks, as far as they were found, with what they mean."""
    plain: Sequence[Example] = ()
    """The same without."""


def learn_all(sets: Sequence[Set], output: Path, kept: Path | None, workers: int) -> Iterator[str]:
    """Writes the weights; yields what was reached."""
    vectors = remembered(kept)
    tasks = [_Task(one, base, vectors) for one in sets for base in one.bases]
    passages = _joined(_all(_passages, range(len(tasks)), _Held(tasks), workers))
    lines = _lines(*passages)
    arrays = _both("passages", lines)
    use(arrays)
    yield f"passages: {_shares(lines, passages)}"
    sentences = _joined(_all(_sentences, range(len(tasks)), _Held(tasks), workers))
    turns = _all(_judged, range(PARTS), _Held(tasks, *sentences), workers)
    if kept is not None:
        vectors.save(kept, vectors.keys())
    networks = _networks(*sentences)
    arrays |= _both("sentences", networks)
    for of, rows in zip(("sure", "sure among few", "sure without meaning"), zip(*turns, strict=True), strict=True):
        arrays |= _signs(of, fit(rows))
    np.savez_compressed(output, allow_pickle=False, **arrays)
    right = np.concatenate([turn.right[turn.inside] for turn, _, _ in turns]).mean()
    yield f"sentences: {_shares(networks, sentences)}; where not learned on, with meaning {right:.1%}"


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


def _lines(meant: Sequence[Example], plain: Sequence[Example]) -> list[Network]:
    """The rankers of passages, with what they mean, and without."""
    line, without = (learn_line(_passage_names(), some) for some in (meant, plain))
    more = np.array([MEANT_MORE * (name in {"text", "head"}) for name in line.names])
    return [line._replace(straight=(line.straight + more * line.deviations).astype(np.float32)), without]


def _sentences(number: int) -> tuple[list[Example], list[Example]]:
    """As above."""
    task = _held[0].tasks[number]
    corpus, questions = task.corpus(), task.questions()
    meant = sentence_examples(corpus, meaning_of(corpus, task.vectors), questions)
    return list(meant), list(sentence_examples(corpus, None, questions))


def _networks(meant: Sequence[Example], plain: Sequence[Example]) -> list[Network]:
    """The rankers of sentences, as above."""
    both = zip((meant, plain), REPEATED, strict=True)
    return [learn(_names(), _repeated(some, times), SEEDS) for some, times in both]


def _judged(turn: int) -> tuple[Judged, Judged, Judged]:
    """A ranker that has not seen a third asks it: with what questions mean, among few passages, and without."""
    names, held = _names(), _held[0]
    unseen = ([one for one in side if part_of(one.question) != turn] for side in (held.meant, held.plain))
    network, without = _networks(*unseen)
    sets = {task.set.name: task.set for task in held.tasks}
    meant: list[tuple[Example, bool]] = []
    plain: list[tuple[Example, bool]] = []
    for one in sets.values():
        for trial in trials(one, turn):
            corpus = Corpus.empty().changed(trial.documents, ())
            meaning = meaning_of(corpus, held.tasks[0].vectors)
            meant += _asked(corpus, meaning, trial.questions)
            if not trial.is_part:
                plain += _asked(corpus, None, trial.questions)
    many, few = ([one for one in meant if one[0].among_few is among_few] for among_few in (False, True))
    return (
        judge_all(names, network, many),
        judge_all(names, network, few),
        judge_all(names, without, plain),
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
    corpus = Corpus.empty().changed({document.id: document}, ())
    seen = look_for(understand("Which word?", corpus), corpus, None)
    if seen is None:
        raise AssertionError("a question about its only word finds a document")
    return seen


def _repeated(found: Sequence[Example], times: int) -> list[Example]:
    return [one for one in found for _ in range(times if is_documentation(one.question) else 1)]


def _joined(found: Iterable[tuple[list[Example], list[Example]]]) -> list[list[Example]]:
    """Of all tasks, with what they mean, and without."""
    return [[one for some in side for one in some] for side in zip(*found, strict=True)]


def _shares(networks: Iterable[Network], found: Iterable[Sequence[Example]]) -> str:
    meant, plain = (f"{_share(*both)} of {len(both[1])}" for both in zip(networks, found, strict=True))
    return f"best right with meaning {meant}, without {plain}"


def _share(network: Network, found: Sequence[Example]) -> str:
    right = [one.right[int(np.argmax(network.scores(one.matrix.astype(np.float64))))] for one in found]
    return f"{float(np.mean(right)):.1%}"


def _both(of: str, networks: Sequence[Network]) -> Arrays:
    """With and without meaning; they look at the same features, whose names are written once."""
    meant, plain = networks
    halves = _halves(of, meant) | _halves(f"{of}{WITHOUT_MEANING}", plain)
    return halves | {f"{of} names": np.array(meant.names)}


def _halves(of: str, network: Network) -> Arrays:
    return {f"{of} {key}": value.astype(np.float16) for key, value in network._asdict().items() if key != "names"}


def _signs(of: str, model: Logistic) -> Arrays:
    return {f"{of} {key}": value.astype(np.float32) for key, value in model._asdict().items()}
