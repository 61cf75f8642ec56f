"""A process that reads files and prepares documents, so that what a hostile one does there ends with it.

The process is a fresh Python, not a fork of the bot: it has none of the bot's memory, environment or connections.
It does one thing after another, is killed at a limit, and goes when there was nothing to do for a while. What it
answers is checked, so even a process that a file has taken over can only send documents.
"""

import atexit
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, NamedTuple

from pydantic import ValidationError

from knowledge.errors import ReadingStopped, UnreadableFile
from knowledge.models import Model

MOST_SECONDS = 60
"""From giving a request to the process to its answer."""
MOST_MEMORY = 1_000_000_000
"""Bytes of address space of the process; it starts with about 150 MB."""
MOST_REPLY = 200_000_000
"""Bytes of a request or an answer."""


_SIZE = 8


def send(pipe: IO[bytes], message: bytes) -> None:
    """Raises OSError when nobody listens."""
    pipe.write(len(message).to_bytes(_SIZE, "big"))
    pipe.write(message)
    pipe.flush()


def receive(pipe: IO[bytes], most: int) -> bytes | None:
    """The next message; None when the other side is gone, or sends more than `most` bytes."""
    header = pipe.read(_SIZE)
    length = int.from_bytes(header, "big")
    if len(header) < _SIZE or length > most:
        return None
    message = pipe.read(length)
    return message if len(message) == length else None


def joined(messages: Iterable[bytes]) -> bytes:
    """Several as one."""
    pipe = BytesIO()
    for message in messages:
        send(pipe, message)
    return pipe.getvalue()


def split(message: bytes) -> Iterator[bytes]:
    """What `joined` made one; ends early where that was cut short."""
    pipe = BytesIO(message)
    while (part := receive(pipe, len(message))) is not None:
        yield part


_log = logging.getLogger(__name__)

IDLE_SECONDS = 10
"""How long the process waits for something to do."""
MOST_REQUESTS = 500
"""After so many a fresh process takes over, so that nothing that libraries leave behind adds up."""
_TOO_SLOW = f"reading it took longer than {MOST_SECONDS} seconds; split it into smaller files"
_STOPPED = "reading it needs more than is allowed, or it is damaged; save it again or split it into smaller files"
_INTERRUPTED = "reading it was stopped"
_PACKAGES = str(Path(__file__).parents[2])
_INHERITED = (
    "PATH",
    "LANG",
    "LC_ALL",
    "TMPDIR",
    "SYSTEMROOT",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONPYCACHEPREFIX",
    "PYTHONHOME",
)
"""Of the environment; its secrets stay here."""


class Refusal(Model):
    """Why there is no result: a clause that ends a sentence; `detail` is for the log."""

    reason: str
    detail: str | None = None
    stopped: bool = False
    """Whether it was stopped at a limit, so that it would be the next time, too."""


class _Answer(NamedTuple):
    refusal: Refusal | None
    result: bytes = b""


_LATE = _Answer(Refusal(reason=_TOO_SLOW, detail="the process was stopped by its clock", stopped=True))
_ENDED = _Answer(Refusal(reason=_STOPPED, detail="the process ended twice", stopped=True))
_LEFT = _Answer(Refusal(reason=_INTERRUPTED))


class Apart:
    """Does one thing at a time; all methods may be called from any thread."""

    def __init__(self, seconds: float = MOST_SECONDS, idle_seconds: float = IDLE_SECONDS) -> None:
        self._seconds = seconds
        self._idle_seconds = idle_seconds
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._requests = 0
        self._idle: threading.Timer | None = None
        self._interrupted = threading.Event()

    @property
    def pid(self) -> int | None:
        """Of the process, while there is one."""
        return self._process.pid if self._process else None

    def ask(self, kind: str, name: str, content: bytes) -> bytes:
        """What `worker` makes of a request of this kind.

        Raises UnreadableFile with that name, and ReadingStopped when the process reached a limit.
        """
        with self._turn:
            self._interrupted.clear()
            if self._idle:
                self._idle.cancel()
            request = kind.encode(), name.encode(errors="replace"), content
            try:
                refusal, result = self._try(*request) or self._try(*request) or _ENDED
            finally:
                self._idle = _daemon(self._idle_seconds, self.close)
        if refusal is None:
            return result
        if refusal.detail:
            _log.info("%r was not read: %s", name, refusal.detail)
        raise (ReadingStopped if refusal.stopped else UnreadableFile)(name, refusal.reason)

    def interrupt(self) -> None:
        """End what is being done now; whoever asked for it gets UnreadableFile."""
        self._interrupted.set()
        if process := self._process:
            process.kill()

    def close(self) -> None:
        """End the process, if there is one, and wait until it is gone."""
        with self._turn:
            self._end()

    def _try(self, *request: bytes) -> _Answer | None:
        """None when the process ended although it had time: it may have been killed from outside, or be used up."""
        process = self._running()
        late = threading.Event()
        watch = _daemon(self._seconds, lambda: _stop(process, late))
        try:
            answer = None if self._interrupted.is_set() else _exchange(process, *request)
        finally:
            watch.cancel()
        self._requests += 1
        if answer is None or self._requests >= MOST_REQUESTS:
            self._end()
        if answer is None and self._interrupted.is_set():
            return _LEFT
        return _LATE if answer is None and late.is_set() else answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = _start()
        return self._process

    def _end(self) -> None:
        process, self._process, self._requests = self._process, None, 0
        if process is not None:
            process.kill()
            process.communicate()


def _start() -> subprocess.Popen[bytes]:
    environment = {key: os.environ[key] for key in _INHERITED if key in os.environ}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "knowledge.apart.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**environment, "PYTHONPATH": _PACKAGES, "OPENBLAS_NUM_THREADS": "1"},
        start_new_session=True,  # Ctrl-C in the terminal is for the bot
    )


def _exchange(process: subprocess.Popen[bytes], *request: bytes) -> _Answer | None:
    """The answer; None when the process ended before it was complete, or sent something else."""
    try:
        for part in request:
            send(_stream(process.stdin), part)
        refusal = receive(_stream(process.stdout), MOST_REPLY)
        result = receive(_stream(process.stdout), MOST_REPLY)
        if refusal is None or result is None:
            return None
        return _Answer(Refusal.model_validate_json(refusal) if refusal else None, result)
    except (OSError, ValidationError):
        return None


def _stop(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _stream(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise OSError("the process has no pipes")
    return pipe


def _daemon(seconds: float, act: Callable[[], None]) -> threading.Timer:
    """A started timer that does not keep the program from ending."""
    timer = threading.Timer(seconds, act)
    timer.daemon = True
    timer.start()
    return timer


APART = Apart()
"""The one of this program."""
atexit.register(APART.close)
