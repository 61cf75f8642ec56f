"""Threads of any kind, without the words of any people."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.sources.threads import Message, Thread, bylines_of, thread_document, without_people
from knowledge.store.records import StoredDocument

NAMES = st.sampled_from("abcde")


def stored(thread: Thread) -> StoredDocument | None:
    document = thread_document(thread)
    return None if document is None else StoredDocument(document, thread.id, "mark", 2, bylines_of(thread, document))


def without(thread: Thread, gone: set[str]) -> Thread:
    """As if they had never written there."""
    return thread.model_copy(update={"messages": tuple(one for one in thread.messages if one.author not in gone)})


@st.composite
def threads(draw: st.DrawFn) -> Thread:
    """Written by five people, every message with words of its own."""
    authors = draw(st.lists(NAMES, max_size=6))
    messages = [
        Message(
            id=str(number),
            text=f"{draw(st.sampled_from(['Why', '# So', '-', '']))} m{number}x{draw(st.sampled_from(['?', '.', '']))}",
            url=f"https://d/{number}",
            author=author,
            is_starter=number == 0 and draw(st.booleans()),
            thanks=draw(st.integers(0, 2)),
        )
        for number, author in enumerate(authors)
    ]
    return Thread(id="9", title=draw(st.sampled_from(["Title", "#"])), author=draw(NAMES), messages=tuple(messages))


@given(threads(), st.sets(NAMES))
def test_without_people_leaves_no_word_of_theirs_and_every_word_of_others(thread: Thread, gone: set[str]) -> None:
    whole = stored(thread)
    left = whole and without_people(whole, gone)

    said = {one.text.strip(): one.author in gone for one in thread.messages}
    if whole is None or left is None:
        began = {thread.author, *(one.author for one in thread.messages if one.is_starter)}
        titled = thread.title == "Title"
        answered = any(one.author not in gone for one in thread.messages if not one.is_starter)
        assert whole is None or began & gone or not titled or not answered
        return
    assert not any(text in left.document.text for text, is_gone in said.items() if is_gone and text)
    assert all(text in left.document.text for text, is_gone in said.items() if not is_gone)
    assert not {byline.author for byline in left.bylines} & gone


@given(threads(), st.sets(NAMES))
def test_without_people_is_what_a_reading_without_them_gives(thread: Thread, gone: set[str]) -> None:
    whole = stored(thread)
    left = whole and without_people(whole, gone)

    if left is not None and left is not whole:
        again = thread_document(without(thread, gone))
        assert again is not None
        assert (left.document.text, left.document.places) == (again.text, again.places) or "##" in left.document.text


@given(threads())
def test_bylines_cover_every_part_in_order(thread: Thread) -> None:
    whole = stored(thread)

    if whole is not None:
        starts = [byline.start for byline in whole.bylines]
        assert starts[0] == 0
        assert starts == sorted(starts)
        assert {place.start for place in whole.document.places} <= set(starts)
