"""Files are parsed in a process of their own: what a hostile file does there ends with it, at the latest at a limit.

The process is a fresh Python, not a fork of the bot: it has none of the bot's memory, environment or connections.
It reads one file after another, is killed at a limit, and goes when there was nothing to read for a while.
Its answers are JSON, so even a process that a file has taken over can only send documents.
"""

import atexit
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

from pydantic import ValidationError

import knowledge
from knowledge.errors import UnreadableFile
from knowledge.models import Document, Model
from knowledge.reading.limits import MOST_REPLY, MOST_SECONDS
from knowledge.reading.messages import receive, send

_log = logging.getLogger(__name__)

IDLE_SECONDS = 10
"""How long the process waits for the next file."""
MOST_FILES = 500
"""Files after which a fresh process takes over, so that nothing that libraries leave behind adds up."""
_TOO_SLOW = f"reading it took longer than {MOST_SECONDS} seconds; split it into smaller files"
_STOPPED = "reading it needs more than is allowed, or it is damaged; save it again or split it into smaller files"
_PACKAGES = str(Path(knowledge.__file__).parent.parent)
_INHERITED = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "PYTHONDONTWRITEBYTECODE", "PYTHONHOME")
"""Of the environment; its secrets stay here."""


class Reply(Model):
    """What the reading process found: documents, or the reason why not; `detail` is for the log."""

    documents: tuple[Document, ...] = ()
    reason: str | None = None
    detail: str | None = None


_LATE = Reply(reason=_TOO_SLOW, detail="the reading process was stopped by its clock")
_ENDED = Reply(reason=_STOPPED, detail="the reading process ended twice")


class ReadingProcess:
    """Reads one file at a time; all methods may be called from any thread."""

    def __init__(self, seconds: float = MOST_SECONDS, idle_seconds: float = IDLE_SECONDS) -> None:
        self._seconds = seconds
        self._idle_seconds = idle_seconds
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._files = 0
        self._idle: threading.Timer | None = None

    @property
    def pid(self) -> int | None:
        """Of the process, while there is one."""
        return self._process.pid if self._process else None

    def read(self, name: str, content: bytes) -> list[Document]:
        """Raises UnreadableFile, also when the process was killed."""
        with self._turn:
            if self._idle:
                self._idle.cancel()
            try:
                reply = self._ask(name, content) or self._ask(name, content) or _ENDED
            finally:
                self._idle = _daemon(self._idle_seconds, self.close)
        if reply.detail:
            _log.info("%r was not read: %s", name, reply.detail)
        if reply.reason:
            raise UnreadableFile(name, reply.reason)
        return list(reply.documents)

    def close(self) -> None:
        """End the process, if there is one, and wait until it is gone."""
        with self._turn:
            self._end()

    def _ask(self, name: str, content: bytes) -> Reply | None:
        """None when the process ended although it had time: it may have been killed from outside, or be used up."""
        process = self._running()
        late = threading.Event()
        watch = _daemon(self._seconds, lambda: _stop(process, late))
        try:
            answer = _exchange(process, name.encode(errors="replace"), content)
        finally:
            watch.cancel()
        self._files += 1
        reply = _understood(answer)
        if reply is None or self._files >= MOST_FILES:
            self._end()
        return _LATE if reply is None and late.is_set() else reply

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = _start()
        return self._process

    def _end(self) -> None:
        process, self._process, self._files = self._process, None, 0
        if process is not None:
            process.kill()
            process.communicate()


def _start() -> subprocess.Popen[bytes]:
    environment = {key: os.environ[key] for key in _INHERITED if key in os.environ}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "knowledge.reading.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**environment, "PYTHONPATH": _PACKAGES, "OPENBLAS_NUM_THREADS": "1"},
        start_new_session=True,  # Ctrl-C in the terminal is for the bot
    )


def _exchange(process: subprocess.Popen[bytes], *request: bytes) -> bytes | None:
    """The answer; None when the process ended before it was complete."""
    try:
        for part in request:
            send(_stream(process.stdin), part)
        return receive(_stream(process.stdout), MOST_REPLY)
    except OSError:
        return None


def _stop(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _stream(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise OSError("the process has no pipes")
    return pipe


def _understood(answer: bytes | None) -> Reply | None:
    try:
        return None if answer is None else Reply.model_validate_json(answer)
    except ValidationError:
        return None


def _daemon(seconds: float, act: Callable[[], None]) -> threading.Timer:
    """A started timer that does not keep the program from ending."""
    timer = threading.Timer(seconds, act)
    timer.daemon = True
    timer.start()
    return timer


_READING = ReadingProcess()
atexit.register(_READING.close)

read_apart = _READING.read
