"""Pages and sitemaps are looked through in a process of their own, too, for where they lead."""

from pydantic import ValidationError

from knowledge.apart.process import APART, Apart
from knowledge.errors import ReadingStopped
from knowledge.sources.crawled import Links, Sitemap

_FOREIGN = "it was not understood"


def links_apart(content: bytes, url: str, robots: str = "", apart: Apart = APART) -> Links:
    """As `page_links`. Raises UnreadableFile, and ReadingStopped when it reached a limit."""
    request = b"\n".join([robots.encode(errors="replace"), content])
    try:
        return Links.model_validate_json(apart.ask("links", url, request)).checked(url)
    except ValidationError as error:
        raise ReadingStopped(url, _FOREIGN) from error


def sitemap_apart(content: bytes, url: str, apart: Apart = APART) -> Sitemap:
    """As `sitemap_places`. Raises UnreadableFile, and ReadingStopped when it reached a limit."""
    try:
        return Sitemap.model_validate_json(apart.ask("sitemap", url, content)).checked(url)
    except ValidationError as error:
        raise ReadingStopped(url, _FOREIGN) from error
