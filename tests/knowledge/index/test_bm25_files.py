"""An index comes back from its file as it was, or not at all."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.errors import UnreadableIndex
from knowledge.index.bm25 import Index
from knowledge.index.postings import number

CORPUS = [["cat", "sät", "\n"], ["dog", "\ud800"], [], ["cat", "cat", "𝄞", ""]]


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "chunks.index"
    Index.build(CORPUS, k1=0.9, b=0.4).save(path)
    return path


def test_a_loaded_index_scores_as_the_saved_one(saved: Path) -> None:
    index, loaded = Index.build(CORPUS, k1=0.9, b=0.4), Index.load(saved)

    assert len(loaded) == len(index)
    for chunk in CORPUS:
        assert loaded.scores(chunk).tolist() == index.scores(chunk).tolist()


def test_a_loaded_index_can_be_changed(saved: Path) -> None:
    loaded = Index.load(saved).replace([range(1)], number([["bird"]]))

    rebuilt = Index.build([*CORPUS[1:], ["bird"]], k1=0.9, b=0.4)
    assert loaded.scores(["cat", "bird"]).tolist() == rebuilt.scores(["cat", "bird"]).tolist()


def test_a_file_holds_no_word_that_was_removed(tmp_path: Path) -> None:
    path = tmp_path / "chunks.index"
    index = Index.build([["rhubarb"], *([f"word-{which}"] for which in range(20))]).replace([range(1)], ())

    index.save(path)

    assert b"rhubarb" not in path.read_bytes()
    assert Index.load(path).scores(["word-7"]).tolist() == index.scores(["word-7"]).tolist()


@pytest.mark.parametrize("corpus", [[], [[]]])
def test_an_index_without_terms_can_be_saved(corpus: list[list[str]], tmp_path: Path) -> None:
    path = tmp_path / "empty.index"

    Index.build(corpus).save(path)

    assert len(Index.load(path)) == len(corpus)


def test_saving_leaves_no_other_file_and_replaces_the_old_one(saved: Path) -> None:
    Index.build([["bird"]]).save(saved)

    assert [file.name for file in saved.parent.iterdir()] == [saved.name]
    assert len(Index.load(saved)) == 1


def test_a_failed_save_leaves_the_old_file(saved: Path) -> None:
    with pytest.raises(IsADirectoryError):
        Index.build([["bird"]]).save(saved.parent)

    assert [file.name for file in saved.parent.iterdir()] == [saved.name]
    assert len(Index.load(saved)) == len(CORPUS)


@settings(max_examples=300)
@given(data=st.data())
def test_a_file_with_any_changed_byte_is_refused(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("damaged") / "chunks.index"
    Index.build(CORPUS).save(path)
    content = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content)

    with pytest.raises(UnreadableIndex):
        Index.load(path)


def test_a_file_cut_short_is_refused(saved: Path) -> None:
    content = saved.read_bytes()

    for size in range(len(content)):
        saved.write_bytes(content[:size])
        with pytest.raises(UnreadableIndex):
            Index.load(saved)


def test_a_foreign_file_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "holiday.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" * 100)

    with pytest.raises(UnreadableIndex, match=r"holiday\.png: it is not an index"):
        Index.load(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableIndex):
        Index.load(tmp_path / "nothing.index")
