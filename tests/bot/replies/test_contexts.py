from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.languages import ENGLISH
from bot.replies.contexts import around, context_reply, last_page, more_reply
from bot.replies.embeds import why_embed
from knowledge import Document, KnowledgeBase
from knowledge.library import Asked
from knowledge.team_first import ask_team_first

TEXT = (
    "# Meals\n\nFirst comes tea. Dinner is served at seven. Then comes music.\n\nBread is baked on Mondays.\n\n"
    "Soup follows on Tuesdays."
)
MANY = "\n\n".join(f"Valve {number} is opened by captain {number}." for number in range(20))
BASE = KnowledgeBase.build([Document(id="meals", title="Meals", text=TEXT), Document(id="m", title="M", text=MANY)])


def asked(question: str) -> Asked:
    found = ask_team_first(BASE, question)
    return Asked(number=1, guild_id=7, answer=found.answer, more=found.more, closest=found.closest)


def spanned(text: str, words: str) -> str:
    start, end = around(text, text.index(words), text.index(words) + len(words))
    return text[start:end]


def test_around_is_the_paragraph() -> None:
    found = spanned(TEXT, "Dinner is served at seven.")

    assert found == "First comes tea. Dinner is served at seven. Then comes music."


def test_around_takes_the_neighbours_of_a_paragraph_of_one_sentence() -> None:
    found = spanned(TEXT, "Bread is baked on Mondays.")

    assert found.startswith("First comes tea.")
    assert found.endswith("Soup follows on Tuesdays.")


def test_around_takes_lines_that_end_as_sentences_do_for_paragraphs() -> None:
    text = "Tea is first. So it is.\nDinner is at seven. Music follows.\nSoup is on Tuesdays."

    assert spanned(text, "Dinner is at seven.") == "Dinner is at seven. Music follows."


def test_around_takes_the_nearest_sentences_of_a_long_paragraph() -> None:
    text = " ".join(f"Sentence number {number} stands here." for number in range(200))

    found = spanned(text, "Sentence number 100 stands here.")

    assert len(found) <= 1300
    assert "Sentence number 99 stands here. Sentence number 100 stands here. Sentence number 101" in found


@given(st.text(alphabet="ab. \n", min_size=1, max_size=300), st.data())
def test_around_always_holds_the_quote(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    first, last = around(text, start, end)

    assert 0 <= first <= start < end <= last <= len(text)


def test_context_reply_sets_the_quote_off_in_its_paragraph() -> None:
    reply = context_reply(asked("When is dinner served?"), BASE, ENGLISH)

    quote = reply.quotes[0].quote
    assert "Dinner is served at seven." in [quote.text[slice(*span)] for span in quote.matches]
    assert BASE.is_verbatim(quote)


def test_context_reply_shows_a_paragraph_once() -> None:
    reply = context_reply(asked("When is dinner served, and when comes music and tea?"), BASE, ENGLISH)

    spans = sorted(
        (cited.quote.start, cited.quote.end) for cited in reply.quotes if cited.quote.source.title == "Meals"
    )
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_more_reply_counts_on() -> None:
    question = asked("Which valve is opened by which captain?")

    numbers = [
        [cited.number for cited in more_reply(question, page, BASE, ENGLISH).quotes]
        for page in range(last_page(question) + 1)
    ]

    assert [number for page in numbers for number in page] == list(range(4, 4 + len(question.more)))


def test_why_embed_says_what_was_looked_for_and_what_decided() -> None:
    embed = why_embed(BASE.explain("When is dinner served?", k=2), ENGLISH)

    text = embed.description or ""
    assert text.startswith("Understood as: When is dinner served?\nLooked for, by rarity: ")
    assert "**1.** Dinner is served at seven." in text
    assert "**2.** " in text


def test_why_embed_of_a_question_that_matches_nothing_says_so() -> None:
    embed = why_embed(BASE.explain("Xylophone?"), ENGLISH)

    assert "The documents hold an answer: 0%" in (embed.description or "")


def test_why_embed_fits_what_discord_takes() -> None:
    hostile = "*" * 900 + "? "
    base = KnowledgeBase.build([Document(id="h", title="*" * 300, text=f"Dinner {hostile} dinner.")])

    assert len(base.explain(f"dinner {hostile}", k=5).considered) >= 1
    assert len(why_embed(base.explain(f"dinner {hostile}", k=5), ENGLISH)) <= 6000
