"""Pages: fetched once each, compared with what was read of them before."""

from functools import partial
from mimetypes import guess_type
from pathlib import PurePosixPath

from yarl import URL

from knowledge.errors import ReadingStopped, SourceFailed, SourceStopped, Unreachable, UnreadableFile
from knowledge.models import Document
from knowledge.reading import fingerprint, read_documents
from knowledge.sources.comparison import READER, Changes, Comparison, Read, own_id
from knowledge.sources.queueing import InTurn
from knowledge.sources.web.fetching import Fetched, Fetcher
from knowledge.store.records import Item

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
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/x-ipynb+json": ".ipynb",
    "text/asciidoc": ".adoc",
    "text/org": ".org",
}
_UNSURE = {"text/plain", "application/octet-stream", "binary/octet-stream", ""}
"""Types that servers give to files that they do not know."""
_WITHOUT_TEXT = (
    *("image/", "audio/", "video/", "font/", "text/css", "text/javascript", "application/javascript"),
    *("application/zip", "application/x-tar", "application/octet-stream", "application/x-msdos-program"),
)


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


async def read_link(address: str, comparison: Comparison, fetcher: Fetcher, in_turn: InTurn) -> Changes:
    """Only fetched in full when it has changed. Raises SourceFailed if there was never anything."""
    mark = None
    item = comparison.items.get(address, Item(address))
    current = item if item.reader == READER else Item(address)
    try:
        fetched = await fetcher.fetch(address, current.etag, current.last_modified)
        if fetched.content is None or comparison.is_held(address, fingerprint(fetched.content)):
            comparison.keep(item._replace(etag=fetched.etag or item.etag))
        else:
            mark = fingerprint(fetched.content)
            read = await in_turn(partial(read_page, comparison, address, fetched))
            comparison.replace(Item(address, mark, READER, fetched.etag, fetched.last_modified), read)
    except (Unreachable, UnreadableFile) as error:
        if not comparison.held(address):
            raise _failure(address, error) from error
        if isinstance(error, Unreachable) and error.gone:
            comparison.lose(address, error.reason)
        else:
            comparison.fail(address, error, mark)
    return comparison.result()


def read_given(name: str, content: bytes, url: str | None, comparison: Comparison) -> Changes:
    """A file by its name and bytes. Raises SourceFailed."""
    try:
        found = [own_id(comparison.source, _addressed(document, url)) for document in read_documents(name, content)]
        read = comparison.read(name, found)
    except UnreadableFile as error:
        raise _failure(name, error) from error
    comparison.replace(Item(name, fingerprint(content), READER), read)
    return comparison.result()


def _failure(address: str, error: Unreachable | UnreadableFile) -> SourceFailed:
    kind = SourceStopped if isinstance(error, ReadingStopped) else SourceFailed
    return kind(address, error.reason)


def _addressed(document: Document, url: str | None) -> Document:
    return document if document.url or url is None else document.model_copy(update={"url": url})
