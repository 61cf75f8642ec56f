"""Disks that are full and programs that hold a database: what a test can do to a bot that runs."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

NEEDS_LIMITS = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux lets one process limit the files of another while it runs"
)

_FIRST_READER, _READERS = 123, 5
"""Where the locks of those who read stand (https://sqlite.org/walformat.html#locks)."""


@contextmanager
def full_disk(pid: int, most: int = 8_192) -> Iterator[None]:
    """No file of this process grows beyond so many bytes: the same to it as a disk that is full."""
    import resource  # noqa: PLC0415 there is none on Windows

    before = resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Another program writes to the database."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("COMMIT")


@contextmanager
def unreadable(database: Path) -> Iterator[None]:
    """Another program holds all that whoever reads needs, as SQLite itself does while it mends a file after a crash."""
    import fcntl  # noqa: PLC0415 there is none on Windows

    with database.with_name(f"{database.name}-shm").open("r+b") as shared:
        fcntl.lockf(shared, fcntl.LOCK_EX, _READERS, _FIRST_READER)
        yield
