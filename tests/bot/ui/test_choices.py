"""Whatever a title or an id looks like, what a person picks is what they get."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages import ENGLISH
from bot.ui.choices import chosen_document, document_choices
from knowledge import Document, DocumentNotFound, KnowledgeBase


def base_of(**titles: str) -> KnowledgeBase:
    return KnowledgeBase.build([Document(id=key, title=title, text="A sentence.") for key, title in titles.items()])


@given(st.dictionaries(st.text(min_size=1, max_size=300), st.text(max_size=300), max_size=30))
def test_choices_fit_discord_and_lead_back_to_their_documents(titles: dict[str, str]) -> None:
    base = base_of(**titles)

    choices = document_choices(base, "", ENGLISH)

    assert len(choices) == min(25, len(titles))
    assert all(1 <= len(name) <= 100 and 1 <= len(value) <= 100 for name, value in choices)
    assert len({chosen_document(base, value).id for _, value in choices}) == len(choices)


def test_choices_hold_all_words_typed_and_begin_with_what_begins_so() -> None:
    base = base_of(a="Rules of the house", b="House rules", c="Birds")

    assert [name for name, _ in document_choices(base, "hous", ENGLISH)] == ["House rules", "Rules of the house"]


def test_choices_accept_a_title_that_was_typed_and_not_picked() -> None:
    assert chosen_document(base_of(a="Rules of the house", b="Birds"), "birds").id == "b"


@pytest.mark.parametrize("value", ["", " ", "#", "nothing like it"])
def test_choices_refuse_what_names_no_document(value: str) -> None:
    with pytest.raises(DocumentNotFound):
        chosen_document(base_of(a="Rules"), value)


def test_choices_of_documents_with_one_title_can_be_told_apart() -> None:
    titles = ["Rules", "Rules", "Rules (2)", "x" * 200, "x" * 200, "", "\u200b"]
    base = KnowledgeBase.build([Document(id=f"d{n}", title=title, text="Be kind.") for n, title in enumerate(titles)])

    names = [name for name, _ in document_choices(base, "", ENGLISH)]

    assert sorted(names) == sorted(set(names))
    assert {"Rules", "Rules (2)", "d5", "d6"} <= set(names)
    assert max(map(len, names)) <= 100
