import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.likeness import ALIKE, Open, likeness, merge_alike, reads_like_question, sense

WORDS = st.lists(st.sampled_from("when where is dinner lunch served the airlock open".split()), max_size=6).map(
    " ".join
)


@pytest.mark.parametrize(
    "text",
    [
        "Who attended the ceremony?",
        "how do I install the driver",
        "¿Cuándo abre la tienda?",
        "Wo finde ich die Dokumentation",
        "I tried everything. Why does the airlock not open? It beeps.",
        "متى يبدأ الاجتماع؟",
    ],
)
def test_question_is_recognised(text: str) -> None:
    assert reads_like_question(text)


@pytest.mark.parametrize("text", ["", "?", "Thanks a lot!", "What a day", "who?", "I like the airlock.", "Why? " * 200])
def test_talk_is_not_taken_for_a_question(text: str) -> None:
    assert not reads_like_question(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [("When is dinner served?", "when's the dinner served"), ("How high is it?", "How high is it??"), ("🙂 a", "a 🙂")],
)
def test_likeness_sees_the_same_question_in_other_words(one: str, other: str) -> None:
    assert likeness(sense(one), sense(other)) >= ALIKE


@pytest.mark.parametrize(
    ("one", "other"), [("When is dinner served?", "Where is dinner served?"), ("Who signed it?", "Who paid for it?")]
)
def test_likeness_keeps_different_questions_apart(one: str, other: str) -> None:
    assert likeness(sense(one), sense(other)) < ALIKE


def test_sense_of_a_follow_up_holds_what_came_before() -> None:
    assert sense("and when?", ["Where is dinner served?"]) > sense("dinner served")
    assert sense("Which pilots open airlocks?", ["Where is dinner?"]) == sense("Which pilots open airlocks?")


def test_merge_alike_puts_the_most_asked_first_and_of_those_the_newest() -> None:
    asked = ["Where is lunch?", "When is dinner served?", "When's dinner served?", "Who paints the hull?"]

    topics = merge_alike(Open(number=n, question=text, asked_at=n) for n, text in enumerate(asked))

    assert [(topic.text, len(topic.questions)) for topic in topics] == [
        ("When's dinner served?", 2),
        ("Who paints the hull?", 1),
        ("Where is lunch?", 1),
    ]


@given(st.lists(WORDS, max_size=12))
def test_merge_alike_keeps_every_question_once(asked: list[str]) -> None:
    topics = merge_alike(Open(number=n, question=text, asked_at=n) for n, text in enumerate(asked))

    assert sorted(each.number for topic in topics for each in topic.questions) == list(range(len(asked)))
