"""The reading process: it is killed at its limits, replaced, and never left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from pathlib import Path

import pytest

from knowledge import UnreadableFile
from knowledge.apart.process import Apart
from knowledge.reading.isolation import read_apart
from tests.knowledge.reading.corpus import EVERYTHING
from tests.knowledge.reading.swelling import swollen


@pytest.fixture
def reading() -> Iterator[Apart]:
    process = Apart()
    yield process
    process.close()


def is_there(pid: int | None) -> bool:
    """Whether the process runs, or is a zombie."""
    try:
        os.kill(pid or 0, 0)
    except ProcessLookupError:
        return False
    return pid is not None


def pid_after_reading(reading: Apart) -> int:
    read_apart("a.md", b"Text.", reading)
    assert reading.pid is not None
    return reading.pid


def test_file_that_takes_too_long_is_refused_and_its_process_is_gone() -> None:
    reading = Apart(seconds=5)
    pid = pid_after_reading(reading)
    slow = b"- a\n  " * 2_000_000

    with pytest.raises(UnreadableFile, match="reading it took longer than"):
        read_apart("a.md", slow, reading)

    assert not is_there(pid)
    assert reading.pid is None


def test_file_that_needs_too_much_memory_is_refused_and_the_next_is_read(reading: Apart) -> None:
    with pytest.raises(UnreadableFile, match=r"memory|more than is allowed"):
        read_apart("a.odt", swollen(), reading)

    assert read_apart("a.md", b"Text.", reading)[0].text == "Text."


def test_process_that_dies_is_replaced(reading: Apart) -> None:
    os.kill(pid_after_reading(reading), signal.SIGKILL)

    assert read_apart("a.md", b"Text.", reading)[0].text == "Text."


def test_process_goes_when_there_is_nothing_to_read() -> None:
    reading = Apart(idle_seconds=0.1)
    pid = pid_after_reading(reading)

    deadline = time.monotonic() + 5
    while is_there(pid) and time.monotonic() < deadline:
        time.sleep(0.02)

    assert not is_there(pid)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks into /proc, which only Linux has")
def test_process_has_none_of_the_secrets(reading: Apart) -> None:
    os.environ["DISCORD_TOKEN"] = "a secret"  # noqa: S105 it is none
    try:
        pid = pid_after_reading(reading)
    finally:
        del os.environ["DISCORD_TOKEN"]

    assert b"DISCORD_TOKEN" not in Path(f"/proc/{pid}/environ").read_bytes()


def test_threads_take_turns(reading: Apart) -> None:
    files = {name: write() for name, write in EVERYTHING.items()}

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(read_apart, files, files.values(), repeat(reading)))

    assert [documents[0].id for documents in found] == ["a" if name == "all.jsonl" else name for name in files]


def test_process_that_only_reads_files_needs_no_numpy() -> None:
    program = "import sys, knowledge.apart.worker; print('numpy' in sys.modules)"

    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True).stdout  # noqa: S603 our own program

    assert printed == "False\n"
