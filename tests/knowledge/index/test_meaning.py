"""What passages mean: headings are found by it, texts are read once somebody asks, and other languages are left out."""

import pytest

from knowledge import Document, KnowledgeBase
from knowledge.index.meaning import Meaning, encode
from knowledge.index.vectors import Vectors
from knowledge.text.numbers import Ints

PAGES = {
    "pets": "# Cats\n\nThey sleep most of the day.\n\n# Dogs\n\nThey bark at strangers.",
    "cars": "# Brakes\n\nPress the pedal to stop.\n\n# Fuel\n\nFill the tank at a station.",
}


def base_of(pages: dict[str, str], language: str = "en") -> KnowledgeBase:
    return KnowledgeBase.build(
        [Document(id=key, title=key, text=text, language=language) for key, text in pages.items()]
    )


def headings(base: KnowledgeBase, numbers: Ints) -> list[str]:
    places = map(base._corpus.numbering.passage, numbers.tolist())
    return [cut.headings[passage] for _, cut, passage in places]


@pytest.mark.parametrize(("question", "heading"), [("my kitten", "Cats"), ("where to buy petrol", "Fuel")])
def test_headings_are_found_that_share_no_word(question: str, heading: str) -> None:
    base = base_of(PAGES)
    meaning = Meaning(base._corpus, Vectors(encode), waits=True)

    found = meaning.sense(question).nearest(1)

    assert headings(base, found) == [heading]


def test_a_question_does_not_wait_unless_it_should() -> None:
    vectors = Vectors(encode)
    meaning = Meaning(base_of(PAGES)._corpus, vectors, waits=False)

    found = meaning.sense("my kitten").nearest(2)

    assert (len(found), len(vectors)) == (0, 0)


def test_what_is_unread_ends_once_it_is_read() -> None:
    vectors = Vectors(encode)
    meaning = Meaning(base_of(PAGES)._corpus, vectors, waits=False)

    for texts in meaning.unread():
        vectors.read(texts)

    assert len(vectors) == 8  # four headings, four passages
    assert list(meaning.unread()) == []
    assert len(meaning.sense("my kitten").nearest(2)) == 2


def test_a_language_that_the_encoder_does_not_know_is_not_read() -> None:
    meaning = Meaning(base_of(PAGES, language="de")._corpus, Vectors(encode), waits=True)

    assert list(meaning.unread()) == []
    assert len(meaning.sense("my kitten").nearest(2)) == 0


def test_the_next_snapshot_reads_only_what_is_new() -> None:
    vectors = Vectors(encode)
    base = base_of(PAGES)
    for texts in Meaning(base._corpus, vectors, waits=False).unread():
        vectors.read(texts)

    more = base.changed([Document(id="boats", title="boats", text="# Sails\n\nHoist them.", language="en")])
    (new,) = Meaning(more._corpus, vectors, waits=False).unread()

    assert list(new.values()) == ["boats: Sails", "Hoist them."]
