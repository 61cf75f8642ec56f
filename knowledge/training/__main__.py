"""Learn knowledge/weights.npz: `python -m knowledge.training FOLDER`.

FOLDER holds train-squad.docs.jsonl and train-squad.questions.jsonl (44 articles of SQuAD 1.1's training set,
Rajpurkar et al. 2016, CC BY-SA 4.0; questions in lower case), train-squad-cased.* (twelve of these articles, the
questions as they were asked), train-selqa.* (SelQA's development set, Jurczyk et al. 2016, Apache-2.0), and
train-docs.pages.jsonl with train-docs.questions.jsonl (documentation of 17 communities, each under its own free
licence, with questions as people type them). A line of the documents has doc_id, title, text; one of the pages has
base, doc_id, markdown; one of the questions has question, doc_ids, answerable, and answers, gold_sentences, or base,
section and gold. What stands under headings of the pages that ask makes one more set. The same input gives the same
weights.
"""

import argparse
import sys
from pathlib import Path

from knowledge.training import rankers
from knowledge.training.faqs import faqs
from knowledge.training.sets import read

SETS = ("train-squad", "train-squad-cased", "train-selqa", "train-docs")


def main() -> None:
    """Learn, and say what was reached on the examples themselves."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.training", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the sets are")
    parser.add_argument("--output", type=Path, default=Path(__file__).parents[1] / "weights.npz")
    parser.add_argument("--vectors", type=Path, help="where vectors are kept for the next time")
    parser.add_argument("--workers", type=int, default=2, help="processes at a time")
    options = parser.parse_args()
    sets = [read(options.folder / name) for name in SETS]
    sets.append(faqs(sets[-1]))
    for line in rankers.learn_all(sets, options.output, options.vectors, options.workers):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
