import asyncio
import gzip
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from knowledge.errors import SourceFailed
from knowledge.library import Library
from knowledge.sources.kinds import NewSource
from knowledge.sources.models import Kind
from knowledge.sources.web.frontier import SiteOptions
from tests.knowledge.sources.web import Page, Site, local_fetcher

GUILD = 7
QUICK = SiteOptions(wait=0)
TEXT = {"Content-Type": "text/plain"}
XML = {"Content-Type": "application/xml"}


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as running:
        running.pages["/robots.txt"] = Page(
            b"User-agent: *\nDisallow: /private", headers={"Content-Type": "text/plain"}
        )
        yield running


@pytest.fixture
async def library(tmp_path: Path) -> AsyncIterator[Library]:
    folder = tmp_path / "documents"
    folder.mkdir()
    async with await Library.open(tmp_path / "quoth.sqlite3", folder, fetcher=local_fetcher()) as opened:
        yield opened


async def added(library: Library, address: str, options: SiteOptions = QUICK) -> int:
    return (await library.sources.add(GUILD, NewSource(kind=Kind.SITE, address=address, options=options))).number


async def titles(library: Library) -> list[str]:
    return sorted(document.title for document in (await library.base(GUILD)).documents.values())


def fact(number: int) -> str:
    return f"The planet number {number} of the catalogue is inhabited by exactly {number * 7 + 3} zebras."


async def test_site_of_200_pages_is_brought_up_to_date_at_the_cost_of_what_changed(
    site: Site, library: Library
) -> None:
    numbers = range(1, 200)
    site.html("/", "Catalogue", "These are all planets that we know of.", [f"/planet/{number}" for number in numbers])
    for number in numbers:
        site.html(f"/planet/{number}", f"Planet {number}", fact(number))
    source = await added(library, f"{site.url}/")
    assert (len((await library.base(GUILD)).documents), site.count()) == (200, (200, 0))

    site.html("/planet/11", "Planet 11", "The planet number 11 was found to be a lump of old cheese.")
    del site.pages["/planet/22"]
    site.pages["/planet/33"] = Page(status=500)
    report = await library.sources.sync(GUILD, source)

    assert (report.added, report.changed, report.removed) == ((), ("Planet 11",), ("Planet 22",))
    assert [(failure.name, failure.reason) for failure in report.failed] == [
        (f"{site.url}/planet/33", "its server answered HTTP 500")
    ]
    assert site.count() == (3, 197)  # in full: the one that changed, the 404 and the 500
    assert not [quote for quote in await asked(library, 22) if "number 22 " in quote[0]]
    (quote, old_since), *_ = await asked(library, 33)
    assert (quote, old_since is not None) == (fact(33), True)


async def asked(library: Library, number: int) -> list[tuple[str, str | None]]:
    question = f"How many zebras inhabit the planet number {number}?"
    answer = (await library.base(GUILD)).ask(question, threshold=0.0)
    return [(quote.text, quote.source.old_since) for quote in answer.quotes]


async def test_site_page_that_works_again_is_no_longer_old(site: Site, library: Library) -> None:
    site.html("/", "Planet 33", fact(33))
    source = await added(library, f"{site.url}/")
    page = site.pages["/"]
    site.pages["/"] = Page(status=503)
    await library.sources.sync(GUILD, source)
    (broken,) = await library.overview.sources(GUILD)

    site.pages["/"] = page
    report = await library.sources.sync(GUILD, source)

    (mended,) = await library.overview.sources(GUILD)
    assert [failure.reason for failure in broken.failures] == ["its server answered HTTP 503"]
    assert (report.unchanged, mended.failures) == (1, ())
    assert await asked(library, 33) == [(fact(33), None)]


async def test_site_that_cannot_be_reached_keeps_all_and_says_so(site: Site, library: Library) -> None:
    site.html("/", "Planet 33", fact(33))
    source = await added(library, f"{site.url}/")
    site.pages["/robots.txt"] = Page(status=500)

    with pytest.raises(SourceFailed, match=r"robots\.txt its server answered HTTP 500"):
        await library.sources.sync(GUILD, source)

    (status,) = await library.overview.sources(GUILD)
    assert (status.documents, status.error is not None) == (1, True)
    assert (await asked(library, 33))[0][1] is not None


