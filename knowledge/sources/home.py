"""The operator's folder, whose documents every guild sees, from one start to the next."""

import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

from knowledge.errors import NoDocuments, NotKept
from knowledge.snapshots.holding import Holding
from knowledge.sources.folder import require_files
from knowledge.sources.register import Register
from knowledge.store.records import HOME, SHARED

_log = logging.getLogger(__name__)


class Home:
    """Where the folder is, and what is done while it cannot be read."""

    def __init__(self, folder: Path, register: Register, holding: Holding) -> None:
        self._folder = folder
        self._register = register
        self._holding = holding

    async def read(self, reload: Callable[[], Awaitable[object]]) -> None:
        """Bring what answers up to date with the folder. Raises NoDocuments if it is not there and never was."""
        known = await self._settle()
        try:
            await reload()
        except NoDocuments as error:
            if not known:
                raise
            await self.fall_back(error)

    async def _settle(self) -> bool:
        """Remember where it is. Returns whether it was there at the last start: then it may be away, as a disk is.

        Another folder that has no documents is mistyped, and nothing is written of it. Raises NoDocuments.
        """
        before = self._register.source(SHARED, HOME).address
        known = before in {str(self._folder), str(self._folder.absolute())}
        if not known:
            await require_files(self._folder, may_be_empty=not await self._is_held())
        await self._register.home_is(str(self._folder.absolute()))
        return known

    async def fall_back(self, error: NoDocuments | NotKept) -> None:
        """The documents of the last start are better than none. Raises the error where there are none."""
        if not await self._is_held():
            raise error
        self._register.read_soon(HOME)
        _log.warning("%s: the documents of the last start answer", error)

    async def _is_held(self) -> bool:
        held = (await self._holding.of(SHARED)).shelf(SHARED)
        return any(stored.source == HOME for stored in held.values())
