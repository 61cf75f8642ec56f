"""The queue of readings: guilds take turns, everybody knows their place, and nobody waits for what was given up."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from functools import partial

import pytest

from knowledge.sources.queueing import ReadingQueue

pytestmark = pytest.mark.asyncio


class Slow:
    """Work that goes on until it is released, or interrupted."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.released = threading.Event()

    def __call__(self) -> str:
        self.begun.set()
        assert self.released.wait(10)
        return "done"


@pytest.fixture
async def slow() -> AsyncIterator[Slow]:
    work = Slow()
    yield work
    work.released.set()


def unwatched(_: int) -> None:
    """Nobody looks."""


async def begun(queue: ReadingQueue, slow: Slow, guild_id: int = 1) -> "asyncio.Task[str]":
    """A guild's work that is under way."""

    async def read() -> str:
        return await queue.of(guild_id, unwatched)(slow)

    task = asyncio.create_task(read())
    await asyncio.to_thread(slow.begun.wait)
    return task


async def test_queue_lets_guilds_take_turns(slow: Slow) -> None:
    queue, order = ReadingQueue(slow.released.set), list[str]()
    first = await begun(queue, slow)

    async def read(guild_id: int, name: str) -> None:
        await queue.of(guild_id, unwatched)(partial(order.append, name))

    others = [asyncio.create_task(read(1, f"one {number}")) for number in range(3)]
    others += [asyncio.create_task(read(2, "two")), asyncio.create_task(read(3, "three"))]
    await asyncio.sleep(0)
    slow.released.set()
    await asyncio.gather(first, *others)

    assert order == ["one 0", "two", "three", "one 1", "one 2"]


async def test_queue_tells_everybody_their_place(slow: Slow) -> None:
    queue, told = ReadingQueue(slow.released.set), {name: list[int]() for name in ("one", "two", "other")}
    first = await begun(queue, slow)

    async def read(guild_id: int, name: str) -> None:
        await queue.of(guild_id, told[name].append)(lambda: None)

    waiting = [asyncio.create_task(read(guild, name)) for guild, name in ((1, "one"), (1, "two"), (2, "other"))]
    await asyncio.sleep(0)
    slow.released.set()
    await asyncio.gather(first, *waiting)

    assert told == {"one": [1, 0], "two": [2, 3, 2, 1, 0], "other": [2, 1, 0]}


async def test_queue_interrupts_what_is_cancelled_and_goes_on(slow: Slow) -> None:
    queue = ReadingQueue(slow.released.set)
    first = await begun(queue, slow)
    following = asyncio.create_task(_read(queue, lambda: "next"))
    await asyncio.sleep(0)

    first.cancel()

    assert await following == "next"
    with pytest.raises(asyncio.CancelledError):
        await first


async def test_queue_forgets_who_leaves(slow: Slow) -> None:
    queue = ReadingQueue(slow.released.set)
    first = await begun(queue, slow)
    leaving, staying = (asyncio.create_task(_read(queue, lambda: "read", guild)) for guild in (2, 3))
    await asyncio.sleep(0)

    leaving.cancel()
    await asyncio.wait({leaving})
    slow.released.set()

    assert (await first, await staying) == ("done", "read")
    assert leaving.cancelled()


async def test_queue_that_is_closed_ends_what_is_under_way_and_cancels_the_rest(slow: Slow) -> None:
    queue = ReadingQueue(slow.released.set)
    first = await begun(queue, slow)
    waiting = asyncio.create_task(_read(queue, lambda: "never", 2))
    await asyncio.sleep(0)

    queue.close()

    await asyncio.wait({waiting})
    assert waiting.cancelled()
    assert await first == "done"


async def _read(queue: ReadingQueue, work: Callable[[], str], guild_id: int = 2) -> str:
    return await queue.of(guild_id, unwatched)(work)
