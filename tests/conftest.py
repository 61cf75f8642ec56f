"""What every test may ask for."""

from collections.abc import AsyncIterator

import pytest_asyncio

from bot.sandbox import Sandbox


@pytest_asyncio.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A Discord of this machine, running and still empty. It must have spoken as Discord's schema says."""
    async with Sandbox() as running:
        yield running
    assert running.deviations == []
