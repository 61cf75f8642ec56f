import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import Answer, Document, KnowledgeBase

ARTICLE = Path(__file__).parents[3] / "knowledge" / "articles" / "china-pakistan-tiangong.txt"
QUESTIONS = json.loads(Path(__file__).with_name("article_questions.json").read_text(encoding="utf-8"))

GARDEN = Document(
    id="garden",
    title="Garden",
    text=(
        "# Opening hours\n\nThe garden opens at nine o'clock. However, it closes at noon on Sundays.\n\n"
        "# Tickets\n\nA ticket costs four euros. Children under six pay nothing."
    ),
)
MUSEUM = Document(id="museum", title="Museum", text="The museum opens at ten o'clock. A ticket costs four euros.")
BASE = KnowledgeBase.build([GARDEN, MUSEUM])
TICKETS = "A ticket costs four euros. Children under six pay nothing."


@pytest.fixture(scope="module")
def article() -> KnowledgeBase:
    text = ARTICLE.read_text(encoding="utf-8")
    return KnowledgeBase.build([Document(id="tiangong", title=text.partition("\n")[0], text=text)])


def test_article_answers_what_a_reader_asks(article: KnowledgeBase) -> None:
    missed = [
        question
        for question, expected in QUESTIONS["answered"]
        if not any(part in quote.text for quote in article.ask(question).quotes for part in expected)
    ]

    assert len(missed) <= 2, missed


def test_article_refuses_what_it_does_not_hold(article: KnowledgeBase) -> None:
    said = [question for question in QUESTIONS["refused"] if article.ask(question).quotes]

    assert len(said) <= 1, said


@pytest.mark.parametrize("message", ["hi", "Thank you!", "good morning", "/help", "🙂", ""])
def test_ask_quotes_nothing_for_what_is_no_question(article: KnowledgeBase, message: str) -> None:
    assert article.ask(message) == Answer(question=message, known=0, confidence=0, quotes=())


def test_ask_without_documents_finds_nothing() -> None:
    assert KnowledgeBase.build([]).ask("Who attended?").quotes == ()


def test_ask_finds_the_only_sentence() -> None:
    base = KnowledgeBase.build([Document(id="one", title="One", text="The bridge is 300 metres long.")])

    assert base.ask("How long is the bridge?", threshold=0.0).quotes[0].text == "The bridge is 300 metres long."


def test_ask_within_looks_only_in_those_documents() -> None:
    answer = BASE.ask("When does it open?", within=["museum"], threshold=0.0)

    assert {quote.source.document_id for quote in answer.quotes} == {"museum"}


def test_ask_mends_a_typo(article: KnowledgeBase) -> None:
    assert "Islamabad" in article.ask("Where did the signing cermony take place?").quotes[0].text


def test_ask_knows_what_an_abbreviation_stands_for(article: KnowledgeBase) -> None:
    quote = article.ask("Who excluded China from the International Space Station?", threshold=0.0).quotes[0]

    assert "(ISS)" in quote.text


def test_follow_up_is_understood_with_the_question_before(article: KnowledgeBase) -> None:
    answer = article.ask("and when?", history=["Does China plan a manned lunar mission?"], threshold=0.0)

    assert "2030" in answer.quotes[0].text


def test_sentence_of_two_documents_is_quoted_once_with_both_sources() -> None:
    copy = Document(id="copy", title="Prices", text=TICKETS)
    answer = KnowledgeBase.build([GARDEN, copy]).ask("What does a ticket cost?", threshold=0.0)

    costs = [quote for quote in answer.quotes if "A ticket costs four euros." in quote.text]
    assert [{quote.source.document_id, *(source.document_id for source in quote.also)} for quote in costs] == [
        {"garden", "copy"}
    ]


def test_quote_marks_what_answers(article: KnowledgeBase) -> None:
    quote = article.ask("When does the United States aim to return astronauts to the Moon?", threshold=0.0).quotes[0]

    assert "2025" in [quote.text[start:end] for start, end in quote.matches]


def test_explanation_tells_what_was_looked_for_and_what_decided() -> None:
    explanation = BASE.explain("When does the gardn open?")

    assert explanation.understood == "When does the garden open?"
    assert explanation.considered[0].reasons


def test_explanation_of_an_unknown_subject_considers_nothing() -> None:
    assert KnowledgeBase.build([GARDEN], meaning=False).explain("zzz").considered == ()


def test_search_prefers_the_chunk_whose_heading_asks_the_same() -> None:
    assert BASE.search("What are the opening hours?")[0].chunk.heading == "Opening hours"


TEXTS = st.lists(
    st.sampled_from(
        ["The garden opens.", "Ali says: hi!", "He left in 1999.", "花园九点开门。", "# Gate", "1. İo", "🙂", "\n"]
    ),
    max_size=8,
).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, max_size=3), st.text(max_size=40), st.integers(1, 4))
def test_every_quote_is_verbatim(texts: list[str], question: str, k: int) -> None:
    base = KnowledgeBase.build(Document(id=str(number), title="Garden", text=text) for number, text in enumerate(texts))

    answer = base.ask(f"garden 1999 花园 {question}", k=k, threshold=0.0)

    assert len(answer.quotes) <= k
    assert all(base.is_verbatim(quote) for quote in answer.quotes)


@settings(max_examples=30, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from(["Who left in 1999?", "When does the garden open?", "花园几点开门？"]))
def test_adding_and_removing_a_document_gives_the_same_answers(one: str, other: str, question: str) -> None:
    before = KnowledgeBase.build([Document(id="one", title="One", text=one)])

    after = before.changed(put=[Document(id="other", title="Other", text=other)]).changed(drop=["other"])

    assert after.ask(question, threshold=0.0) == before.ask(question, threshold=0.0)
