"""Sources beside a folder of documents, within small quotas."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from knowledge.library import Library
from knowledge.sources.models import Quotas
from tests.knowledge.sources.web import Site, local_fetcher


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "documents"
    path.mkdir()
    return path


@pytest.fixture
async def library(tmp_path: Path, folder: Path) -> AsyncIterator[Library]:
    quotas = Quotas(documents=3, bytes=1000, sites=1)
    opening = Library.open(tmp_path / "quoth.sqlite3", folder, fetcher=local_fetcher(), quotas=quotas)
    async with await opening as opened:
        yield opened


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as running:
        running.html("/mars", "Mars", "Mars has two small moons.")
        yield running
