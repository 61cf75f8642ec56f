"""Learn knowledge/weights.npz: `python -m knowledge.training FOLDER`.

FOLDER holds train-squad.docs.jsonl and train-squad.questions.jsonl (44 articles of SQuAD 1.1's training set,
Rajpurkar et al. 2016, CC BY-SA 4.0; questions in lower case), train-squad-cased.* (twelve of these articles, the
questions as they were asked) and train-selqa.* (SelQA's development set, Jurczyk et al. 2016, Apache-2.0).
A line of the documents has doc_id, title, text; one of the questions has question, doc_ids, answerable, and answers
or gold_sentences. The same input gives the same weights.
"""

import argparse
import sys
from pathlib import Path

import numpy as np

from knowledge.answering import look
from knowledge.collection import Collection
from knowledge.models import Document
from knowledge.training.calibrating import PARTS, fit, judged, part
from knowledge.training.examples import examples, read
from knowledge.training.learning import learn

SETS = ("train-squad", "train-squad-cased", "train-selqa")
SEEDS = (0, 1, 2)


def main() -> None:
    """Learn, and say what was reached on the examples themselves."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.training", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the sets are")
    parser.add_argument("--output", type=Path, default=Path(__file__).parents[1] / "weights.npz")
    options = parser.parse_args()
    sets = [read(options.folder / name) for name in SETS]
    found = [one for each in sets for one in examples(each.documents, each.questions)]
    names = _names()
    network = learn(names, found, SEEDS)
    thirds = {turn: [one for one in found if part(one.question["doc_ids"][0]) == turn] for turn in range(PARTS)}
    questions = judged(names, sets, thirds)
    model = fit(questions)
    np.savez_compressed(
        options.output,
        **{key: value.astype(np.float16) for key, value in network._asdict().items() if key != "names"},
        names=np.array(names),
        sign_means=model.means.astype(np.float32),
        sign_deviations=model.deviations.astype(np.float32),
        known=model.known.astype(np.float32),
        confidence=model.confidence.astype(np.float32),
    )
    first = np.mean([one.right[int(np.argmax(network.scores(one.matrix.astype(np.float64))))] for one in found])
    seen = questions.right[questions.inside].mean()
    reached = f"first candidate right: {first:.1%}, in documents that the ranker had not seen {seen:.1%}"
    sys.stdout.write(f"{len(found)} questions; {reached}; {options.output.stat().st_size:,} bytes\n")


def _names() -> tuple[str, ...]:
    """The names of the features, from any question."""
    document = Document(id="any", title="Any", text="Any word.")
    seen = look("Which word?", Collection().changed({"any": document}, ()))
    if seen is None:
        raise AssertionError("a question about its only word finds a document")
    return seen.names


if __name__ == "__main__":
    main()
