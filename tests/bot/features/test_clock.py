"""The bot after its clock has jumped ten years ahead, or back: the database is as such a jump leaves it."""

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.bot.features.stage import QUESTION, UNANSWERABLE, Stage, said
from tests.bot.program import quoth

pytestmark = pytest.mark.asyncio(loop_scope="session")
TEN_YEARS = 3650 * 24 * 60 * 60
TIMES = {
    "questions": "asked_at",
    "calls": "called_at",
    "seen": "seen_at",
    "departures": "left_at",
    "sources": "next_run",
}


def shift(stage: Stage, seconds: int) -> None:
    """All that was written stands so much later than it was."""
    with closing(sqlite3.connect(stage.bot.database)) as connection, connection:
        for table, column in TIMES.items():
            connection.execute(f"UPDATE {table} SET {column} = {column} + {seconds}")  # noqa: S608 all constants
        (kept,) = connection.execute("SELECT value FROM settings WHERE key = 'clock'").fetchone()
        seen = json.loads(kept)
        moved = seen | {name: seen[name] + seconds for name in ("at", "steady_since")}
        connection.execute("UPDATE settings SET value = ? WHERE key = 'clock'", [json.dumps(moved)])


def value(stage: Stage, statement: str) -> object:
    with closing(sqlite3.connect(stage.bot.database)) as connection:
        return connection.execute(statement).fetchone()[0]


async def test_bot_whose_clock_jumped_ahead_keeps_old_questions(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()
    await stage.ask(QUESTION)
    await stage.ask(UNANSWERABLE)
    await stage.bot.stop()
    shift(stage, -TEN_YEARS)

    await stage.bot.start()
    await stage.ask(QUESTION)
    await stage.bot.stop()

    assert value(stage, "SELECT count(*) FROM questions") == 3
    assert "old questions go day by day" in stage.bot.log


async def test_bot_whose_clock_came_back_calls_the_team(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()
    role = stage.guild.role("Helpers", mentionable=True)
    await stage.mo.slash(stage.channel, "answers team", role=role)
    first = await stage.ada.click(await stage.ask(UNANSWERABLE), "Ask a person")
    await stage.bot.stop()
    shift(stage, TEN_YEARS)

    await stage.bot.start()
    second = await stage.ada.click(await stage.ask(UNANSWERABLE), "Ask a person")
    third = await stage.ada.click(await stage.ask(UNANSWERABLE), "Ask a person")

    assert [role.mention in used.response.text for used in (first, second, third)] == [True, True, False]
    assert said(third.response).startswith("The team was called a moment ago.")


async def test_bot_whose_clock_came_back_reads_its_sources_when_it_should(own_stage: Stage, tmp_path: Path) -> None:
    stage, folder = own_stage, tmp_path / "handbook"
    folder.mkdir()
    (folder / "boats.txt").write_text("Boats\nThe boats of the harbour are blue.")
    await ingest(stage, folder)
    await stage.bot.start()
    await stage.bot.stop()
    shift(stage, TEN_YEARS)
    (folder / "boats.txt").write_text("Boats\nThe boats of the harbour are orange.")

    await stage.bot.start()

    for _ in range(100):
        if "orange" in (answer := said(await stage.ask("What colour have the boats of the harbour?"))):
            break
        await asyncio.sleep(0.1)
    assert "orange" in answer


async def ingest(stage: Stage, folder: Path) -> None:
    """As whoever runs the bot does."""
    words, variables = ("ingest", str(folder), "--schedule", "daily"), {"DATABASE_PATH": str(stage.bot.database)}
    ended = await asyncio.to_thread(quoth, *words, cwd=folder, variables=variables)
    assert ended.returncode == 0
