"""Sources are added, quoted, counted and removed."""

from pathlib import Path

import pytest

from knowledge import Document, DocumentNotFound
from knowledge.errors import (
    DuplicateSource,
    QuotaExceeded,
    SourceFailed,
    SourceNotFound,
)
from knowledge.library import SHARED, Library
from knowledge.sources.kinds import NewSource
from knowledge.sources.models import Kind
from knowledge.store.records import HOME
from tests.knowledge.sources.holdings import GUILD, MARS, quotes
from tests.knowledge.sources.web import Site


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


async def test_sources_file_that_lacks_a_part_answers_and_is_named_until_the_part_is_there(
    library: Library, tmp_path: Path
) -> None:
    docs = tmp_path / "guild"
    docs.mkdir()
    (docs / "mars.mdx").write_text('import Rest from "./rest.mdx"\n\n# Mars\n\nMars has two small moons.\n\n<Rest />\n')

    added = await library.sources.add(GUILD, NewSource(kind=Kind.FOLDER, address=str(docs)))
    again = await library.sources.sync(GUILD, added.number)
    (docs / "rest.mdx").write_text("It is red.")
    whole = await library.sources.sync(GUILD, added.number)

    (failure,) = added.reload.failed
    assert (failure.name, "files that are not there" in failure.reason) == ("mars.mdx", True)
    assert [[one.reason for one in run.failed] for run in (again, whole)] == [[failure.reason], []]
    assert await quotes(library) == ["Mars has two small moons.\n\nIt is red."]
