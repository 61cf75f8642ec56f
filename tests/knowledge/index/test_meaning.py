"""What is read of a corpus for what it means, and what of that is there."""

from collections.abc import Sequence

import numpy as np

from knowledge import Document
from knowledge.index.corpus import Corpus
from knowledge.index.engine import Floats
from knowledge.index.meaning import MOST_SENTENCES, Meaning
from knowledge.index.vectors import DIMENSIONS, Vectors, key_of

MARS = Document(id="mars", title="Mars", text="# Moons\n\nMars has two small moons.", language="en")
TEA = Document(id="tee", title="Tee", text="Der Tee steht um fünf in der Küche.", language="de")


EVERY = ["Mars: Moons", "Mars has two small moons.", "Moons: Mars has two small moons."]
"""What is read of them."""


def encode(texts: Sequence[str]) -> Floats:
    return np.full((len(texts), DIMENSIONS), DIMENSIONS**-0.5, np.float32)


def meaning(vectors: Vectors, *, waits: bool = False) -> Meaning:
    return Meaning(Corpus.empty().changed({one.id: one for one in (MARS, TEA)}, ()), vectors, waits=waits)


def test_meaning_reads_heads_passages_and_sentences_of_languages_that_it_knows() -> None:
    (texts,) = meaning(Vectors(encode)).unread()

    assert list(texts.values()) == EVERY


def test_meaning_reads_no_sentences_of_a_large_collection() -> None:
    large = Document(id="large", title="Large", text="A word. " * (MOST_SENTENCES + 1), language="en")

    texts = Meaning(Corpus.empty().changed({"large": large}, ()), Vectors(encode), waits=False).unread()

    assert "A word." not in {text for some in texts for text in some.values()}


def test_meaning_of_sentences_is_there_once_all_that_can_be_read_were() -> None:
    found, every = meaning(Vectors(encode)), np.arange(2)
    sense = found.sense("How many moons?")

    before = sense.sentences(every)
    list(found.read())
    after = sense.sentences(every)

    assert before is None
    assert after is not None
    assert np.allclose(after, 1, atol=0.05)
    assert sense.sentences(np.array([1])) is None


def test_meaning_has_the_keys_of_some_documents() -> None:
    found = meaning(Vectors(encode))

    assert set(found.keys(["mars", "gone"]).tolist()) == set(map(key_of, EVERY))
    assert found.keys(["tee"]).tolist() == []


def test_meaning_knows_how_much_was_read() -> None:
    found = meaning(Vectors(encode))

    shares = [found.share_read(), *(found.share_read() for _ in found.read(characters=1))]

    assert shares == [0, 1 / 3, 2 / 3, 1]


def test_meaning_of_passages_is_read_once_all_of_it_is() -> None:
    found, every = meaning(Vectors(encode)), np.arange(2)

    has_read = [found.has_read(every), *(found.has_read(every) for _ in found.read(characters=1))]

    assert has_read == [False, False, True, True]
    assert meaning(Vectors(encode), waits=True).has_read(every)


def test_meaning_that_was_not_read_is_far_from_everything() -> None:
    sense = meaning(Vectors(encode)).sense("How many moons?")

    assert sense.nearest(3).tolist() == []
    assert (sense.heads(np.arange(2)).tolist(), sense.texts(np.arange(2)).tolist()) == ([0, 0], [0, 0])
