"""One address, and files or texts that people gave: a source with one item."""

from functools import partial

from knowledge.errors import ReadingStopped, SourceFailed, SourceStopped, Unreachable, UnreadableFile
from knowledge.models import Document
from knowledge.reading import fingerprint, read_documents
from knowledge.sources.comparison import READER, Changes, Comparison, own_id
from knowledge.sources.queueing import InTurn
from knowledge.sources.web.fetching import Fetcher
from knowledge.sources.web.pages import read_page
from knowledge.store.records import Item


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
