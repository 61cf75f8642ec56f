from pathlib import Path

import pytest

from knowledge.library import Library

MARS = "Mars\nMars has two small moons."
GUILD = 7


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "documents"
    path.mkdir()
    (path / "mars.txt").write_text(MARS)
    return path


async def answer(library: Library) -> list[str]:
    asked = await library.ask(GUILD, "How many moons has Mars?", asker=None)
    return [quote.text for quote in asked.answer.quotes]


async def was_analysed(library: Library) -> bool:
    """What comes from the disk is mapped into memory and cannot be written."""
    codes = (await library.base(GUILD))._corpus.analyses["mars.txt"].codes
    return codes.flags.writeable


async def test_library_does_not_analyse_again_after_a_restart(tmp_path: Path, folder: Path) -> None:
    analysed = []

    for _ in range(2):
        async with await Library.open(tmp_path / "quoth.sqlite3", folder) as library:
            analysed.append(await was_analysed(library))
            found = await answer(library)

    assert analysed == [True, False]
    assert found == ["Mars has two small moons."]


@pytest.mark.parametrize("damage", [b"", b"not an index", None])
async def test_library_builds_a_damaged_or_missing_index_again(
    tmp_path: Path, folder: Path, damage: bytes | None
) -> None:
    async with await Library.open(tmp_path / "quoth.sqlite3", folder):
        pass
    for path in (tmp_path / "quoth.sqlite3-index").rglob("*.index"):
        path.unlink() if damage is None else path.write_bytes(damage)

    async with await Library.open(tmp_path / "quoth.sqlite3", folder) as library:
        found = await answer(library)

    assert found == ["Mars has two small moons."]


async def test_library_answers_from_changed_files_whatever_the_index_says(tmp_path: Path, folder: Path) -> None:
    async with await Library.open(tmp_path / "quoth.sqlite3", folder):
        pass
    (folder / "mars.txt").write_text("Mars\nMars has no moons at all.")

    async with await Library.open(tmp_path / "quoth.sqlite3", folder) as library:
        found = await answer(library)

    assert found == ["Mars has no moons at all."]


async def test_library_goes_on_when_the_index_cannot_be_written(
    tmp_path: Path, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "quoth.sqlite3-index").write_text("in the way")

    async with await Library.open(tmp_path / "quoth.sqlite3", folder) as library:
        found = await answer(library)

    assert found == ["Mars has two small moons."]
    assert "The index could not be written" in caplog.text
