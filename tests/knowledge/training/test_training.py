import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.answering.assess import understand
from knowledge.answering.judging import holds, is_one_of
from knowledge.answering.passages import rank_passages
from knowledge.index.corpus import Corpus
from knowledge.index.engine import Floats
from knowledge.training.examples import Example, passage_examples, sentence_examples, with_one_unsaid
from knowledge.training.learning import learn
from knowledge.training.sets import MOST, ONLY, read
from knowledge.training.vectors import Remembered, meaning_of

DOCUMENTS = [
    {"doc_id": "garden", "title": "Garden", "text": "The garden opens at nine. The garden closes at noon."},
    {"doc_id": "museum", "title": "Museum", "text": "The museum opens at ten. The museum closes at six."},
]
QUESTIONS = [
    {"question": "When does the garden open?", "answers": ["nine"], "doc_ids": ["garden"], "answerable": True},
    {"question": "When does the museum close?", "answers": ["six"], "doc_ids": ["museum"], "answerable": True},
]


def encode(texts: Sequence[str]) -> Floats:
    return np.array([[len(text) / 10_000, ord(text[0]) / 10_000] * 192 for text in texts], np.float32)


NOTHING = np.zeros(0), np.zeros(0, np.bool_), np.zeros(0, np.int64)


def _write(folder: Path) -> Path:
    for kind, rows in (("docs", DOCUMENTS), ("questions", QUESTIONS)):
        lines = "\n".join(map(json.dumps, rows))
        (folder / f"tiny.{kind}.jsonl").write_text(lines, encoding="utf-8")
    return folder / "tiny"


def _passage_names(corpus: Corpus) -> tuple[str, ...]:
    ranked = rank_passages(understand("When does the garden open?", corpus), corpus, None)
    assert ranked is not None
    return ranked.names


def _learnable(seed: int) -> list[Example]:
    random = np.random.default_rng(seed)
    matrices = random.random((1500, 5, 3)).astype(np.float32)
    return [Example({}, matrix, matrix[:, 1] == matrix[:, 1].max(), *NOTHING) for matrix in matrices]


def test_examples_know_which_candidates_answer(tmp_path: Path) -> None:
    tiny = read(_write(tmp_path))

    corpus = Corpus.empty().changed(tiny.bases[ONLY], ())

    for examples in (passage_examples, sentence_examples):
        assert [int(one.right.sum()) for one in examples(corpus, None, tiny.questions)] == [1, 1]


def test_question_in_other_words_has_one_that_no_document_knows(tmp_path: Path) -> None:
    text = "When does the garden open?"
    corpus = Corpus.empty().changed(read(_write(tmp_path)).bases[ONLY], ())
    question = understand(text, corpus)

    asked = {with_one_unsaid(text, question, chance) for chance in range(4)}

    assert {word for one in asked for word in one.split()} - set(text.split()) == {"zqxvkw", "zqxvkw?"}
    assert all("zqxvkw" in one and one.count(" ") == text.count(" ") for one in asked)


def test_passages_are_learned_from_questions_with_a_word_that_only_meaning_still_tells(tmp_path: Path) -> None:
    tiny = read(_write(tmp_path))
    corpus = Corpus.empty().changed(tiny.bases[ONLY], ())
    unknown = _passage_names(corpus).index("unknown words")

    by_words = passage_examples(corpus, None, tiny.questions)
    by_meaning = passage_examples(corpus, meaning_of(corpus, Remembered(encode)), tiny.questions)

    assert [float(one.matrix[0, unknown]) for one in by_words] == [0, 0]
    assert all(one.matrix[0, unknown] > 0 for one in by_meaning)


def test_question_of_a_single_word_keeps_it() -> None:
    corpus = Corpus.empty()

    assert with_one_unsaid("garden?", understand("garden?", corpus), 0) == "garden?"


def test_set_has_questions_that_stand_evenly_apart(tmp_path: Path) -> None:
    rows = [{**QUESTIONS[0], "question": f"Question {number}?"} for number in range(2 * MOST)]
    path = _write(tmp_path)
    (tmp_path / "tiny.questions.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")

    found = read(path).questions

    assert [row["question"] for row in found[:2]] == ["Question 0?", "Question 2?"]
    assert len(found) == MOST


def test_vectors_of_other_processes_are_added_once() -> None:
    one, other = Remembered(encode), Remembered(encode)
    one.read({1: "a", 2: "b"})
    other.add(one.since(0))
    one.read({3: "c"})
    other.add(one.since(1))

    assert other.keys() == (1, 2, 3)
    assert np.array_equal(other.table(np.arange(3)), one.table(np.arange(3)))


def test_learning_finds_the_feature_that_decides() -> None:
    network = learn(("noise", "deciding", "more noise"), _learnable(seed=1), seeds=[0])

    right = [one.right[np.argmax(network.scores(one.matrix.astype(np.float64)))] for one in _learnable(seed=2)]
    assert np.mean(right) > 0.9


def test_learning_again_gives_the_same_weights() -> None:
    one, other = (learn(("a", "b", "c"), _learnable(seed=1), seeds=[0, 1]) for _ in range(2))

    assert all(np.array_equal(left, right) for left, right in zip(one[1:], other[1:], strict=True))


def test_learning_ignores_a_feature_that_never_differs() -> None:
    matrices = [np.concatenate((one.matrix[:, :2], np.ones((5, 1), np.float32)), axis=1) for one in _learnable(seed=1)]
    constant = [one._replace(matrix=matrix) for one, matrix in zip(_learnable(seed=1), matrices, strict=True)]
    network = learn(("a", "b", "same"), constant, seeds=[0])

    same, other = network.scores(np.array([[0.5, 0.5, 1.0], [0.5, 0.5, 0.0]]))

    assert abs(same - other) < 1e-3


def test_answer_must_stand_as_whole_words() -> None:
    assert holds("It was founded in 1914, in Paris.", ["1914 in paris"])
    assert not holds("It was founded in 1914.", ["191"])


def test_sentence_may_be_most_of_the_expected_one() -> None:
    assert is_one_of("The garden opens at nine o'clock", ["Today the garden opens at nine o'clock sharp."])
