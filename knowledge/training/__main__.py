"""Learn knowledge/weights.npz: `python -m knowledge.training FOLDER`.

FOLDER holds train-squad.docs.jsonl and train-squad.questions.jsonl (44 articles of SQuAD 1.1's training set,
Rajpurkar et al. 2016, CC BY-SA 4.0; questions in lower case), train-squad-cased.* (twelve of these articles, the
questions as they were asked) and train-selqa.* (SelQA's development set, Jurczyk et al. 2016, Apache-2.0).
A line of the documents has doc_id, title, text; one of the questions has question, doc_ids, answerable, and answers
or gold_sentences. The same input gives the same weights.
"""

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np

from knowledge.answering.assess import look
from knowledge.answering.ranker import Network
from knowledge.index.corpus import Corpus
from knowledge.models import Document
from knowledge.training.calibrating import PARTS, Logistic, fit, judged, part
from knowledge.training.examples import Example, Set, examples, read
from knowledge.training.learning import learn

SETS = ("train-squad", "train-squad-cased", "train-selqa")
SEEDS = (0, 1, 2, 3, 4)


def main() -> None:
    """Learn, and say what was reached on the examples themselves."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.training", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the sets are")
    parser.add_argument("--output", type=Path, default=Path(__file__).parents[1] / "weights.npz")
    parser.add_argument("--workers", type=int, default=2, help="processes at a time")
    options = parser.parse_args()
    sets = [read(options.folder / name) for name in SETS]
    names = _names()
    with ProcessPoolExecutor(options.workers) as pool:
        found = [one for ones in pool.map(_examples, sets) for one in ones]
        thirds = [[one for one in found if part(one.question["doc_ids"][0]) == turn] for turn in range(PARTS)]
        network = pool.submit(learn, names, found, SEEDS)
        turns = list(pool.map(partial(judged, names, sets), thirds, range(PARTS)))
        _write(options.output, network.result(), fit(turns))
    seen = np.concatenate([turn.right[turn.inside] for turn in turns]).mean()
    reached = (
        f"first candidate right: {_first_right(network.result(), found):.1%}, in documents not learned on {seen:.1%}"
    )
    sys.stdout.write(f"{len(found)} questions; {reached}; {options.output.stat().st_size:,} bytes\n")


def _examples(one: Set) -> list[Example]:
    return examples(one.documents, one.questions)


def _first_right(network: Network, found: list[Example]) -> float:
    return float(np.mean([one.right[int(np.argmax(network.scores(one.matrix.astype(np.float64))))] for one in found]))


def _write(path: Path, network: Network, model: Logistic) -> None:
    halves = {key: value.astype(np.float16) for key, value in network._asdict().items() if key != "names"}
    singles = {key: value.astype(np.float32) for key, value in model._asdict().items()}
    np.savez_compressed(path, allow_pickle=False, names=np.array(network.names), **halves, **singles)


def _names() -> tuple[str, ...]:
    """The names of the features, from any question."""
    document = Document(id="any", title="Any", text="Any word.")
    seen = look("Which word?", Corpus.empty().changed({"any": document}, ()))
    if seen is None:
        raise AssertionError("a question about its only word finds a document")
    return seen.names


if __name__ == "__main__":
    main()
