"""Pages and sitemaps are looked through in a process of their own, too, for where they lead."""

from typing import TypeVar

from pydantic import ValidationError

from knowledge.apart.process import APART, Apart
from knowledge.errors import ReadingStopped
from knowledge.sources.web.crawled import Links, Sitemap

_Found = TypeVar("_Found", Links, Sitemap)
_FOREIGN = "it was not understood"


def links_apart(content: bytes, url: str, robots: str = "", apart: Apart = APART) -> Links:
    """As `page_links`. Raises UnreadableFile, and ReadingStopped when it reached a limit."""
    request = b"\n".join([robots.encode(errors="replace"), content])
    return _asked(Links, apart, "links", url, request).checked(url)


def sitemap_apart(content: bytes, url: str, apart: Apart = APART) -> Sitemap:
    """As `sitemap_places`. Raises UnreadableFile, and ReadingStopped when it reached a limit."""
    return _asked(Sitemap, apart, "sitemap", url, content).checked(url)


def _asked(wanted: type[_Found], apart: Apart, kind: str, url: str, content: bytes) -> _Found:
    try:
        return wanted.model_validate_json(apart.ask(kind, url, content))
    except ValidationError as error:
        raise ReadingStopped(url, _FOREIGN) from error
