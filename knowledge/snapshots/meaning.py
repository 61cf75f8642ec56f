"""Reads what documents mean while they answer already, and keeps it, so that a restart goes on where this ended."""

import asyncio
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

from knowledge.index.vectors import MISSING, NO_KEYS, Keys, Vectors
from knowledge.snapshots.snapshots import Snapshots
from knowledge.snapshots.vector_file import VectorFile

if TYPE_CHECKING:
    from knowledge.index.meaning import Meaning

_Result = TypeVar("_Result")
_log = logging.getLogger(__name__)

SAVED_EVERY = 60.0
"""Seconds of reading that are lost when the program is killed."""
_AT_A_TIME = 600
"""Characters: one passage, or what stands over some. It takes 40 ms, for which closing waits."""
_AT_LEAST = 50
"""Times as many are read before later snapshots are taken up, so that no stream of them keeps it from reading."""
_SELDOM = 50
"""Times as long as it took to save is waited for until it is done again: a large file is not written all the time."""
_NICENESS = 5
"""Of the thread. With two other programs on two cores, 3.6 texts a second were read at 0, 1.7 at 5, 0.5 at 10 and 0.1
at 19, and questions took the same time at each."""


class MeaningReader:
    """For all guilds, a text at a time, in a thread of its own."""

    def __init__(self, file: VectorFile, vectors: Vectors, quiet: float) -> None:
        """`vectors` are those that the snapshots share; `quiet`: see Reading."""
        self._quiet = quiet
        self._file = file
        self._vectors = vectors
        self._thread = ThreadPoolExecutor(1, "meaning", initializer=_step_back)
        self._latest: Snapshots | None = None
        self._reading: asyncio.Task[None] | None = None
        self._saved_at, self._pause = time.monotonic(), 0.0
        self._keys: WeakKeyDictionary[Meaning, Keys] = WeakKeyDictionary()
        """Of a guild's own documents."""

    def note(self, snapshots: Snapshots) -> None:
        """These are the latest; what they hold is read soon."""
        self._latest = snapshots
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read_when_quiet())

    async def save(self) -> None:
        """What the latest snapshots need of what was read, and nothing else."""
        if self._latest is None:
            return
        began = time.monotonic()
        try:
            await self._work(self._save, self._latest)
        except OSError as error:
            _log.warning("What the documents mean could not be kept: %s. It is read again at the next start.", error)
        self._saved_at = time.monotonic()
        self._pause = _SELDOM * (self._saved_at - began)

    async def close(self) -> None:
        """Stops reading, and keeps what was read."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.wait([self._reading])
        await self.save()
        self._thread.shutdown(wait=False)

    async def _read_when_quiet(self) -> None:
        """Later snapshots are taken up as they come."""
        read = None
        while self._latest is not None and self._latest is not read:
            await asyncio.sleep(self._quiet)
            read = self._latest
            try:
                await self._read(read)
            except Exception:  # noqa: BLE001 whatever it is, answers go on without what they mean
                _log.exception("What the documents mean could not be read")
            await asyncio.sleep(self._saved_at + self._pause - time.monotonic())
            if self._latest is read:
                await self.save()

    async def _read(self, snapshots: Snapshots) -> None:
        """To the end, or for a while if there are later ones."""
        steps, left = self._steps(snapshots), len(snapshots.held) + _AT_LEAST
        while (self._latest is snapshots or left > 0) and await self._work(next, steps, None) is not None:
            left -= 1
            if time.monotonic() - self._saved_at > max(SAVED_EVERY, self._pause):
                await self.save()

    async def _work(self, work: Callable[..., _Result], *arguments: object) -> _Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, partial(work, *arguments))

    def _steps(self, snapshots: Snapshots) -> Iterator[int]:
        """A moment's work each. The guild that has the least to wait for comes first."""
        unread: dict[int, int] = {}
        for guild_id in snapshots.held:
            rows = self._vectors.rows(self._needed(snapshots, guild_id).tolist())
            unread[guild_id] = int((rows == MISSING).sum())
            yield len(rows)
        if any(map(len, self._keys.values())):
            self._vectors.vector("")  # so that no question waits until the encoder is there
        for guild_id in sorted(unread, key=unread.__getitem__):
            if unread[guild_id] and (meaning := snapshots.base(guild_id).meaning):
                yield from meaning.read(snapshots.shelf(guild_id), _AT_A_TIME)

    def _needed(self, snapshots: Snapshots, guild_id: int) -> Keys:
        meaning = snapshots.base(guild_id).meaning
        if meaning is None:
            return NO_KEYS
        if meaning not in self._keys:
            self._keys[meaning] = meaning.keys(snapshots.shelf(guild_id))
        return self._keys[meaning]

    def _save(self, snapshots: Snapshots) -> None:
        """Of guilds that are not held, what the file has stays there."""
        needed = {guild_id: self._needed(snapshots, guild_id) for guild_id in snapshots.held}
        read = {guild_id: keys[self._vectors.rows(keys.tolist()) != MISSING] for guild_id, keys in needed.items()}
        others = {guild_id: keys for guild_id, keys in self._file.needs.items() if not snapshots.holds(guild_id)}
        self._file.save(self._vectors, others | read)


def _step_back() -> None:
    """Whatever answers comes first. Only Linux has threads with a niceness of their own."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
