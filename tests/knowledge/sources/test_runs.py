"""Reading a source again: when it is due, cancelled, stopped, or done by another program."""

import asyncio
import time
from pathlib import Path

import pytest

from knowledge.apart.process import APART
from knowledge.errors import (
    ReloadInProgress,
)
from knowledge.library import Library
from knowledge.sources.comparison import Progress
from knowledge.sources.kinds import NewSource
from knowledge.sources.models import Kind, Schedule
from knowledge.store.records import HOME
from tests.knowledge.reading.swelling import swollen
from tests.knowledge.sources.holdings import GUILD, MARS, quotes
from tests.knowledge.sources.web import Page, Site


async def test_sources_are_due_by_their_schedule(library: Library, site: Site) -> None:
    added = await library.sources.add(GUILD, NewSource(kind=Kind.LINK, address=f"{site.url}/mars"))
    now = int(time.time())

    await library.sources.schedule(GUILD, added.number, Schedule.WEEKLY)
    soon, later = ([one.number for one in library.sources.due(now + days * 86_400)] for days in (6, 8))
    await library.sources.schedule(GUILD, added.number, Schedule.OFF)

    assert (soon, later) == ([HOME], [HOME, added.number])
    assert [one.number for one in library.sources.due(now + 8 * 86_400)] == [HOME]


async def test_sources_cancelled_run_changes_nothing(library: Library, site: Site) -> None:
    added = await library.sources.add(GUILD, NewSource(kind=Kind.SITE, address=f"{site.url}/mars"))
    site.html("/mars", "Mars", "Mars is made of cheese.", ["/slow"])
    site.pages["/slow"] = Page(b"Slow.", seconds=3.0)
    begun = asyncio.Event()
    run = asyncio.create_task(library.sources.sync(GUILD, added.number, lambda progress: _tell(progress, begun)))
    await begun.wait()
    with pytest.raises(ReloadInProgress):
        await library.sources.sync(GUILD, added.number)
    (running,) = await library.overview.sources(GUILD)

    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run

    (status,) = await library.overview.sources(GUILD)
    assert (running.is_running, status.is_running) == (True, False)
    assert await quotes(library) == ["Mars has two small moons."]


def _tell(progress: Progress, begun: asyncio.Event) -> None:
    if progress.done == 1:
        begun.set()


async def test_sources_cancelled_adding_leaves_nothing_behind(library: Library, site: Site) -> None:
    site.html("/", "Start", "This is where it all starts.", ["/slow"])
    site.pages["/slow"] = Page(b"Slow.", seconds=3.0)
    begun = asyncio.Event()
    wanted = NewSource(kind=Kind.SITE, address=f"{site.url}/")
    run = asyncio.create_task(library.sources.add(GUILD, wanted, lambda progress: _tell(progress, begun)))
    await begun.wait()

    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run

    assert await library.overview.sources(GUILD) == ()
    assert (await library.base(GUILD)).documents == {}


async def test_sources_of_another_program_are_taken_up(library: Library, tmp_path: Path, folder: Path) -> None:
    async with await Library.open(tmp_path / "quoth.sqlite3", folder) as other:
        await other.sources.give(GUILD, Kind.FILE, "mars.md", MARS)
    before = await quotes(library)

    await library.refresh()

    assert (before, await quotes(library)) == ([], ["Mars has two small moons."])
    assert [status.address for status in (await library.overview.sources(GUILD))] == ["mars.md"]


async def test_sources_hold_what_answers(library: Library) -> None:
    added = await library.sources.give(GUILD, Kind.FILE, "mars.md", MARS + b"\n\nIt is red.")

    (status,) = await library.overview.sources(GUILD)

    assert (status.number, status.documents, status.chunks, status.error) == (added.number, 1, 1, None)
    assert (status.schedule, status.next_run, status.last_success is None) == (Schedule.OFF, None, False)


async def test_sources_leave_alone_what_stopped_the_reading(library: Library, tmp_path: Path) -> None:
    place = tmp_path / "hostile"
    place.mkdir()
    (place / "mars.md").write_bytes(MARS)
    (place / "swollen.odt").write_bytes(swollen())
    number = (await library.sources.add(GUILD, NewSource(kind=Kind.FOLDER, address=str(place)))).number
    (first,) = (await library.overview.sources(GUILD))[0].failures
    APART.close()

    await library.sources.sync(GUILD, number, by_itself=True)
    touched = APART.pid is not None
    (second,) = (await library.overview.sources(GUILD))[0].failures
    await library.sources.sync(GUILD, number)

    assert (first.name, second.reason, touched) == ("swollen.odt", first.reason, False)
    assert APART.pid is not None
    assert await quotes(library) == ["Mars has two small moons."]


async def test_sources_whose_first_reading_never_ended_are_read_once_more_by_themselves(
    library: Library, site: Site
) -> None:
    added = await library.sources.add(GUILD, NewSource(kind=Kind.LINK, address=f"{site.url}/mars"))
    register = library.sources.register
    await register.set(register.source(GUILD, added.number)._replace(last_success=None, next_run=1))
    site.pages["/mars"] = Page(b"Slow.", seconds=3.0)

    run = asyncio.create_task(library.sources.sync(GUILD, added.number, by_itself=True))
    while library.sources.due(int(time.time())):  # noqa: ASYNC110 until it has begun
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.1)
    run.cancel()
    await asyncio.wait({run})

    assert added.number not in [one.number for one in library.sources.due(int(time.time()) + 30 * 86_400)]
