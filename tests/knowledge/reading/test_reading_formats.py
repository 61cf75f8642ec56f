"""The handbook is the same handbook, whatever it was written with."""

import pytest

from knowledge import Document
from knowledge.reading import SUFFIXES, read_documents
from knowledge.text.outline import outline
from tests.knowledge.reading.corpus import EVERYTHING, FAQS, ITEMS, PROSE, QUESTIONS, SECTIONS, SUBTITLES, TITLE

NAMED_COLUMNS = [f"handbook.{ending}" for ending in ("md", "rst", "html", "docx", "adoc", "org", "ipynb", "pptx")]


def sentences(document: Document) -> set[tuple[str, str]]:
    """Each sentence with its heading."""
    cut = outline(document)
    return {
        (cut.headings[cut.passage_of(number)], document.text[start:end])
        for number, (start, end) in enumerate(cut.spans.tolist())
    }


def place_of(document: Document, text: str) -> tuple[str | None, str | None]:
    """Label and anchor of where the text stands."""
    offset = document.text.index(text)
    found = [place for place in document.places if place.start <= offset]
    return (found[-1].label, found[-1].anchor) if found else (None, None)


def read(name: str) -> Document:
    (document,) = read_documents(name, EVERYTHING[name]())
    return document


def test_every_suffix_is_in_the_corpus_or_another_name_of_one_that_is() -> None:
    written = {name[name.rindex(".") :] for name in EVERYTHING}

    assert set(SUFFIXES) - written == {
        *(".markdown", ".mdx", ".htm", ".xhtml", ".yml"),
        *(".text", ".log", ".asciidoc", ".xlsm"),
    }


@pytest.mark.parametrize("name", PROSE)
def test_handbook_has_its_title_and_every_sentence_under_its_heading(name: str) -> None:
    document = read(name)

    assert (document.id, document.title) == (name, TITLE)
    assert sentences(document) >= {(title, sentence) for title, said in SECTIONS.items() for sentence in said}


@pytest.mark.parametrize("name", [name for name in PROSE if name != "handbook.txt"])
def test_list_items_are_sentences_of_their_own(name: str) -> None:
    document = read(name)

    assert set(ITEMS) <= {sentence for _, sentence in sentences(document)}


@pytest.mark.parametrize("name", NAMED_COLUMNS)
def test_table_rows_say_what_their_cells_are(name: str) -> None:
    document = read(name)

    assert "Zone: Inner | Price: 3 euros\nZone: Outer | Price: 5 euros" in document.text


def test_slides_are_places() -> None:
    document = read("handbook.pptx")

    places = [place_of(document, said[0]) for said in SECTIONS.values()]

    assert places == [("slide 1", None), ("slide 2", None), ("slide 3", None)]


@pytest.mark.parametrize("name", ["handbook.pdf", "handbook.odt"])
def test_table_rows_without_a_header_are_lines(name: str) -> None:
    document = read(name)

    assert "Zone | Price\nInner | 3 euros\nOuter | 5 euros" in document.text


def test_pdf_pages_are_places() -> None:
    document = read("handbook.pdf")

    places = [place_of(document, said[0]) for said in SECTIONS.values()]

    assert places == [("p. 1", "page=1"), ("p. 2", "page=2"), ("p. 3", "page=3")]


@pytest.mark.parametrize(
    ("name", "anchors"),
    [
        ("handbook.html", ["opening", "tickets", "lost"]),
        ("handbook.md", ["opening-hours", "tickets", "lost-property"]),
        ("handbook.rst", ["opening-hours", "tickets", "lost-property"]),
        ("handbook.ipynb", ["opening-hours", "tickets", "lost-property"]),
    ],
)
def test_headings_are_places_with_their_anchors(name: str, anchors: list[str]) -> None:
    document = read(name)

    assert [place_of(document, said[1]) for said in SECTIONS.values()] == [(None, anchor) for anchor in anchors]


def test_html_says_where_when_and_by_whom_it_was_published() -> None:
    document = read("handbook.html")

    facts = document.model_dump(include={"url", "date", "publisher", "language"})

    assert facts == {
        "url": "https://station.example/handbook",
        "date": "2024-05-01",
        "publisher": "The Station",
        "language": "en",
    }


def test_html_navigation_footer_and_scripts_are_not_text() -> None:
    document = read("handbook.html")

    assert not [word for word in ("Home", "Latest news", "Cookies", "never") if word in document.text]


def test_epub_takes_its_facts_from_the_package_and_leaves_out_its_contents_page() -> None:
    document = read("handbook.epub")

    assert (document.publisher, document.date, document.language) == ("The Station", "2024-05-01", "en")
    assert document.text.count("Opening hours") == 1


@pytest.mark.parametrize("name", SUBTITLES)
def test_subtitles_join_sentences_over_cues_and_keep_their_times(name: str) -> None:
    document = read(name)

    places = [place_of(document, said) for said in ("Welcome", "which opens", "Keep")]

    assert document.text == "Welcome to the station, which opens at six.\n\nKeep your ticket."
    assert places == [("00:00:01", "t=1"), ("00:00:03", "t=3"), ("00:01:23", "t=83")]


@pytest.mark.parametrize("name", FAQS)
def test_questions_are_headings_of_their_answers(name: str) -> None:
    document = read(name)

    answered = (f"## {question}\n\n{answer}" for question, answer in QUESTIONS.items())

    assert document.text == "\n\n".join(["# Faq", *answered])


@pytest.mark.parametrize("name", EVERYTHING)
def test_places_are_in_order_and_inside_the_text(name: str) -> None:
    for document in read_documents(name, EVERYTHING[name]()):
        starts = [place.start for place in document.places]

        assert starts == sorted(starts)
        assert all(start < len(document.text) for start in starts)
