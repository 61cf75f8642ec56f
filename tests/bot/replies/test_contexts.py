from itertools import pairwise

from bot.languages import ENGLISH
from bot.replies.contexts import context_reply, last_page, more_reply
from bot.replies.embeds import reply_embed, why_embed
from knowledge import Answer, Asked, Document, KnowledgeBase, Quote, Source
from knowledge.models import Kind
from knowledge.team_first import ask_team_first

TEXT = (
    "# Meals\n\nFirst comes tea. Dinner is served at seven. Then comes music.\n\nBread is baked on Mondays.\n\n"
    "Soup follows on Tuesdays."
)
GUIDE = (
    "# Install\n\nYou need Python.\n\nTo install it:\n\n1. Get it.\n2. Run it.\n\nIt takes a minute.\n\n# End\n\nBye."
)
MANY = "\n\n".join(f"Valve {number} is opened by captain {number}." for number in range(20))
BASE = KnowledgeBase.build(
    Document(id=name.lower(), title=name, text=text) for name, text in (("Meals", TEXT), ("M", MANY), ("Guide", GUIDE))
)


def asked(question: str) -> Asked:
    found = ask_team_first(BASE, question)
    return Asked(number=1, guild_id=7, answer=found.answer, more=found.more, closest=found.closest)


def asked_for(*words: str, kind: Kind = "sentence") -> Asked:
    """As if these words of the guide had been quoted."""
    source = Source(document_id="guide", title="Guide", url=None, heading=None, publisher=None)
    starts = [(text, GUIDE.index(text)) for text in words]
    quotes = (
        Quote(text=text, start=start, end=start + len(text), score=1, source=source, kind=kind)
        for text, start in starts
    )
    return Asked(answer=Answer(question="How?", known=1, confidence=1, quotes=tuple(quotes)))


def test_context_reply_sets_the_quote_off_in_its_paragraph() -> None:
    reply = context_reply(asked("When is dinner served?"), BASE, ENGLISH)

    quote = reply.quotes[0].quote
    assert "Dinner is served at seven." in [quote.text[slice(*span)] for span in quote.matches]
    assert BASE.is_verbatim(quote)


def test_context_reply_shows_the_list_that_an_item_stands_in_with_its_introduction() -> None:
    description = reply_embed(context_reply(asked_for("Run it."), BASE, ENGLISH)).description or ""

    assert description.split("\n") == ["> To install it:", "> 1. Get it.", "> 2. **Run it.**", "-# 1 · Guide"]


def test_context_reply_shows_what_stands_beside_a_list_that_was_quoted_whole() -> None:
    whole = "To install it:\n\n1. Get it.\n2. Run it."

    description = reply_embed(context_reply(asked_for(whole, kind="steps"), BASE, ENGLISH)).description or ""

    assert description.startswith("> You need Python.\n> \n> ")
    assert description.endswith("> \n> It takes a minute.\n-# 1 · Guide")


def test_context_reply_says_that_bold_is_what_was_quoted_only_where_anything_is() -> None:
    short, long = asked_for("Run it."), asked_for("To install it:\n\n1. Get it.\n2. Run it.", kind="steps")

    footers = [context_reply(each, BASE, ENGLISH).footer for each in (short, long)]

    assert footers == [
        "In bold what was quoted; around it what stands there, word for word",
        "Quoted word for word",
    ]


def test_context_reply_looks_beyond_what_several_quotes_show_together() -> None:
    reply = context_reply(asked_for("To install it:", "Get it.", "Run it."), BASE, ENGLISH)

    (cited,) = reply.quotes
    assert cited.quote.text.startswith("You need Python.")
    assert [cited.quote.text[slice(*span)] for span in cited.quote.matches] == ["To install it:", "Get it.", "Run it."]


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
    base = KnowledgeBase.build(BASE.documents.values(), meaning=False)

    embed = why_embed(base.explain("Xylophone?"), ENGLISH)

    assert "The documents hold an answer: 0%" in (embed.description or "")


def test_why_embed_fits_what_discord_takes() -> None:
    hostile = "*" * 900 + "? "
    base = KnowledgeBase.build([Document(id="h", title="*" * 300, text=f"Dinner {hostile} dinner.")])

    assert len(base.explain(f"dinner {hostile}", k=5).considered) >= 1
    assert len(why_embed(base.explain(f"dinner {hostile}", k=5), ENGLISH)) <= 6000
