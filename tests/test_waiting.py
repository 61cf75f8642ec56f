"""Something is done in the meantime only when the wait is long."""

import asyncio

import pytest

from bot.interacting.waiting import waiting


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
