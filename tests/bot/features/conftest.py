"""One bot for the tests that only talk to it, and one of its own for those that change or end it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.sandbox import Intent
from tests.bot.features.stage import LOCAL, Stage, new_stage


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """People, and the bot among them."""
    async with new_stage(tmp_path_factory.mktemp("discord")) as shared:
        await shared.bot.start()
        yield shared


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def open_stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """The bot may read everything, and people have a fifth of a second to answer first."""
    async with new_stage(tmp_path_factory.mktemp("open"), Intent.MESSAGE_CONTENT) as shared:
        await shared.bot.start(MESSAGE_CONTENT="true", ANSWER_DELAY="0.2")
        yield shared


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def club(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """The same with a bot that may read messages, and fetch from this machine: for tests that add knowledge."""
    async with new_stage(tmp_path_factory.mktemp("club"), Intent.MESSAGE_CONTENT) as shared:
        await shared.bot.start(MESSAGE_CONTENT="true", **LOCAL)
        yield shared


@pytest_asyncio.fixture(loop_scope="session")
async def own_stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """The same for one test alone, without the bot: the test starts it."""
    async with new_stage(tmp_path) as own:
        yield own