async def test_site_is_read_only_where_it_may_be(site: Site, library: Library) -> None:
    links = ["/private/a", "https://example.org/", "/docs/a#part", "/docs/a?utm_source=x", "/blog/a", "/docs/a.png"]
    site.html("/", "Start", "This is where it all starts for us.", links)
    for path in ("/private/a", "/docs/a", "/blog/a", "/docs/a.png", "/docs/a?utm_source=x"):
        site.html(path, path, f"This is what stands at {path} of the site.")

    await added(library, f"{site.url}/", SiteOptions(wait=0, include=("/docs/*", "/private/*"), exclude=("*/secret",)))

    assert await titles(library) == ["/docs/a"]
    assert site.count() == (2, 0)


async def test_site_goes_on_after_pages_that_lead_elsewhere_or_are_too_large(site: Site, library: Library) -> None:
    paths = [f"/out/{number}" for number in range(6)] + [f"/large/{number}" for number in range(6)]
    site.html("/", "Start", "This is where it all starts for us.", [*paths, "/last"])
    site.html("/last", "Last", "This is where it all ends for us.")
    for path in paths[:6]:
        site.pages[path] = Page(status=302, headers={"Location": "https://login.example.org/"})
    for path in paths[6:]:
        site.pages[path] = Page(bytes(20_000_001), headers=TEXT)

    source = await added(library, f"{site.url}/")

    (status,) = await library.overview.sources(GUILD)
    assert (status.number, await titles(library)) == (source, ["Last", "Start"])
    assert {failure.reason for failure in status.failures} == {"it is larger than 20 MB"}


async def test_site_obeys_what_its_pages_ask_of_crawlers(site: Site, library: Library) -> None:
    site.pages["/"] = Page(
        b'<html><head><title>A</title><meta name="robots" content="noindex"></head><body><main><h1>A</h1>'
        b'<p>This must not be indexed at all.</p></main><a href="/b">b</a>'
        b'<a rel="nofollow" href="/c">c</a></body></html>'
    )
    site.html("/b", "B", "This may be indexed by everybody.", ["/d"])
    site.pages["/b"] = site.pages["/b"]._replace(headers={"Content-Type": "text/html", "X-Robots-Tag": "nofollow"})
    for path in ("/c", "/d"):
        site.html(path, path, "Nobody is to follow the link to this.")

    await added(library, f"{site.url}/")

    assert await titles(library) == ["B"]


async def test_site_stops_at_its_depth_and_its_number_of_pages(site: Site, library: Library) -> None:
    for number in range(9):
        site.html(f"/{number}", f"Page {number}", fact(number), [f"/{number + 1}"])

    deep = await library.sources.add(
        GUILD, NewSource(kind=Kind.SITE, address=f"{site.url}/0", options=SiteOptions(wait=0, depth=2))
    )
    short = await library.sources.add(
        8, NewSource(kind=Kind.SITE, address=f"{site.url}/0", options=SiteOptions(wait=0, depth=9, pages=2))
    )

    assert deep.reload.added == ("Page 0", "Page 1", "Page 2")
    assert (short.reload.added, short.reload.noted) == (
        ("Page 0", "Page 1"),
        ("It has more pages than the limit of 2.",),
    )


async def test_site_reads_what_a_sitemap_lists_and_drops_what_it_lists_no_more(site: Site, library: Library) -> None:
    for number in range(4):
        site.html(f"/{number}", f"Page {number}", fact(number), ["/elsewhere"])
    index = f"<sitemapindex><sitemap><loc>{site.url}/a.xml.gz</loc></sitemap></sitemapindex>"
    site.pages["/sitemap.xml"] = Page(index.encode(), headers=XML)
    site.pages["/a.xml.gz"] = Page(gzip.compress(sitemap(site, 0, 1, 2)), headers=XML)
    source = await added(library, f"{site.url}/sitemap.xml")
    before = await titles(library)

    site.pages["/a.xml.gz"] = Page(gzip.compress(sitemap(site, 1, 3)), headers=XML)
    await library.sources.sync(GUILD, source)

    assert before == ["Page 0", "Page 1", "Page 2"]
    assert await titles(library) == ["Page 1", "Page 3"]


