"""What a site allows, and how much of it is read."""

import asyncio
import gzip
import time

import pytest

from knowledge.errors import SourceFailed
from knowledge.library import Library
from knowledge.sources.kinds import NewSource
from knowledge.sources.models import Kind
from knowledge.sources.web.frontier import SiteOptions
from tests.knowledge.sources.sites.crawls import GUILD, TEXT, XML, added, fact, titles
from tests.knowledge.sources.web import Page, Site


async def test_site_is_read_only_where_it_may_be(site: Site, library: Library) -> None:
    links = ["/private/a", "https://example.org/", "/docs/a#part", "/docs/a?utm_source=x", "/blog/a", "/docs/a.png"]
    site.html("/", "Start", "This is where it all starts for us.", links)
    for path in ("/private/a", "/docs/a", "/blog/a", "/docs/a.png", "/docs/a?utm_source=x"):
        site.html(path, path, f"This is what stands at {path} of the site.")

    await added(library, f"{site.url}/", SiteOptions(wait=0, include=("/docs/*", "/private/*"), exclude=("*/secret",)))

    assert await titles(library) == ["/docs/a"]
    assert site.count() == (2, 0)


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
