"""A site that keeps some pages to itself, and a library without quotas that reads it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from knowledge.library import Library
from tests.knowledge.sources.web import Page, Site, local_fetcher


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as running:
        running.pages["/robots.txt"] = Page(
            b"User-agent: *\nDisallow: /private", headers={"Content-Type": "text/plain"}
        )
        yield running


@pytest.fixture
async def library(tmp_path: Path, folder: Path) -> AsyncIterator[Library]:
    async with await Library.open(tmp_path / "quoth.sqlite3", folder, fetcher=local_fetcher()) as opened:
        yield opened
