"""Sites are read as a whole, and again at the cost of what changed."""

import gzip

import pytest

from knowledge.errors import SourceFailed
from knowledge.library import Library
from tests.knowledge.sources.sites.crawls import GUILD, TEXT, XML, added, fact, sitemap, titles
from tests.knowledge.sources.web import Page, Site


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
