from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import knowledge
from knowledge import Document, KnowledgeBase
from knowledge.errors import DocumentNotFound
from knowledge.reading import read_documents

ARTICLE = Path(knowledge.__file__).parent / "articles" / "china-pakistan-tiangong.txt"

SENTENCES = st.sampled_from(
    [
        "The harbour of Lund was closed by the council on Monday.",
        "It will open again when the crane is mended.",
        "However, nobody has ordered the crane.",
        "The council of Lund has spent two million on the harbour since spring.",
        "Photo: the harbour at night",
        "We use cookies to make this page better.",
        "Boats lie in the harbour of Malmö in the meantime, say their owners.",
        "This is cheaper.",
        "港口周一关闭了。",
        "…",
    ]
)
TEXTS = st.lists(st.lists(SENTENCES, min_size=1, max_size=5).map(" ".join), max_size=6).map("\n\n".join)


def base_of(text: str, title: str = "The harbour of Lund", language: str | None = None) -> KnowledgeBase:
    return KnowledgeBase.build([Document(id="text", title=title, text=text, language=language)])


def told(text: str, sentences: int = 3, language: str | None = None) -> list[str]:
    return [quote.text for quote in base_of(text, language=language).summarize("text", sentences).quotes]


@given(TEXTS, st.integers(0, 8))
def test_summary_is_verbatim_in_order_without_repetition(text: str, count: int) -> None:
    quotes = base_of(text).summarize("text", count).quotes

    assert all(text[quote.start : quote.end] == quote.text for quote in quotes)
    assert [quote.start for quote in quotes] == sorted({quote.start for quote in quotes})


@given(TEXTS, st.integers(0, 8))
def test_summary_is_no_longer_than_wanted_and_empty_only_without_text(text: str, count: int) -> None:
    quotes = base_of(text).summarize("text", count).quotes

    assert len(quotes) <= count
    assert bool(quotes) == bool(text and count)


@given(TEXTS, st.integers(0, 600))
def test_summary_fits_into_the_characters_wanted(text: str, characters: int) -> None:
    quotes = base_of(text).summarize("text", None, characters).quotes

    assert sum(len(quote.text) for quote in quotes) <= characters


@given(TEXTS)
def test_summary_is_the_same_every_time(text: str) -> None:
    assert base_of(text).summarize("text", 4) == base_of(text).summarize("text", 4)


def test_summary_of_an_unknown_document_says_so() -> None:
    with pytest.raises(DocumentNotFound):
        base_of("").summarize("other")


def test_summary_of_the_shipped_article_names_agreement_agencies_and_outcome() -> None:
    (article,) = read_documents(ARTICLE.name, ARTICLE.read_bytes())
    summary = KnowledgeBase.build([article]).summarize(article.id)

    text = " ".join(quote.text for quote in summary.quotes)

    for wanted in ("agreement", "CMSA", "SUPARCO", "Pakistani astronaut", "trained", "sent to China's Tiangong"):
        assert wanted in text


def test_summary_brings_the_sentence_that_a_pronoun_points_to() -> None:
    text = (
        "The weather was fine. The council of Lund bought a crane. It lifts the boats of the harbour of Lund. "
        "Nobody came to see the sun rise over the fields."
    )

    assert told(text, 2)[-2:] == ["The council of Lund bought a crane.", "It lifts the boats of the harbour of Lund."]


def test_summary_leaves_out_a_pronoun_that_points_to_nothing() -> None:
    text = "It lifts the boats of the harbour of Lund. The council of Lund bought a crane."

    assert told(text, 1) == ["The council of Lund bought a crane."]


