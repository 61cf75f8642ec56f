"""What a crawler takes from a page and its address; the text is for `reading`."""

import re
from collections.abc import Iterable, Iterator
from mimetypes import guess_type
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from yarl import URL

from knowledge.models import Document
from knowledge.reading import fingerprint, read_documents
from knowledge.sources.changes import Comparison, Read, own_id
from knowledge.sources.fetching import Fetched

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TRACKING = re.compile(r"utm_\w+|gclid|dclid|fbclid|msclkid|yclid|igshid|mc_[ce]id|_hs\w+|vero_\w+|oly_\w+_id|_ga|_gl")
_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "text/x-rst": ".rst",
    "text/csv": ".csv",
    "text/vtt": ".vtt",
    "application/x-subrip": ".srt",
    "application/json": ".json",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "application/yaml": ".yaml",
    "application/pdf": ".pdf",
    "application/epub+zip": ".epub",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_UNSURE = {"text/plain", "application/octet-stream", "binary/octet-stream", ""}
"""Types that servers give to files that they do not know."""
_WITHOUT_TEXT = (
    *("image/", "audio/", "video/", "font/", "text/css", "text/javascript", "application/javascript"),
    *("application/zip", "application/x-tar", "application/octet-stream", "application/x-msdos-program"),
)
_MOST_LINKS = 5_000
_LONGEST_ADDRESS = 2_000


class Links(NamedTuple):
    """Where a page leads, and what it asks of crawlers."""

    links: tuple[str, ...] = ()
    canonical: str | None = None
    """The address that the page says is its proper one."""
    may_index: bool = True


def canonical_address(url: str) -> str:
    """One spelling for one page: no fragment, no tracking parameters, a path. Raises ValueError."""
    parsed = URL(url)
    kept = [(key, value) for key, value in parsed.query.items() if not _TRACKING.fullmatch(key)]
    if len(kept) != len(parsed.query):
        parsed = parsed.with_query(kept)
    return str(parsed.with_fragment(None) if parsed.path else parsed.with_path("/"))


def host_of(url: str) -> str:
    """Scheme, host and port."""
    return str(URL(url).origin())


def file_name(url: str, content_type: str) -> str:
    """A name that tells `reading` the format: the type that the server gives, or else the address's ending."""
    name = PurePosixPath(URL(url).path).name or "index"
    known = _TYPES.get(content_type)
    if known is None or (content_type in _UNSURE and PurePosixPath(name).suffix):
        return name
    return name if PurePosixPath(name).suffix.lower() == known else f"{name}{known}"


def page_links(content: bytes, url: str, robots: str = "") -> Links:
    """The links of an HTML page to http and https addresses, in its order; `robots` is its X-Robots-Tag."""
    from lxml import etree, html  # noqa: PLC0415 six megabytes that only those need who read sites

    try:
        page = html.document_fromstring(content, parser=html.HTMLParser(no_network=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return Links()
    wishes = " ".join([robots, *_values(page, "//meta[@name='robots' or @name='quoth']/@content")]).lower()
    base = next(_absolute(url, _values(page, "//base/@href")[:1]), url)
    hrefs = _values(page, "//a[@href and not(contains(@rel, 'nofollow'))]/@href")[:_MOST_LINKS]
    followed = () if "nofollow" in wishes or "none" in wishes else _absolute(base, hrefs)
    return Links(
        links=tuple(dict.fromkeys(followed)),
        canonical=next(_absolute(base, _values(page, "//link[@rel='canonical']/@href")[:1]), None),
        may_index="noindex" not in wishes and "none" not in wishes,
    )


def is_readable(url: str) -> bool:
    """Whether its name does not say that it is something without text: a picture, a film, an archive."""
    kind, packing = guess_type(URL(url).path)
    return packing is None and not (kind or "").startswith(_WITHOUT_TEXT)


def web_documents(source: int | None, origin: str, fetched: Fetched) -> list[Document]:
    """What was fetched, read: with ids that no other page has, and addresses of this page's host.

    Raises UnreadableFile.
    """
    found = read_documents(file_name(fetched.url, fetched.content_type), fetched.content or b"")
    ids = [origin] if len(found) == 1 else [f"{origin}#{document.id}" for document in found]
    urls = [
        document.url if document.url and _same_host(document.url, fetched.url) else fetched.url for document in found
    ]
    return [
        own_id(source, document.model_copy(update={"id": name, "url": url}))
        for document, name, url in zip(found, ids, urls, strict=True)
    ]


def read_page(comparison: Comparison, origin: str, fetched: Fetched) -> Read:
    """What was fetched, read and prepared; takes its time. Raises UnreadableFile."""
    comparison.refuse_stopped(origin, fingerprint(fetched.content or b""))
    return comparison.read(origin, web_documents(comparison.source, origin, fetched))


def _same_host(one: str, other: str) -> bool:
    """A page cannot send people to another site in the name of this one."""
    try:
        return host_of(one) == host_of(other)
    except ValueError:
        return False


def _values(page: "HtmlElement", path: str) -> list[str]:
    found = page.xpath(path)
    return [str(value) for value in found] if isinstance(found, list) else []


def _absolute(base: str, hrefs: Iterable[str]) -> Iterator[str]:
    for href in hrefs:
        try:
            address = canonical_address(str(URL(base).join(URL(str(href).strip()))))
        except ValueError:
            continue
        if address.startswith(("http://", "https://")) and len(address) <= _LONGEST_ADDRESS:
            yield address
