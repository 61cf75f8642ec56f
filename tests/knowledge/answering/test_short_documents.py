"""A library of one short document, with what it means: what everybody tries first."""

import pytest

from knowledge import Document, KnowledgeBase

RULES = """\
# Lantern Club

## Pets

Dogs and cats stay outside while we cook.

## Payment

Members pay nine pounds a year, and students half of it.

## Evenings

The gate is opened at six. Whoever comes last puts out the fire.

## Photographs

Ask before you take a picture of somebody, and never publish one of a child.
"""
BASE = KnowledgeBase.build([Document(id="rules", title="Lantern Club", text=RULES)])


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("where do the pets go?", "Dogs and cats"),
        ("how much is the membership fee?", "nine pounds"),
        ("Who puts out the fire?", "puts out the fire"),
        ("am i allowed to post photos of kids?", "of a child"),
    ],
)
def test_short_document_answers_in_other_words(question: str, words: str) -> None:
    quotes = BASE.ask(question).quotes

    assert any(words in quote.text for quote in quotes)
    assert all(BASE.is_verbatim(quote) for quote in quotes)


@pytest.mark.parametrize("question", ["how do i reset my password", "Which planet has the most moons?"])
def test_short_document_does_not_answer_what_it_says_nothing_about(question: str) -> None:
    assert BASE.ask(question).quotes == ()


def test_sentence_that_means_the_same_is_first_though_another_has_the_words() -> None:
    first = BASE.ask("When do you let people in?", threshold=0.0).quotes[0]

    assert "The gate is opened at six." in first.text


def test_explanation_of_a_short_document_knows_what_sentences_mean() -> None:
    reasons = BASE.explain("where do the pets go?").considered[0].reasons

    assert any(reason.name.startswith("said") for reason in reasons)