@pytest.mark.parametrize(
    ("language", "text", "lost"),
    [
        ("de", "Er schloss den Hafen von Lund. Der Rat von Lund kaufte einen Kran für den Hafen.", "Er"),
        ("fr", "Cependant, il ferme le port de Lund. Le conseil de Lund achète une grue pour le port.", "Cependant"),
        ("es", "Sin embargo, cerró el puerto de Lund. El consejo de Lund compró una grúa para el puerto.", "Sin"),
        ("pt", "Além disso, fechou o porto de Lund. O conselho de Lund comprou um guindaste para o porto.", "Além"),
        ("it", "Egli chiuse il porto di Lund. Il consiglio di Lund comprò una gru per il porto.", "Egli"),
        ("ru", "Однако он закрыл порт Лунда. Совет Лунда купил кран для порта Лунда.", "Однако"),
        ("zh", "他关闭了隆德的港口和码头以及旁边的市场。隆德市议会为隆德的港口购买了一台新的起重机。", "他"),
        (
            "ja",
            "しかし、彼は港と市場をすべて閉鎖した。ルンド市議会はルンドの港のために新しいクレーンを買った。",
            "しかし",
        ),
    ],
)
def test_summary_stands_alone_in_many_languages(language: str, text: str, lost: str) -> None:
    (sentence,) = told(text, 1, language)

    assert not sentence.startswith(lost)


@pytest.mark.parametrize(
    "noise",
    [
        "Photo: the harbour of Lund and the council of Lund by night",
        "By Anna Andersson, Harbour Correspondent",
        "We use cookies to show you the harbour of Lund as you like it.",
        "© 2025 The harbour of Lund. All rights reserved.",
        "HARBOUR OF LUND CLOSED BY THE COUNCIL OF LUND.",
        "Write to the council of Lund at harbour@lund.example or come to the harbour.",
        "Read more: the harbour of Lund and its council.",
    ],
)
def test_summary_never_quotes_what_frames_a_text(noise: str) -> None:
    text = f"{noise}\n\nThe boats went to Malmö on Tuesday. Owners say that they are well.\n\n{noise}"

    assert noise not in told(text, 5)


def test_summary_quotes_cookies_where_they_are_the_subject() -> None:
    text = "We use cookies. Cookies remember what you chose. You may delete cookies in your browser at any time."

    assert len(told(text, 3)) == 3


def test_summary_of_notes_without_full_stops_tells_them() -> None:
    assert (
        len(told("- mend the crane before summer comes\n- ask the council for money\n- call Malmö about the boats", 2))
        == 2
    )


def test_summary_follows_the_title() -> None:
    text = "Boats lie at the quay all winter long. Cranes stand on a hill above town."
    titles = ("Boats at the quay in winter", "Cranes on the hill above town")

    boats, cranes = (base_of(text, title).summarize("text", 1).quotes[0].text for title in titles)

    assert (boats[:5], cranes[:6]) == ("Boats", "Cranes")


NEWS = """The council of Lund closed its harbour on Monday after the only crane fell into the water.

No one was hurt, but two boats sank and the quay is cracked along forty metres.

Divers will look at the foundations this week, said Eva Holm, who runs the harbour for the council.

"We heard a long groan, then the splash," said a fisherman who was mending nets.

The crane was built in 1962 and was to be replaced next summer.

Owners of boats may move them to Malmö, where berths are free until October.

The police do not think that anyone is to blame."""


def test_summary_of_news_begins_at_the_beginning() -> None:
    assert told(NEWS, 2)[0] == NEWS.partition("\n")[0]


def test_summary_by_sections_has_each_heading_in_order() -> None:
    text = "# Closed\n\nThe harbour was closed on Monday.\n\n# Costs\n\nThe crane costs two million. Lund pays half."

    sections = base_of(text).summarize_sections("text", 1)

    assert [(section.heading, len(section.quotes)) for section in sections] == [("Closed", 1), ("Costs", 1)]


def test_summary_by_sections_cuts_a_long_text_without_headings_into_parts() -> None:
    text = "\n\n".join(f"Boat {number} lay in the harbour of Lund and paid {number} crowns." for number in range(150))

    sections = base_of(text).summarize_sections("text", 2)

    assert [section.heading for section in sections] == [None, None, None]
    starts = [quote.start for section in sections for quote in section.quotes]
    assert starts == sorted(starts)
