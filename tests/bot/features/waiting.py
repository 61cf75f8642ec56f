"""Waiting for what another process does on its own, in its log or its database: those tell nobody that they changed."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing

from bot.sandbox import Message
from tests.bot.features.stage import Stage


async def eventually(condition: Callable[[], object], seconds: float = 15.0) -> bool:
    """Whether it holds within so many seconds."""
    until = asyncio.get_running_loop().time() + seconds
    while not (held := condition()) and asyncio.get_running_loop().time() < until:  # noqa: ASYNC110 as above
        await asyncio.sleep(0.05)
    return bool(held)


async def comes(condition: Callable[[], object]) -> None:
    """Wait until it holds."""
    assert await eventually(condition)


async def logged(stage: Stage, line: str) -> None:
    """The bot has said this."""
    await comes(lambda: line in stage.bot.log)


async def remembered(stage: Stage, answer: Message) -> None:
    """The bot has written down where this answer stands: whoever asks on has read it first."""
    with closing(sqlite3.connect(stage.bot.database)) as database:
        await comes(lambda: database.execute("SELECT 1 FROM turns WHERE answer_id = ?", (answer.id,)).fetchall())
