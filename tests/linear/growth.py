"""How long something takes as its input doubles: the law of the project is that nothing takes more than 2.5 times."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import process_time
from typing import TypeVar

T = TypeVar("T")

MOST = int(os.environ.get("QUOTH_LINEAR", "0"))
"""Characters up to which inputs are doubled; 0 = as few as each test needs to tell."""
STEEPEST = 2.5
"""Times as long for twice the input: 2 is linear, 4 is quadratic."""
NOTICEABLE = 0.004
"""Seconds of processor time: what takes less is noise."""
_TRIES = 30


def steepness(make: Callable[[int], T], act: Callable[[T], object], first: int, most: int) -> str | None:
    """Where doubling the input takes too long, in words; None = nowhere from `first` to `most` characters."""
    size, seconds = first, _seconds(act, make(first))
    while size * 2 <= most and not _stays_unnoticed(seconds, most / size):
        size, before = size * 2, seconds
        seconds = _seconds(act, make(size))
        if before > NOTICEABLE and seconds > STEEPEST * before and not _was_noise(make, act, size):
            return f"{size // 2:,} characters take {before:.3f} s, {size:,} take {seconds:.3f} s"
    return None


def _stays_unnoticed(seconds: float, times: float) -> bool:
    """Whether even with the square of its length, half of the longest input takes less than can be measured."""
    return seconds * (times / 2) ** 2 < NOTICEABLE


def _was_noise(make: Callable[[int], T], act: Callable[[T], object], size: int) -> bool:
    """Whether it is linear when both sizes are measured again, the best of a few tries each; or from here on.

    Once, where a cache is full or memory comes in larger pieces, time makes a step; what grows too fast goes on to.
    """
    half, whole, double = make(size // 2), make(size), make(2 * size)
    halves: list[float] = []
    wholes: list[float] = []
    doubles: list[float] = []
    for _ in range(_TRIES):
        halves.append(_seconds(act, half))
        wholes.append(_seconds(act, whole))
        doubles.append(_seconds(act, double))
        if min(wholes) <= STEEPEST * min(halves) or min(doubles) <= STEEPEST * min(wholes):
            return True
    return False


def _seconds(act: Callable[[T], object], value: T) -> float:
    with unswept():
        begun = process_time()
        act(value)
        return process_time() - begun


@contextmanager
def unswept() -> Iterator[None]:
    """Nobody looks for garbage meanwhile, which takes the longer, the more other tests have left behind."""
    gc.collect(1)
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
