from hypothesis import given
from hypothesis import strategies as st

from knowledge import Document, KnowledgeBase
from knowledge.summarizing import Length, summarize_messages

BASE = KnowledgeBase.build(
    [
        Document(id="old", title="Old rules", text="Storage fees are 20 crowns a week. Boats may stay all winter."),
        Document(
            id="new",
            title="New rules",
            text="Storage fees are 35 crowns a week. Keys are at the office. They ask for storage fees at the gate.",
        ),
        Document(id="menu", title="Menu", text="Soup is served at noon. Storage fees are 20 crowns a week."),
    ]
)


def told(topic: str, sentences: int = 5, within: list[str] | None = None) -> list[tuple[str, str]]:
    return [(quote.source.document_id, quote.text) for quote in BASE.summarize_topic(topic, sentences, within).quotes]


def test_topic_sets_contradicting_documents_side_by_side() -> None:
    found = told("storage fees", 2)

    assert found == [("old", "Storage fees are 20 crowns a week."), ("new", "Storage fees are 35 crowns a week.")]


def test_topic_never_quotes_a_sentence_that_does_not_stand_alone() -> None:
    assert not any(text.startswith("They") for _, text in told("storage fees"))


def test_topic_stays_within_the_documents_wanted() -> None:
    assert {document for document, _ in told("storage fees", within=["menu", "gone"])} == {"menu"}


def test_topic_that_nobody_speaks_of_has_no_quotes() -> None:
    assert told("astronauts") == told("") == []


@given(st.lists(st.sampled_from(["lol", "", "The crane is broken.", "# who\nmends it?\n\nMalmö does.", "- a\n- b"])))
def test_messages_are_quoted_word_for_word_in_order(messages: list[str]) -> None:
    found = summarize_messages(messages, Length(3))

    assert found == sorted(set(found))
    assert all(messages[number][start:end].strip() for number, (start, end) in found)


def test_messages_that_say_something_are_quoted() -> None:
    messages = [
        "hey all",
        "lol",
        "The build is broken since Tuesday because the image of the runner changed.",
        "https://example.com/logs",
        "I pinned the image of the runner, and the build works again.",
    ]

    assert [number for number, _ in summarize_messages(messages, Length(2))] == [2, 4]
