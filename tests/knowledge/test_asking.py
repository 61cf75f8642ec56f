from hypothesis import given
from hypothesis import strategies as st

from knowledge import Document, KnowledgeBase
from knowledge.team_first import SHOWN, answer_start, ask_team_first, team_document, team_number

PLAN = Document(id="plan", title="Plan", text="Dinner is served at seven.\n\nLunch is served at noon in the garden.")
MANY = Document(id="many", title="Many", text="\n\n".join(f"Valve {n} is opened by the captain." for n in range(20)))
TEAM = team_document(4, "When does the shop open?", "At nine. On Sundays at ten.", "Helpers")
BASE = KnowledgeBase.build([PLAN, MANY, TEAM])


def test_find_quotes_the_whole_answer_of_the_team_first() -> None:
    found = ask_team_first(BASE, "when does the shop open", team=[TEAM.id])

    assert found.answer.quotes[0].text == "At nine. On Sundays at ten."
    assert found.answer.quotes[0].source.publisher == "Helpers"


def test_find_quotes_the_team_where_its_answer_fits_another_question() -> None:
    found = ask_team_first(BASE, "Shop open on Sundays?", team=[TEAM.id])

    assert found.answer.quotes[0].source.document_id == TEAM.id


def test_find_does_not_quote_the_team_on_something_else() -> None:
    found = ask_team_first(BASE, "When is dinner served?", team=[TEAM.id])

    assert "Dinner is served at seven." in found.answer.quotes[0].text


def test_find_keeps_the_next_quotes() -> None:
    found = ask_team_first(BASE, "Who opens the valve?")

    assert len(found.answer.quotes) == SHOWN
    assert not {quote.start for quote in found.more} & {quote.start for quote in found.answer.quotes}
    assert found.more


def test_find_understands_a_question_that_carries_on() -> None:
    assert ask_team_first(BASE, "and where?").answer.quotes == ()

    found = ask_team_first(BASE, "and where?", earlier=["When is lunch served?"])

    assert found.answer.question == "and where?"
    assert "Lunch is served at noon in the garden." in found.answer.quotes[0].text


def test_find_looks_in_the_chosen_documents_alone() -> None:
    found = ask_team_first(BASE, "When is lunch served?", within=["many"])

    assert {quote.source.document_id for quote in found.answer.quotes} <= {"many"}


@given(st.text(min_size=1).filter(str.strip), st.text(min_size=1).filter(str.strip))
def test_team_document_holds_the_answer_word_for_word(question: str, answer: str) -> None:
    document = team_document(12, question, answer, "Helpers")

    assert document.text[answer_start(document) :] == answer.strip()
    assert team_number(document.id) == 12
