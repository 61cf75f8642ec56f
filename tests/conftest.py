"""What every test may ask for."""

import gc
from collections.abc import AsyncIterator

import pytest_asyncio
from hypothesis import settings

from bot.sandbox import Sandbox

settings.register_profile("laws", deadline=None)  # a law holds however slow the machine is
settings.load_profile("laws")


@pytest_asyncio.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A Discord of this machine, running and still empty. It must have spoken as Discord's schema says."""
    async with Sandbox() as running:
        yield running
    assert running.deviations == []


def pytest_collection_finish() -> None:
    """What collecting has made stays to the end; looking through it again and again would take minutes."""
    gc.collect()
    gc.freeze()