async def test_site_refuses_a_sitemap_that_is_a_bomb(site: Site, library: Library) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE urlset [<!ENTITY e0 "zebra">{entities}]><urlset><url><loc>&e11;</loc></url></urlset>'
    site.pages["/xml.xml"] = Page(bomb.encode(), headers=XML)
    site.pages["/zip.xml.gz"] = Page(gzip.compress(b"<urlset>" + bytes(60_000_000)), headers=XML)

    with pytest.raises(SourceFailed):
        await added(library, f"{site.url}/xml.xml")
    with pytest.raises(SourceFailed, match="unpacked it is larger than 50 MB"):
        await added(library, f"{site.url}/zip.xml.gz")

    assert await library.overview.sources(GUILD) == ()


async def test_site_waits_between_requests(site: Site, library: Library) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: quoth\nCrawl-delay: 0.3", headers=TEXT)
    site.html("/", "Planet 1", fact(1), ["/2", "/3"])
    site.html("/2", "Planet 2", fact(2))
    site.html("/3", "Planet 3", fact(3))
    begun = time.monotonic()

    await added(library, f"{site.url}/")

    assert time.monotonic() - begun >= 0.6


async def test_site_that_asks_for_more_patience_than_there_is_is_refused(site: Site, library: Library) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: quoth\nCrawl-delay: 900", headers=TEXT)
    site.html("/", "Planet 1", fact(1))

    with pytest.raises(SourceFailed, match="asks for 900 seconds between two requests"):
        await added(library, f"{site.url}/")


async def test_site_with_more_rules_than_anybody_needs_is_refused(site: Site, library: Library) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: *\n" + b"Disallow: /*x*y\n" * 20_000, headers=TEXT)
    site.html("/", "Planet 1", fact(1))

    with pytest.raises(SourceFailed, match=r"its robots\.txt has more than 5,000 rules"):
        await added(library, f"{site.url}/")


async def test_site_with_many_rules_and_many_links_keeps_nobody_waiting(site: Site, library: Library) -> None:
    rules = b"".join(b"Disallow: *a*b%d\n" % number for number in range(4_500))
    site.pages["/robots.txt"] = Page(b"User-agent: *\n" + rules, headers=TEXT)
    site.html("/", "Planet 1", fact(1), [f"/{'ab' * 40}{number}" for number in range(5_000, 5_080)])
    longest = 0.0

    async def beat() -> None:
        nonlocal longest
        while True:
            began = time.monotonic()
            await asyncio.sleep(0)
            longest = max(longest, time.monotonic() - began)

    beating = asyncio.create_task(beat())
    await added(library, f"{site.url}/", SiteOptions(wait=0, pages=1))
    beating.cancel()

    assert longest < 0.5


async def test_site_page_with_two_addresses_is_quoted_once_with_both(site: Site, library: Library) -> None:
    site.html("/", "Start", "This is where it all starts for us.", ["/a", "/b", "/a?sort=up"])
    for path in ("/a", "/b", "/a?sort=up"):
        site.html(path, "Planet 5", fact(5))
    head = f'<link rel="canonical" href="{site.url}/a">'.encode()
    page = site.pages["/a?sort=up"]
    site.pages["/a?sort=up"] = page._replace(body=page.body.replace(b"<title>", head + b"<title>"))

    await added(library, f"{site.url}/")
    answered = await library.ask(GUILD, "How many zebras inhabit the planet number 5?", asker=None)

    (quote,) = answered.answer.quotes
    assert (quote.source.url, quote.source.also_urls) == (f"{site.url}/a", (f"{site.url}/b",))


def sitemap(site: Site, *numbers: int) -> bytes:
    places = "".join(f"<url><loc>{site.url}/{number}</loc></url>" for number in numbers)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>'.encode()
