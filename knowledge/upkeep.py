"""What keeps a library current while a program runs: schedules, a watched folder, other programs' changes."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

from watchfiles import awatch

from knowledge.errors import KnowledgeError, NotKept, UnusableDatabase
from knowledge.library import Library
from knowledge.store.goldens import Trial
from knowledge.store.records import HOME, SHARED

_log = logging.getLogger(__name__)

_AT_ONCE = 2
"""Sources read at the same time."""
_QUIET, _LONGEST = 1_000, 10_000
"""Milliseconds without a change after which a folder is read, for files may still be written; and the longest wait."""
_POLL = 5_000
"""Milliseconds between looks at a folder that tells nothing by itself: a network's disk."""


async def keep_current(library: Library, folder: Path, seconds: float = 60.0) -> None:
    """Until it is cancelled; looks at the schedules every so many seconds. Failures stand in the log and status."""
    async with asyncio.TaskGroup() as group:
        group.create_task(_watch(library, folder, seconds))
        turns = asyncio.Semaphore(_AT_ONCE)
        runs: dict[int, asyncio.Task[None]] = {}
        while True:
            with suppress(UnusableDatabase):  # it has told the log itself, once
                await library.refresh()
            runs = {number: run for number, run in runs.items() if not run.done()}
            for source in library.sources.due(int(time.time())):
                if source.number not in runs:
                    run = _run(library, source.guild_id, source.number, turns)
                    runs[source.number] = group.create_task(run)
            await asyncio.sleep(seconds)


async def _watch(library: Library, folder: Path, seconds: float) -> None:
    turns = asyncio.Semaphore(1)
    while True:
        try:
            async for _ in _changes(folder):
                while library.sources.is_running(HOME):  # noqa: ASYNC110 rare and short: it may have seen the old file
                    await asyncio.sleep(0.5)
                await _run(library, SHARED, HOME, turns)
        except OSError as error:  # it is not there (yet)
            _log.debug("%s is not watched: %s", folder, error)
        await asyncio.sleep(seconds)


async def _changes(folder: Path) -> AsyncIterator[None]:
    """Whenever something has changed in the folder. Raises OSError when there is none."""
    place = folder if await asyncio.to_thread(folder.is_dir) else folder.parent
    polls = False
    while True:
        try:
            async for _ in awatch(
                place, step=_QUIET, debounce=_LONGEST, force_polling=polls or None, poll_delay_ms=_POLL
            ):
                yield
        except FileNotFoundError:
            raise
        except OSError as error:  # the system cannot watch any more folders
            if polls:
                raise
            _log.warning("%s is looked at every %d seconds, for it cannot be watched: %s", place, _POLL // 1000, error)
            polls = True


async def _run(library: Library, guild_id: int, number: int, turns: asyncio.Semaphore) -> None:
    """One run; whatever fails, the others go on."""
    async with turns:
        try:
            trial = Trial(guild_id, await library.goldens.of(guild_id), library.answering.names(guild_id), refuse=False)
            report = await library.reload(trial=trial, guild_id=guild_id, number=number, by_itself=True)
        except NotKept:  # as above
            library.sources.register.read_soon(number)
        except KnowledgeError as error:
            _log.warning("Source %d was not read: %s", number, error)
        except Exception:  # noqa: BLE001 a defect in one run must not end the others
            _log.exception("Source %d was not read", number)
        else:
            counts = [len(titles) for titles in (report.added, report.changed, report.removed, report.failed)]
            _log.info("Source %d: %d added, %d changed, %d removed, %d failed", number, *counts)
            for broken in trial.broken:
                _log.warning("Source %d broke the test question “%s” of guild %d", number, broken.question, guild_id)
