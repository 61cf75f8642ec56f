"""What is being done for somebody now, each under a number of its own, so that it can be stopped."""

import asyncio
import itertools
import time
from collections.abc import Coroutine
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class _Run(NamedTuple):
    guild_id: int
    task: asyncio.Task[object]


class Runs:
    """What is being done for somebody now."""

    def __init__(self) -> None:
        self._running: dict[int, _Run] = {}
        self._numbers = itertools.count(time.time_ns() // 1_000_000)  # buttons of an earlier process stop nothing

    def start(self, guild_id: int, work: Coroutine[object, object, T]) -> tuple[int, asyncio.Task[T]]:
        """Begin, under a number that no other run has."""
        number, task = next(self._numbers), asyncio.create_task(work)
        self._running[number] = _Run(guild_id, task)
        task.add_done_callback(lambda _: self._running.pop(number, None))
        return number, task

    def stop(self, guild_id: int, number: int) -> bool:
        """Whether there was something to stop, in this guild."""
        run = self._running.get(number)
        if run is None or run.guild_id != guild_id:
            return False
        return run.task.cancel()

    def stop_all(self) -> None:
        """The process ends."""
        for run in list(self._running.values()):
            run.task.cancel()
