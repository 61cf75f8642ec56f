import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from knowledge.library import SHARED, Library
from knowledge.sources.models import Kind
from knowledge.upkeep import keep_current
from tests.bot.features.disks import locked


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


async def becomes_true(holds: Callable[[], Awaitable[bool]]) -> bool:
    """Whether it holds within twenty seconds."""
    for _ in range(400):
        if await holds():
            return True
        await asyncio.sleep(0.05)
    return False


async def test_keeping_watches_the_folder(library: Library, tmp_path: Path) -> None:
    await asyncio.sleep(0.5)

    async def is_there() -> bool:
        return "venus.txt" in (await library.base(SHARED)).documents

    (tmp_path / "documents" / "venus.txt").write_text("Venus\nVenus spins backwards.")

    assert await becomes_true(is_there)


async def test_keeping_takes_up_what_another_program_wrote(library: Library, tmp_path: Path) -> None:
    async def are_there() -> bool:
        return len((await library.base(SHARED)).documents) == 2

    async with await Library.open(tmp_path / "quoth.sqlite3", tmp_path / "documents") as other:
        await other.sources.give(SHARED, Kind.FILE, "earth.txt", b"Earth\nEarth has one moon.")

    assert await becomes_true(are_there)


async def test_keeping_runs_what_is_due(library: Library, tmp_path: Path) -> None:
    (home,) = library.sources.register.of(SHARED)
    before = home.last_success or 0

    async def has_run() -> bool:
        return (library.sources.register.of(SHARED)[0].last_success or 0) >= before

    await library.sources.register.set(home._replace(next_run=1, last_success=before - 100))

    assert await becomes_true(has_run)


async def test_keeping_reads_again_what_could_not_be_kept(library: Library, tmp_path: Path) -> None:
    async def is_due_again() -> bool:
        return library.sources.register.of(SHARED)[0].next_run == 0

    async def has_venus() -> bool:
        return "venus.txt" in (await library.base(SHARED)).documents

    await asyncio.sleep(0.5)
    with locked(tmp_path / "quoth.sqlite3"):
        (tmp_path / "documents" / "venus.txt").write_text("Venus\nVenus spins backwards.")
        failed = await becomes_true(is_due_again)

    assert failed
    assert await becomes_true(has_venus)
