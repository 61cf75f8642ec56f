"""Disks that are full and programs that hold a database: what a test can do to a bot that runs."""

import asyncio
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

NEEDS_LIMITS = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux lets one process limit the files of another while it runs"
)


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


async def eventually(condition: Callable[[], bool], seconds: float = 15.0) -> bool:
    """Whether it holds within so many seconds: for logs and databases, which tell nobody that they have changed."""
    until = asyncio.get_running_loop().time() + seconds
    while not condition() and asyncio.get_running_loop().time() < until:  # noqa: ASYNC110 as above
        await asyncio.sleep(0.1)
    return condition()
