"""Where pages and sitemaps lead is found out in the process that reads files."""

import gzip

import pytest

from knowledge import UnreadableFile
from knowledge.apart.process import APART
from knowledge.sources.web.crawled import Links, page_links
from knowledge.sources.web.crawling import links_apart, sitemap_apart

URL = "https://example.org/guide/"
PAGE = b"<title>A</title><link rel=canonical href=/guide/><a href=next>N</a><a href='https://other.org/?utm_source=x'>O</a>"
SITEMAP = b"""
<urlset>
  <url><loc> https://example.org/a?utm_source=x#b </loc></url> <url><loc/></url> <url><loc>http://[</loc></url>
  <url><loc>file:///etc/passwd</loc></url>
</urlset>
""".strip()


def test_links_are_found_apart_as_they_are_here() -> None:
    links = links_apart(PAGE, URL)

    assert links == page_links(PAGE, URL)
    assert links.links == ("https://example.org/guide/next", "https://other.org/")
    assert links.canonical == URL
    assert APART.pid is not None


@pytest.mark.parametrize(
    ("robots", "may_index", "count"), [("", True, 2), ("noindex", False, 2), ("NoFollow", True, 0)]
)
def test_links_heed_what_the_server_asks_of_crawlers(robots: str, may_index: bool, count: int) -> None:
    links = links_apart(PAGE, URL, robots)

    assert (links.may_index, len(links.links)) == (may_index, count)


def test_links_of_a_process_that_was_taken_over_lead_nowhere_but_to_the_web() -> None:
    sent = Links(
        links=("file:///etc/passwd", "javascript:alert(1)", "http://[", "/next"), canonical="file:///etc/passwd"
    )

    assert sent.checked(URL) == Links(links=("https://example.org/next",))


@pytest.mark.parametrize("content", [SITEMAP, gzip.compress(SITEMAP)])
def test_sitemap_lists_its_places(content: bytes) -> None:
    found = sitemap_apart(content, URL)

    assert (found.is_index, found.places) == (False, ("https://example.org/a",))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<urlset><url>", "it is not a sitemap that can be read"),
        (gzip.compress(SITEMAP)[:30], "it is not a sitemap that can be read"),
        (b"\x1f\x8b" + b"\xff" * 20, "it is damaged"),
        (gzip.compress(b"<urlset>" + b" " * 60_000_000), "unpacked it is larger than 50 MB"),
    ],
    ids=["not whole", "cut off", "damaged", "a bomb"],
)
def test_sitemap_that_cannot_be_read_is_refused_in_a_sentence(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        sitemap_apart(content, URL)

    assert caught.value.reason == reason
