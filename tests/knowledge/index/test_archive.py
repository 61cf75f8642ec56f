from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Document, KnowledgeBase
from knowledge.errors import UnreadableIndex
from knowledge.index.archive import load, save
from knowledge.index.corpus import Corpus

TEXTS = (
    "Mars has two moons.",
    "# Sky\n\nThe sky of Mars is red. It has dust.",
    "",
    "火星有两颗卫星。",
    "No moons here.",
)
documents = st.dictionaries(st.sampled_from("abc"), st.sampled_from(TEXTS), max_size=3).map(
    lambda texts: {key: Document(id=key, title=f"Title {key}", text=text) for key, text in texts.items()}
)


def corpus(held: dict[str, Document]) -> Corpus:
    return Corpus.empty().changed(held, ())


@given(documents)
def test_archive_answers_as_what_was_saved(held: dict[str, Document]) -> None:
    made = corpus(held)

    with TemporaryDirectory() as folder:
        save(made, Path(folder))
        found = KnowledgeBase(load(held, Path(folder)))

    for question in ("How many moons has Mars?", "红色", "Is the sky red?", "Title b"):
        assert found.ask(question, threshold=0.0) == KnowledgeBase(made).ask(question, threshold=0.0)
        assert found.search(question) == KnowledgeBase(made).search(question)


def test_archive_can_be_changed_after_loading(tmp_path: Path) -> None:
    mars = Document(id="mars", title="Mars", text="Mars has two moons.")
    save(corpus({"mars": mars}), tmp_path)

    base = KnowledgeBase(load({"mars": mars}, tmp_path)).changed(
        [Document(id="io", title="Io", text="Io is a moon.", language="en")]
    )

    assert base.ask("What is Io?", threshold=0.0).quotes[0].text == "Io is a moon."


def test_archive_of_other_documents_is_refused(tmp_path: Path) -> None:
    mars = Document(id="mars", title="Mars", text="Mars has two moons.")
    save(corpus({"mars": mars}), tmp_path)

    with pytest.raises(UnreadableIndex):
        load({"mars": mars.model_copy(update={"text": "Mars has three moons."})}, tmp_path)


def test_archive_keeps_only_the_last_one(tmp_path: Path) -> None:
    for title in ("One", "Two"):
        save(corpus({"a": Document(id="a", title=title, text="Text.")}), tmp_path)

    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("name", ["passages.index", "sentences.index", "documents.index"])
def test_archive_that_is_damaged_is_refused(tmp_path: Path, name: str) -> None:
    held = {"mars": Document(id="mars", title="Mars", text="Mars has two moons.")}
    save(corpus(held), tmp_path)
    (path,) = tmp_path.glob(f"*/{name}")
    path.write_bytes(path.read_bytes()[:-8])

    with pytest.raises(UnreadableIndex):
        load(held, tmp_path)
