"""What people read, whatever the medium."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages import ENGLISH
from bot.replies.errors import error_sentence
from bot.replies.names import tame
from bot.replies.reply import (
    LABEL,
    Certainty,
    answer_reply,
    length_of,
    section_of,
    section_reply,
    shorten,
    source_line,
    summary_reply,
)
from knowledge import Document, DocumentNotFound, KnowledgeBase, KnowledgeError, Source, UnreadableFile, errors
from knowledge.models import Answer

NOTES = Document(
    id="notes",
    title="Notes on robots",
    text="# Arms\n\nThe robot has two long arms. It can lift twelve crates at once.\n\n# Legs\n\nIt has no legs.",
    url="https://example.org/notes",
    publisher="The Workshop",
    date="2025-03-01",
)
BASE = KnowledgeBase.build([NOTES])


def answer(confidence: float, question: str = "How many crates can it lift?") -> Answer:
    return BASE.ask(question, k=2, threshold=0.0).model_copy(update={"known": 0.9, "confidence": confidence})


def test_answer_reply_numbers_quotes_and_names_their_sources() -> None:
    reply = answer_reply(answer(0.9), BASE, (), ENGLISH)

    assert [(cited.number, cited.source) for cited in reply.quotes] == [
        (number, f"Notes on robots · {part} · The Workshop · 2025-03-01")
        for number, part in enumerate(("Arms", "Legs"), 1)
    ]


def test_answer_reply_links_to_the_place() -> None:
    reply = answer_reply(answer(0.9), BASE, (), ENGLISH)

    assert reply.quotes[0].link == (
        "https://example.org/notes#:~:text=The%20robot%20has%20two%20long%20arms.,can%20lift%20twelve%20crates%20at%20once."
    )


@pytest.mark.parametrize(
    ("confidence", "certainty", "footer"),
    [
        (0.91, Certainty.SURE, "Quoted word for word · 91% sure"),
        (0.5, Certainty.SURE, "Quoted word for word · 50% sure"),
        (0.3, Certainty.UNSURE, "Quoted word for word · 30% sure"),
    ],
)
def test_answer_reply_says_how_sure_it_is(confidence: float, certainty: Certainty, footer: str) -> None:
    reply = answer_reply(answer(confidence), BASE, (), ENGLISH)

    assert (reply.certainty, reply.opening, reply.footer) == (certainty, certainty.value, footer)


def test_answer_reply_never_shows_a_quote_that_is_not_in_the_document_now() -> None:
    changed = KnowledgeBase.build([NOTES.model_copy(update={"text": NOTES.text.replace("twelve", "thirteen")})])

    reply = answer_reply(answer(0.9), changed, (), ENGLISH)

    assert "twelve" not in "".join(cited.quote.text for cited in reply.quotes)


def test_answer_reply_does_not_know_when_no_quote_is_left() -> None:
    reply = answer_reply(answer(0.9), KnowledgeBase.build([]), (), ENGLISH)

    assert (reply.quotes, reply.opening) == ((), "I don't know. There are no documents here yet.")


def test_answer_reply_offers_the_closest_sections() -> None:
    nothing = Answer(question="legs?", known=0.1, confidence=0.0, quotes=())

    reply = answer_reply(nothing, BASE, BASE.search("legs"), ENGLISH)

    assert reply.sections[0].label == "Legs"
    assert reply.opening == "I don't know. The documents here do not seem to say. These parts come closest:"


def test_answer_reply_offers_no_section_that_has_changed() -> None:
    nothing = Answer(question="legs?", known=0.1, confidence=0.0, quotes=())

    reply = answer_reply(
        nothing, KnowledgeBase.build([NOTES.model_copy(update={"text": "Other."})]), BASE.search("legs"), ENGLISH
    )

    assert (reply.sections, reply.opening) == ((), "I don't know. Nothing in the documents here is about that.")


def test_section_reply_holds_the_section_word_for_word() -> None:
    chunk = BASE.search("legs")[0].chunk
    section = section_of(chunk, BASE)
    assert section is not None

    reply = section_reply(section, ENGLISH)

    assert [cited.quote.text for cited in reply.quotes] == [chunk.text]


def test_summary_reply_names_publisher_date_and_length() -> None:
    reply = summary_reply(BASE.summarize("notes", sentences=2), BASE, ENGLISH)

    assert (reply.title, reply.source) == ("Notes on robots", "The Workshop · 2025-03-01 · 21 words")


def test_summary_reply_tells_where_each_quote_stands() -> None:
    reply = summary_reply(BASE.summarize("notes", sentences=9), BASE, ENGLISH)

    assert [cited.source for cited in reply.quotes] == ["Arms · line 3", "Arms · line 3", "Legs · line 7"]


def test_summary_reply_refuses_a_document_that_is_gone() -> None:
    summary = BASE.summarize("notes")

    with pytest.raises(DocumentNotFound):
        summary_reply(summary, KnowledgeBase.build([]), ENGLISH)


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (Source(document_id="a", title="A", url=None, heading=None, publisher=None), "A"),
        (Source(document_id="a", title="A", url=None, heading="A", publisher="P"), "A · P"),
        (Source(document_id="a", title="A", url=None, heading="H", publisher=None, date="2024"), "A · H · 2024"),
        (
            Source(document_id="team:4", title="A", url=None, heading=None, publisher="Helpers", date="2024"),
            "answered by the team · Helpers · 2024",
        ),
        (Source(document_id="a", title="A", url=None, heading="H", publisher="P", place="p. 12"), "A · H · p. 12 · P"),
        (
            Source(document_id="a", title="A", url=None, heading=None, publisher=None, old_since="2026-11-20T08:00:00"),
            "A · may be out of date since 2026-11-20",
        ),
    ],
)
def test_source_line_names_what_is_known_once(source: Source, line: str) -> None:
    assert source_line(source, ENGLISH) == line


@pytest.mark.parametrize(
    ("text", "length"), [("", "0 words"), ("one two", "2 words"), ("家" * 1200, "1,200 characters")]
)
def test_length_of_counts_words_where_there_are_spaces(text: str, length: str) -> None:
    assert length_of(text, ENGLISH) == length


@given(st.text(max_size=300), st.integers(2, 200))
def test_shorten_keeps_the_limit_and_the_beginning(text: str, limit: int) -> None:
    short = shorten(text, limit)

    assert len(short) <= limit
    assert " ".join(tame(text).split()).startswith(short.removesuffix("…"))


def test_shorten_cuts_between_words() -> None:
    assert shorten("China is set to send an astronaut", 20) == "China is set to…"


def test_section_labels_fit_a_button() -> None:
    base = KnowledgeBase.build([Document(id="long", title="Long", text=f"The hull {'is very old and ' * 40}red.")])

    section = section_of(base.search("hull")[0].chunk, base)

    assert section is not None
    assert len(section.label) <= LABEL


def kinds_of(error: type[KnowledgeError]) -> list[type[KnowledgeError]]:
    return [error, *(kind for child in error.__subclasses__() for kind in kinds_of(child))]


@pytest.mark.parametrize("kind", [kind for kind in kinds_of(KnowledgeError)[1:] if kind.__module__ == errors.__name__])
def test_error_sentence_words_every_error_of_knowledge(kind: type[KnowledgeError]) -> None:
    facts = kind.__init__.__code__.co_varnames[1 : kind.__init__.__code__.co_argcount]

    sentence = error_sentence(kind(*(f"the {fact}" for fact in facts)), ENGLISH)

    assert sentence is not None
    assert sentence.endswith(".")


def test_error_sentence_fills_in_the_facts() -> None:
    assert error_sentence(UnreadableFile("a.pdf", "it is locked"), ENGLISH) == "a.pdf cannot be read: it is locked."


def test_error_sentence_has_no_words_for_the_unexpected() -> None:
    assert error_sentence(RuntimeError("boom"), ENGLISH) is None
