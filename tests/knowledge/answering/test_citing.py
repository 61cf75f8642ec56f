"""Where a text stands: the last place before it, and an address that leads there."""

import pytest

from knowledge import Document, KnowledgeBase
from knowledge.answering.quoting import source_at
from knowledge.models import Place

PAGES = (Place(start=0, label="p. 1", anchor="page=1"), Place(start=10, label="p. 2", anchor="page=2"))


def document(places: tuple[Place, ...] = PAGES, url: str | None = "https://example.org/a.pdf") -> Document:
    return Document(id="a", title="A", text="Mars is red.", url=url, places=places)


@pytest.mark.parametrize(("start", "label", "page"), [(0, "p. 1", 1), (9, "p. 1", 1), (10, "p. 2", 2), (11, "p. 2", 2)])
def test_source_at_names_the_place_that_began_last(start: int, label: str, page: int) -> None:
    source = source_at(document(), start, None)

    assert (source.place, source.url) == (label, f"https://example.org/a.pdf#page={page}")


@pytest.mark.parametrize(
    ("places", "url", "address"),
    [
        ((), "https://example.org/", "https://example.org/"),
        ((Place(start=3, anchor="late"),), "https://example.org/", "https://example.org/"),
        (PAGES, None, None),
        (PAGES, "https://example.org/#!/app", "https://example.org/#!/app"),
        ((Place(start=0, url="https://example.org/m"),), "https://example.org/", "https://example.org/m"),
        ((Place(start=0, url="https://example.org/m"),), None, "https://example.org/m"),
    ],
)
def test_source_at_leads_as_near_as_it_can(places: tuple[Place, ...], url: str | None, address: str | None) -> None:
    assert source_at(document(places, url), 0, None).url == address


def test_quotes_and_search_results_name_their_place() -> None:
    text = "Mars has two moons.\n\nVenus has none at all."
    places = (Place(start=0, label="p. 1", anchor="page=1"), Place(start=21, label="p. 2", anchor="page=2"))
    base = KnowledgeBase.build([document(places).model_copy(update={"text": text})])

    (quote, *_) = base.ask("How many moons has Venus?", threshold=0.0, k=1).quotes

    assert quote.focus is not None
    assert (text[slice(*quote.focus)], quote.source.place) == ("Venus has none at all.", "p. 2")
