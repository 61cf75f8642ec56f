"""Builds every engine in a process of its own, then asks them all in this one, taking turns."""

import gc
import random
import re
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import TextIO

import numpy as np

from bot.bench.engines import Contender, contender, installed
from bot.bench.workload import SEED, TermQuestion, Workload

K = 10
QUESTIONS = 20
"""Asked of one engine before the next has its turn."""
SLOW = 0.02
"""An engine that needs longer for each of three questions, in seconds, is asked only in every tenth round."""
WARM = 5
"""The questions of so many rounds are asked before anything is timed."""


@dataclass(frozen=True)
class Result:
    """One engine at one size. Seconds, bytes of resident memory, microseconds per question."""

    engine: str
    size: int
    build: float
    memory: int
    peak: int
    disk: int
    load: float
    content: tuple[float, float]
    full: tuple[float, float]


@dataclass(frozen=True)
class Built:
    """What building took: seconds, and how much the process grew by the end and at most."""

    seconds: float
    memory: int
    peak: int


def measure(size: int, names: Sequence[str], folder: Path | None, rounds: int, note: TextIO) -> list[Result]:
    """Every engine that is installed, at this size."""
    workload = Workload(size, folder)
    with tempfile.TemporaryDirectory() as temporary:
        folders = {name: Path(temporary, name) for name in names if installed(name)}
        built, loaded, loads = {}, {}, {}
        for name, place in folders.items():
            print(f"building {name} with {size:,} chunks", file=note, flush=True)
            place.mkdir()
            built[name] = _apart(name, workload, place)
            print(f"{built[name].seconds:.1f} s, at most {built[name].peak / 1e6:,.0f} MB", file=note, flush=True)
            begun = perf_counter()
            loaded[name] = contender(name)
            loaded[name].load(place)
            loads[name] = perf_counter() - begun
        print(f"asking {', '.join(loaded)}", file=note, flush=True)
        content, full = _ask_all(loaded, workload.questions(QUESTIONS * rounds))
        return [
            Result(name, size, *_figures(built[name]), _disk(place), loads[name], content[name], full[name])
            for name, place in folders.items()
        ]


def _figures(built: Built) -> tuple[float, int, int]:
    return built.seconds, built.memory, built.peak


def _disk(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _apart(name: str, workload: Workload, folder: Path) -> Built:
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(_build, name, workload, folder).result()


def _build(name: str, workload: Workload, folder: Path) -> Built:
    with tempfile.TemporaryDirectory() as first:
        contender(name).build(Workload(200).chunks(), Path(first))  # imports and compiles what it needs
    making = _seconds_of_making(workload)
    gc.collect()
    before, begun, measured = _resident("VmRSS"), perf_counter(), contender(name)
    measured.build(workload.chunks(), folder)
    seconds = perf_counter() - begun - making
    gc.collect()
    return Built(seconds, _resident("VmRSS") - before, _resident("VmHWM") - before)


def _seconds_of_making(workload: Workload) -> float:
    """What making the text takes is no engine's fault."""
    begun = perf_counter()
    for _ in workload.chunks():
        pass
    return perf_counter() - begun


def _resident(kind: str) -> int:
    """Bytes of memory that this process holds now (VmRSS) or held at most (VmHWM), as Linux tells; 0 elsewhere."""
    status = Path("/proc/self/status")
    found = re.search(rf"{kind}:\s+(\d+) kB", status.read_text("ascii")) if status.exists() else None
    return int(found[1]) * 1024 if found else 0


Percentiles = dict[str, tuple[float, float]]


def _ask_all(engines: dict[str, Contender], questions: list[TermQuestion]) -> tuple[Percentiles, Percentiles]:
    """Microseconds per question, median and 95th percentile, of each engine: content, then full questions."""
    batches = [questions[begin : begin + QUESTIONS] for begin in range(0, len(questions), QUESTIONS)]
    content = _rounds(engines, [[question.content for question in batch] for batch in batches])
    full = _rounds(engines, [[question.full for question in batch] for batch in batches])
    return content, full


def _rounds(engines: dict[str, Contender], batches: list[list[list[str]]]) -> Percentiles:
    times: dict[str, list[float]] = {name: [] for name in engines}
    slow = {name for name, each in engines.items() if min(_asked(each, batches[0][:3])) > SLOW}
    for name in engines.keys() - slow:
        _asked(engines[name], list(chain.from_iterable(batches[:WARM])))
    order, shuffle = list(engines), random.Random(SEED).shuffle  # noqa: S311 an order of turns is no secret
    for number, batch in enumerate(batches):
        shuffle(order)
        for name in order:
            if name not in slow:
                times[name] += _asked(engines[name], batch)
            elif number % 10 == 0:
                times[name] += _asked(engines[name], batch[:3])
    return {name: (_microseconds(seconds, 50), _microseconds(seconds, 95)) for name, seconds in times.items()}


def _asked(each: Contender, questions: list[list[str]]) -> list[float]:
    seconds = []
    for terms in questions:
        begun = perf_counter()
        each.top(terms, K)
        seconds.append(perf_counter() - begun)
    return seconds


def _microseconds(seconds: list[float], percent: int) -> float:
    return float(np.percentile(seconds, percent)) * 1e6
