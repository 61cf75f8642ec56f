"""One address, and files or texts that people gave: a source with one item."""

import asyncio

from knowledge.errors import SourceFailed, Unreachable, UnreadableFile
from knowledge.keeping.records import Item
from knowledge.models import Document
from knowledge.reading import fingerprint, read_documents
from knowledge.sources.changes import READER, Changes, Comparison, own_id
from knowledge.sources.fetching import Fetcher
from knowledge.sources.pages import web_documents


async def read_link(address: str, comparison: Comparison, fetcher: Fetcher) -> Changes:
    """Only fetched in full when it has changed. Raises SourceFailed if there was never anything."""
    item = comparison.items.get(address, Item(address))
    current = item if item.reader == READER else Item(address)
    try:
        fetched = await fetcher.fetch(address, current.etag, current.last_modified)
        if fetched.content is None or comparison.is_held(address, fingerprint(fetched.content)):
            comparison.keep(item._replace(etag=fetched.etag or item.etag))
        else:
            mark = fingerprint(fetched.content)
            documents = await asyncio.to_thread(web_documents, comparison.source, address, fetched)
            comparison.replace(Item(address, mark, READER, fetched.etag, fetched.last_modified), documents)
    except (Unreachable, UnreadableFile) as error:
        if not comparison.held(address):
            raise SourceFailed(address, error.reason) from error
        if isinstance(error, Unreachable) and error.gone:
            comparison.lose(address, error.reason)
        else:
            comparison.fail(address, error.reason)
    return comparison.result()


def read_given(name: str, content: bytes, url: str | None, comparison: Comparison) -> Changes:
    """A file by its name and bytes. Raises SourceFailed."""
    try:
        found = read_documents(name, content)
    except UnreadableFile as error:
        raise SourceFailed(name, error.reason) from error
    documents = [own_id(comparison.source, _addressed(document, url)) for document in found]
    comparison.replace(Item(name, fingerprint(content), READER), documents)
    return comparison.result()


def _addressed(document: Document, url: str | None) -> Document:
    return document if document.url or url is None else document.model_copy(update={"url": url})
