"""Something is done in the meantime only when the wait is long."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.ui.interactions import announcing, waiting


class Announcer:
    """Counts how often it was called."""

    def __init__(self) -> None:
        self.calls = 0

    async def __call__(self) -> None:
        self.calls += 1


@pytest.mark.parametrize(("seconds", "calls"), [(0.0, 0), (0.05, 1)])
async def test_waiting_acts_once_if_it_takes_long(seconds: float, calls: int) -> None:
    announcer = Announcer()

    result = await waiting(asyncio.sleep(seconds, "done"), 0.01, announcer)

    assert (result, announcer.calls) == ("done", calls)


@pytest.mark.parametrize("wait", [waiting, announcing])
async def test_what_is_done_meanwhile_may_fail(wait: Callable[..., Awaitable[str]]) -> None:
    async def fail() -> None:
        raise ConnectionError

    assert await wait(asyncio.sleep(0.05, "done"), 0.01, fail) == "done"


async def test_announcing_does_not_wait_for_the_announcement() -> None:
    announced = asyncio.Event()

    result = await announcing(asyncio.sleep(0.05, "done"), 0.01, announced.wait)

    assert result == "done"


async def test_waiting_waits_for_what_is_done_meanwhile() -> None:
    done = []

    async def act() -> None:
        await asyncio.sleep(0.1)
        done.append("act")

    await waiting(asyncio.sleep(0.03), 0.01, act)

    assert done == ["act"]


async def test_waiting_raises_what_the_work_raises() -> None:
    async def fail() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await waiting(fail(), 1, Announcer())


async def test_waiting_ends_the_work_when_it_is_cancelled() -> None:
    work = asyncio.ensure_future(asyncio.sleep(10))
    task = asyncio.ensure_future(waiting(work, 5, Announcer()))
    await asyncio.sleep(0)

    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task
    assert work.cancelled() or work.cancelling()
