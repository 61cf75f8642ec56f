"""The sources of a guild over the database alone: what is written is analysed by the program that answers."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from knowledge.sources.committing import Commit
from knowledge.sources.kinds import Outside
from knowledge.sources.models import Quotas
from knowledge.sources.syncing import Sources
from knowledge.sources.web.addresses import Network
from knowledge.sources.web.fetching import Fetcher
from knowledge.store.documents import Catalog
from knowledge.store.goldens import Trial
from knowledge.store.records import Change, StoredDocument
from knowledge.store.store import Store


class OpenedSources(NamedTuple):
    """`shelf`: the documents of the guild by id, as they are now."""

    sources: Sources
    shelf: dict[str, StoredDocument]


@asynccontextmanager
async def opened_sources(database: Path, guild_id: int, allowed: Collection[Network]) -> AsyncIterator[OpenedSources]:
    """`allowed`: the networks that may be reached beside the public internet. Raises UnusableDatabase."""
    store, fetcher = await Store.open(database), Fetcher(allowed)
    try:
        shelf = {one.document.id: one for one in await store.catalog.documents(guild_id)}

        async def held(_guild_id: int) -> dict[str, StoredDocument]:
            return shelf

        sources = Sources(store.catalog, Outside(fetcher, None), Quotas(), held, _writer(store.catalog, shelf))
        await sources.register.load()
        yield OpenedSources(sources, shelf)
    finally:
        await fetcher.close()
        await store.close()


def _writer(catalog: Catalog, shelf: dict[str, StoredDocument]) -> Commit:
    async def write(guild_id: int, change: Change, _trial: Trial | None = None, /) -> None:
        await catalog.change(guild_id, change)
        for document_id in change.drop:
            shelf.pop(document_id, None)
        shelf.update({stored.document.id: stored for stored in change.put})

    return write
