"""How the knowledge stands: what answers a guild, how its sources are, and what came lately."""

import asyncio
from datetime import UTC, datetime

from knowledge.models import Gain
from knowledge.snapshots.holding import Holding
from knowledge.sources.comparison import Failure
from knowledge.sources.models import SourceStatus, Status
from knowledge.sources.register import by_source
from knowledge.sources.syncing import Sources
from knowledge.store.documents import Catalog
from knowledge.store.records import HOME, SHARED


class Overview:
    """Of all guilds."""

    def __init__(self, catalog: Catalog, holding: Holding, sources: Sources) -> None:
        self._catalog = catalog
        self._holding = holding
        self._sources = sources
        self.loaded_at = datetime.now(UTC)
        """When a source was read last because somebody wanted it."""

    async def status(self, guild_id: int) -> Status:
        """What answers this guild, and which files of the operator's folder could not be read."""
        base, register = (await self._holding.of(guild_id)).base(guild_id), self._sources.register
        home, failed = register.source(SHARED, HOME), register.failures(HOME)
        if home.last_error is not None:
            failed = (Failure(name=home.address, reason=home.last_error), *failed)
        return Status(
            documents=len(base.documents),
            chunks=base.chunks,
            loaded_at=self.loaded_at,
            failed=failed,
            meaning=await asyncio.to_thread(base.meaning.share_read) if base.meaning else None,
        )

    async def sources(self, guild_id: int) -> tuple[SourceStatus, ...]:
        """How each source of this guild stands, in the order of their numbers."""
        snapshots, register = await self._holding.of(guild_id), self._sources.register
        base, held = snapshots.base(guild_id), by_source(snapshots.shelf(guild_id))
        return tuple(
            register.status(source, held[source.number], base, is_running=self._sources.is_running(source.number))
            for source in register.of(guild_id)
        )

    async def gained(self, guild_id: int, since: int) -> tuple[Gain, ...]:
        """What came or changed for this guild since then (seconds since 1970), the newest first."""
        rows = await self._catalog.gained(guild_id, since)
        snapshots = await self._holding.of(guild_id)
        base, shelf = snapshots.base(guild_id), snapshots.shelf(guild_id)
        return tuple(
            Gain(document_id=row.document_id, added_at=row.added_at, changed_at=row.changed_at)
            for row in rows
            if row.document_id in base.documents and (row.guild_id == guild_id or row.document_id not in shelf)
        )
