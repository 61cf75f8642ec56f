from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answering.assess import Look, look_for, understand
from knowledge.answering.ranker import ranker
from knowledge.index.corpus import Corpus
from knowledge.models import Document

TEXTS = {
    "en": "# Hours\n\nThe garden opens at nine. However, it closes at noon (NOON) on Sundays.\n\nDid it rain in 1999?",
    "zh": "花园九点开门。他在1999年离开了。",
    "xx": "🙂 .\n\n42",
}
CORPUS = Corpus.empty().changed(
    {key: Document(id=key, title="Garden", text=text, language=key) for key, text in TEXTS.items()}, ()
)


def test_weights_are_small() -> None:
    size = sum(len(path.read_bytes()) for path in files("knowledge").joinpath("lexicon").iterdir() if path.is_file())

    assert size + len(files("knowledge").joinpath("weights.npz").read_bytes()) < 200_000


def test_ranker_knows_every_feature_it_has_learned() -> None:
    seen = _look("When does the garden open?")

    assert seen is not None
    assert set(ranker("sentences").names) <= set(seen.names)
    for line in ("passages", "passages without meaning"):
        assert set(ranker(line).names) <= set(seen.passages.names)


@pytest.mark.parametrize("question", ["garden", "花园几点开门", "42", "Who left in 1999 garden?"])
def test_candidates_come_best_first(question: str) -> None:
    seen = _look(question)

    assert seen is not None
    assert np.all(np.diff(seen.scores[seen.order]) <= 0)


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="garden opens 1999花园开门?!İ🙂", max_size=40))
def test_features_are_finite_and_small(question: str) -> None:
    seen = _look(question)

    assert seen is None or np.all(np.abs(seen.matrix) < 20)


def _look(question: str) -> Look | None:
    return look_for(understand(question, CORPUS), CORPUS, None)
