import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from knowledge import Document, DocumentNotFound
from knowledge.apart.process import APART
from knowledge.errors import (
    DuplicateSource,
    QuotaExceeded,
    ReloadInProgress,
    SourceFailed,
    SourceNotFound,
)
from knowledge.library import SHARED, Library
from knowledge.sources.comparison import Progress
from knowledge.sources.kinds import NewSource
from knowledge.sources.models import Kind, Quotas, Schedule
from knowledge.store.records import HOME
from tests.knowledge.reading.corpus import swollen
from tests.knowledge.sources.web import Page, Site, local_fetcher

GUILD = 7
MARS = b"# Mars\n\nMars has two small moons."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "documents"
    path.mkdir()
    return path


@pytest.fixture
async def library(tmp_path: Path, folder: Path) -> AsyncIterator[Library]:
    quotas = Quotas(documents=3, bytes=1000, sites=1)
    opening = Library.open(tmp_path / "quoth.sqlite3", folder, fetcher=local_fetcher(), quotas=quotas)
    async with await opening as opened:
        yield opened


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as running:
        running.html("/mars", "Mars", "Mars has two small moons.")
        yield running


async def quotes(library: Library, question: str = "How many moons has Mars?", guild_id: int = GUILD) -> list[str]:
    return [quote.text for quote in (await library.base(guild_id)).ask(question).quotes]


async def test_sources_file_that_is_handed_over_again_replaces_the_first(library: Library) -> None:
    first = await library.sources.give(GUILD, Kind.FILE, "mars.md", MARS)
    second = await library.sources.give(GUILD, Kind.FILE, "mars.md", MARS.replace(b"two small", b"many"))

    assert (first.number, first.reload.added) == (second.number, ("Mars",))
    assert second.reload.changed == ("Mars",)
    assert await quotes(library) == ["Mars has many moons."]


async def test_sources_of_one_guild_are_of_no_other(library: Library) -> None:
    added = await library.sources.give(GUILD, Kind.TEXT, "mars.md", MARS, url="https://example.org/mars")

    assert await quotes(library, guild_id=8) == []
    assert await library.overview.sources(8) == ()
    with pytest.raises(SourceNotFound):
        await library.sources.remove(8, added.number)


async def test_sources_file_that_cannot_be_read_leaves_nothing_behind(library: Library) -> None:
    with pytest.raises(SourceFailed, match="it has no text"):
        await library.sources.give(GUILD, Kind.FILE, "empty.txt", b"")

    assert await library.overview.sources(GUILD) == ()


async def test_sources_removed_is_gone_at_once_and_after_a_restart(
    library: Library, tmp_path: Path, folder: Path
) -> None:
    added = await library.sources.give(GUILD, Kind.FILE, "mars.md", MARS)
    await library.sources.remove(GUILD, added.number)
    gone = await quotes(library)

    async with await Library.open(tmp_path / "quoth.sqlite3", folder) as again:
        assert (gone, await quotes(again), (await again.overview.sources(GUILD))) == ([], [], ())


async def test_sources_file_goes_with_its_only_document(library: Library) -> None:
    await library.sources.give(GUILD, Kind.FILE, "mars.md", MARS)
    (document_id,) = (await library.base(GUILD)).documents

    await library.remove(GUILD, document_id)

    assert await library.overview.sources(GUILD) == ()
    with pytest.raises(DocumentNotFound):
        await library.remove(GUILD, document_id)


async def test_sources_operators_folder_is_not_removed(library: Library) -> None:
    with pytest.raises(SourceFailed, match="it is the folder of the settings"):
        await library.sources.remove(SHARED, HOME)


async def test_sources_link_is_fetched_once_and_then_only_asked_for(library: Library, site: Site) -> None:
    link = NewSource(kind=Kind.LINK, address=f"{site.url}/mars")

    added = await library.sources.add(GUILD, link)
    report = await library.sources.sync(GUILD, added.number)

    assert (added.reload.added, report.unchanged, site.count()) == (("Mars",), 1, (1, 1))
    with pytest.raises(DuplicateSource, match=f"is source {added.number} already"):
        await library.sources.add(GUILD, link)


async def test_sources_link_that_is_gone_is_no_longer_quoted_but_told(library: Library, site: Site) -> None:
    added = await library.sources.add(GUILD, NewSource(kind=Kind.LINK, address=f"{site.url}/mars"))
    del site.pages["/mars"]

    await library.sources.sync(GUILD, added.number)

    (status,) = await library.overview.sources(GUILD)
    assert await quotes(library) == []
    assert [failure.reason for failure in status.failures] == ["there is nothing any more (HTTP 404)"]


async def test_sources_same_text_of_two_sources_is_quoted_once_with_both_addresses(
    library: Library, site: Site
) -> None:
    site.html("/copy", "Mars", "Mars has two small moons.")
    one = await library.sources.add(GUILD, NewSource(kind=Kind.LINK, address=f"{site.url}/mars"))
    await library.sources.add(GUILD, NewSource(kind=Kind.LINK, address=f"{site.url}/copy"))
    (quote,) = (await library.base(GUILD)).ask("How many moons has Mars?").quotes
    both = (quote.source.url, *quote.source.also_urls)

    await library.sources.remove(GUILD, one.number)

    (left,) = (await library.base(GUILD)).ask("How many moons has Mars?").quotes
    assert both == (f"{site.url}/mars", f"{site.url}/copy")
    assert (left.text, left.source.url, left.source.also_urls) == (quote.text, f"{site.url}/copy", ())


async def test_sources_quotas_are_told_before_they_bite_and_then_change_nothing(library: Library) -> None:
    await library.add(GUILD, Document(id="a", title="A", text="First."))
    await library.add(GUILD, Document(id="b", title="B", text="Second."))
    roomy = await library.sources.kept.usage(GUILD)
    await library.sources.give(GUILD, Kind.FILE, "mars.md", MARS)
    full = await library.sources.kept.usage(GUILD)

    with pytest.raises(QuotaExceeded) as refused:
        await library.sources.give(GUILD, Kind.FILE, "venus.md", b"# Venus\n\nVenus spins backwards.")

    assert (roomy.documents, roomy.tight, full.tight) == (2, (), ("documents",))
    assert (refused.value.what, refused.value.wanted, refused.value.limit) == ("documents", 4, 3)
    assert len(await library.overview.sources(GUILD)) == 1


async def test_sources_quotas_count_bytes_and_sites(library: Library, site: Site) -> None:
    await library.sources.add(GUILD, NewSource(kind=Kind.SITE, address=f"{site.url}/mars"))

    with pytest.raises(QuotaExceeded, match="2 sites would be more than the limit of 1"):
        await library.sources.add(GUILD, NewSource(kind=Kind.SITE, address=f"{site.url}/"))
    with pytest.raises(QuotaExceeded, match="bytes would be more than the limit of 1000"):
        await library.sources.give(GUILD, Kind.TEXT, "long.txt", "ä".encode() * 600)


async def test_sources_operators_folder_has_no_quota(library: Library, folder: Path) -> None:
    for number in range(5):
        (folder / f"{number}.txt").write_text(f"Number {number}.")

    report = await library.reload()

    assert len(report.added) == 5


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

    assert (status.number, status.documents, status.chunks, status.error) == (added.number, 1, 2, None)
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
