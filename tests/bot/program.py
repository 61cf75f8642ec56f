"""The program itself, as a process of its own: started from nothing, or without the second that its imports take."""

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import NamedTuple

if sys.platform == "win32":
    _FORKS = multiprocessing.get_context("spawn")
else:
    _FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["bot.__main__", "bot.run", "bot.shell.chat", "bot.shell.ingest", "bot.evaluation"])


class Start(NamedTuple):
    """How a process begins."""

    arguments: tuple[str, ...]
    """Behind `quoth`."""
    environment: Mapping[str, str]
    """All of it."""
    output: Path
    """What it says is added to this file."""
    errors: Path
    """The same for what it says on stderr; may be the same file."""
    folder: Path
    """Where it runs."""
    most_bytes: int | None = None
    """No file may grow beyond that, as if the disk were full."""


class Ended(NamedTuple):
    """What a program has left behind."""

    returncode: int
    stdout: str
    stderr: str


class Program:
    """`quoth …`, running."""

    def __init__(self, pid: int, exit_code: Callable[[], int | None]) -> None:
        self.pid = pid
        self.exit_code = exit_code
        """None while it runs."""

    def send(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    async def ended(self, seconds: float) -> int:
        """The exit code, once it is there. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while (code := self.exit_code()) is None:  # noqa: ASYNC110 another process tells no event
                await asyncio.sleep(0.02)
            return code

    def join(self, seconds: float) -> int:
        """The same for those who need not do anything meanwhile."""
        until = time.monotonic() + seconds
        while (code := self.exit_code()) is None:
            if time.monotonic() > until:
                raise TimeoutError
            time.sleep(0.01)
        return code


def fresh(start: Start) -> Program:
    """As a person starts it."""
    limit = [] if start.most_bytes is None else ["prlimit", f"--fsize={start.most_bytes}"]
    with start.output.open("ab") as output, start.errors.open("ab") as errors:
        process = subprocess.Popen(  # noqa: S603 our own program
            [*limit, sys.executable, "-m", "bot", *start.arguments],
            cwd=start.folder,
            env=start.environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
        )
    return Program(process.pid, process.poll)


def forked(start: Start) -> Program:
    """As a fork of a process that has imported the program and done nothing else."""
    for path in (start.output, start.errors):
        path.touch()
    process = _FORKS.Process(target=_be, args=(start,), daemon=True)
    process.start()
    return Program(process.pid or 0, lambda: process.exitcode)


def _be(start: Start) -> None:
    for path, number in ((start.output, 1), (start.errors, 2)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND), number)
    os.environ.clear()
    os.environ.update(start.environment)
    os.chdir(start.folder)
    if start.most_bytes is not None:
        import resource  # noqa: PLC0415 there is none on Windows

        resource.setrlimit(resource.RLIMIT_FSIZE, (start.most_bytes, start.most_bytes))
    from bot.__main__ import main  # noqa: PLC0415 the process that tests run in has no use for it

    sys.argv = ["quoth", *start.arguments]
    sys.exit(main())


def quoth(
    *arguments: str,
    cwd: Path,
    variables: Mapping[str, str] = MappingProxyType({}),
    begins: Callable[[Start], Program] = forked,
) -> Ended:
    """Run the program to its end as a person does, with nothing set but `variables`."""
    with TemporaryDirectory() as place:
        output, errors = Path(place) / "output", Path(place) / "errors"
        program = begins(Start(arguments, environment(variables), output, errors, cwd))
        code = program.join(60)
        return Ended(code, output.read_text(encoding="utf-8"), errors.read_text(encoding="utf-8"))


def environment(variables: Mapping[str, str]) -> dict[str, str]:
    """What a program needs to run at all, and `variables`. Without them it looks at no meaning, which takes long."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "SYSTEMROOT") if key in os.environ}
    own = {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1", "MEANING": "off"}
    return kept | own | dict(variables)
