import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from knowledge.current import keep_current
from knowledge.library import SHARED, Library
from knowledge.sources.reports import Kind
from tests.discord.disks import locked


@pytest.fixture
async def library(tmp_path: Path) -> AsyncIterator[Library]:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "mars.txt").write_text("Mars\nMars has two small moons.")
    async with await Library.open(tmp_path / "quoth.sqlite3", folder) as opened:
        keeping = asyncio.create_task(keep_current(opened, folder, seconds=0.2))
        yield opened
        keeping.cancel()
        with pytest.raises(asyncio.CancelledError):
            await keeping


async def becomes_true(holds: Callable[[], bool]) -> bool:
    """Whether it holds within twenty seconds."""
    for _ in range(400):
        if holds():
            return True
        await asyncio.sleep(0.05)
    return False


async def test_keeping_watches_the_folder(library: Library, tmp_path: Path) -> None:
    await asyncio.sleep(0.5)

    (tmp_path / "documents" / "venus.txt").write_text("Venus\nVenus spins backwards.")

    assert await becomes_true(lambda: "venus.txt" in library.base(SHARED).documents)


async def test_keeping_takes_up_what_another_program_wrote(library: Library, tmp_path: Path) -> None:
    async with await Library.open(tmp_path / "quoth.sqlite3", tmp_path / "documents") as other:
        await other.sources.give(SHARED, Kind.FILE, "earth.txt", b"Earth\nEarth has one moon.")

    assert await becomes_true(lambda: len(library.base(SHARED).documents) == 2)


async def test_keeping_runs_what_is_due(library: Library, tmp_path: Path) -> None:
    (home,) = library.sources.register.of(SHARED)
    before = home.last_success or 0
    await library.sources.register.set(home._replace(next_run=1, last_success=before - 100))

    assert await becomes_true(lambda: (library.sources.register.of(SHARED)[0].last_success or 0) >= before)


async def test_keeping_reads_again_what_could_not_be_kept(library: Library, tmp_path: Path) -> None:
    await asyncio.sleep(0.5)
    with locked(tmp_path / "quoth.sqlite3"):
        (tmp_path / "documents" / "venus.txt").write_text("Venus\nVenus spins backwards.")
        failed = await becomes_true(lambda: library.sources.register.of(SHARED)[0].next_run == 0)

    assert failed
    assert await becomes_true(lambda: "venus.txt" in library.base(SHARED).documents)
