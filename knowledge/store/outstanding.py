"""Bookkeeping that is done beside answers: in its order, later if it cannot be done now, and never in their way."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from knowledge.errors import NotKept, UnusableDatabase
from knowledge.store.connection import Work

_log = logging.getLogger(__name__)

_MOST = 1_000
"""Works that wait at most, each with an answer of some kilobytes: half an hour of questions. Chosen by hand."""
AGAIN = 2.0
"""Seconds between attempts. Chosen by hand."""


class _Outstanding(NamedTuple):
    work: Work[object]
    done: asyncio.Future[object]


class Outstanding:
    """`attempt` does a work or raises NotKept; it is used by one at a time."""

    def __init__(self, attempt: Callable[[Work[object]], Awaitable[object]]) -> None:
        self._attempt = attempt
        self._works: deque[_Outstanding] = deque()
        self._lost = 0
        self._last_defect = ""
        self.is_late = False
        """Whether somebody has waited in vain: those after them need not wait."""

    def __len__(self) -> int:
        return len(self._works)

    def add(self, work: Work[object]) -> asyncio.Future[object]:
        """Its result is there once it is done; None if it never can be."""
        done: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        if len(self._works) < _MOST:
            self._works.append(_Outstanding(work, done))
        else:
            self._lost += 1
            done.set_result(None)
        return done

    async def do_first(self) -> None:
        """Not to be cancelled: what is done is no longer outstanding. Raises NotKept."""
        work, done = self._works[0]
        try:
            result = await self._attempt(work)
        except NotKept:
            raise
        except UnusableDatabase:  # damaged: the database has told the log itself
            result = None
        except Exception as error:  # noqa: BLE001 a defect in one work must not hold up the others
            result = None
            self._tell(error)
        self._works.popleft()
        self.is_late = self.is_late and bool(self._works)
        done.set_result(result)

    def lost(self) -> int:
        """How many were too many since this was asked last."""
        lost, self._lost = self._lost, 0
        return lost

    def _tell(self, error: Exception) -> None:
        """The same defect once: it may come with every question."""
        if str(error) != self._last_defect:
            self._last_defect = str(error)
            _log.error("Something beside an answer was not kept", exc_info=error)
