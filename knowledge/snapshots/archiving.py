"""Keeps what was analysed beside the database, so that a restart need not do it again."""

import asyncio
import logging
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from knowledge.index.encoding import READING, Reading
from knowledge.index.prepared import Prepare
from knowledge.index.vectors import Vectors
from knowledge.snapshots.meaning import MeaningReader
from knowledge.snapshots.snapshots import Snapshots
from knowledge.snapshots.vector_file import VectorFile
from knowledge.store.database import finish
from knowledge.store.records import StoredDocument

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase

_log = logging.getLogger(__name__)

QUIET = 5.0
"""Seconds to wait after a change: often the next one follows at once, and writing takes a while."""


class Archivist:
    """Writes the latest snapshots into a folder. Without them nothing is lost but the time to analyse again."""

    def __init__(self, folder: Path, reading: Reading | None = None) -> None:
        """`reading`: how it is read what documents mean; None = it is not."""
        self._folder = folder
        self._file = VectorFile(folder / "meaning.vectors", reading or READING)
        self._reading = reading
        self._reader: MeaningReader | None = None
        self._outstanding: Snapshots | None = None
        self._writing: asyncio.Task[None] | None = None
        self._alone = asyncio.Lock()
        self._written: WeakValueDictionary[int, KnowledgeBase] = WeakValueDictionary()
        """What is known to be in the folder, by guild."""

    async def vectors(self) -> Vectors | None:
        """What was read for what it means, for all snapshots from now on; None where that is not looked at."""
        if self._reading is None:
            await asyncio.to_thread(self._file.remove)
            return None
        vectors = await asyncio.to_thread(self._file.load)
        self._reader = MeaningReader(self._file, vectors, self._reading.quiet)
        return vectors

    def restore(
        self, snapshots: Snapshots, guild_id: int, documents: Iterable[StoredDocument], prepared: Prepare
    ) -> Snapshots:
        """With a guild that is not held yet; only what was not written or is damaged is prepared."""
        return snapshots.restored(guild_id, documents, self._folder, prepared)

    def note(self, snapshots: Snapshots) -> None:
        """These are the latest; they are written soon."""
        self._outstanding = snapshots
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_when_quiet())
        if self._reader is not None:
            self._reader.note(snapshots)

    async def forget(self, guild_id: int) -> None:
        """Nothing that was analysed for this guild until now stays on the disk."""
        async with self._alone:
            self._written.pop(guild_id, None)
            await asyncio.to_thread(shutil.rmtree, self._folder / str(guild_id), ignore_errors=True)
            if self._reader is not None:
                await self._reader.save()

    async def close(self) -> None:
        """Writes what is outstanding."""
        if self._reader is not None:
            await self._reader.close()
        if self._writing is not None:
            self._writing.cancel()
            await asyncio.wait([self._writing])
        await self._write()

    async def _write_when_quiet(self) -> None:
        while self._outstanding is not None:
            await asyncio.sleep(QUIET)
            await finish(self._write())

    async def _write(self) -> None:
        async with self._alone:
            snapshots, self._outstanding = self._outstanding, None
            if snapshots is not None:
                await self._try_to_save(snapshots)

    async def _try_to_save(self, snapshots: Snapshots) -> None:
        try:
            await asyncio.to_thread(self._save, snapshots)
        except OSError as error:
            _log.warning(
                "The index could not be written to %s: %s. It is made anew at the next start.", self._folder, error
            )

    def _save(self, snapshots: Snapshots) -> None:
        """What changed since the last time; of guilds that are not held, what is there stays."""
        self._folder.mkdir(parents=True, exist_ok=True)
        known = set(map(str, snapshots.guilds | set(snapshots.held)))
        for gone in {path.name for path in self._folder.iterdir()} - known:
            shutil.rmtree(self._folder / gone, ignore_errors=True)
        for guild_id in snapshots.held:
            base = snapshots.base(guild_id)
            if self._written.get(guild_id) is not base:
                snapshots.save(guild_id, self._folder)
                self._written[guild_id] = base
