"""A lock beside the database that ends with the process, however that ends: two bots would answer everything twice."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge.errors import DatabaseInUse

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_log = logging.getLogger(__name__)


@contextmanager
def alone(database: Path) -> Iterator[None]:
    """The only bot on this database for so long. Raises DatabaseInUse.

    Programs that only add documents do not ask. The lock has a file of its own: closing any file of the database
    would take away the locks that SQLite itself holds on it (https://www.sqlite.org/howtocorrupt.html, 2.2).
    """
    file = _opened(database.with_name(f"{database.name}-bot"))
    try:
        if file is not None:
            _lock(file, database)
        yield
    finally:
        if file is not None:
            os.close(file)


def _opened(path: Path) -> int | None:
    """None where there can be no such file; whether the database can be used there turns out when it is opened."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        _log.warning("%s cannot be made, so a second bot would not be noticed: %s", path, error)
        return None


def _lock(file: int, database: Path) -> None:
    try:
        if sys.platform == "win32":
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError) as error:  # both mean that somebody has it
        raise DatabaseInUse(database) from error
    except OSError as error:
        _log.warning("%s cannot be locked there, so a second bot would not be noticed: %s", database, error)
