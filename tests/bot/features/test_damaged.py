"""A bot whose database was damaged, before it starts and while it runs."""

import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.bot.features.stage import QUESTION, SENTENCE, Stage, said
from tests.knowledge.store.damage import change, overwrite, spoil

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def used(stage: Stage) -> Path:
    """The bot has run, and was asked."""
    await stage.bot.start()
    await stage.ask(QUESTION)
    await stage.bot.stop()
    return stage.bot.database


async def test_bot_says_in_a_sentence_that_its_database_is_damaged_and_goes_on_when_it_is_told_to(
    own_stage: Stage,
) -> None:
    spoil(await used(own_stage))

    await own_stage.bot.begin()
    code, log = await own_stage.bot.ended(), own_stage.bot.log
    await own_stage.bot.start("--recover")
    answer = await own_stage.ask(QUESTION)

    assert code == 2
    assert "`quoth run --recover` keeps it aside and saves what can be read.\n" in log
    assert SENTENCE in said(answer)
    assert len(list(own_stage.bot.database.parent.glob("quoth.sqlite3.damaged-*[0-9]"))) == 1
    assert "Traceback" not in own_stage.bot.log


@pytest.mark.parametrize("seed", range(3))
async def test_bot_with_random_damage_runs_or_ends_with_a_sentence(own_stage: Stage, seed: int) -> None:
    overwrite(await used(own_stage), seed)
    sessions = own_stage.sandbox.gateway.identified + 1

    await own_stage.bot.begin("--recover")
    await own_stage.sandbox.ready(20, sessions=sessions)

    assert SENTENCE in said(await own_stage.ask(QUESTION))
    assert "Traceback" not in own_stage.bot.log


@pytest.mark.parametrize("place", ["a folder", "no database", "an empty file", "a newer version"])
async def test_bot_ends_with_a_sentence_or_starts_anew(own_stage: Stage, place: str) -> None:
    path = own_stage.bot.database
    if place == "a folder":
        path.mkdir()
    elif place == "a newer version":
        change(path, "PRAGMA user_version = 999")
    else:
        path.write_text("This is a letter. " * 100 if place == "no database" else "")

    if place == "an empty file":
        await own_stage.bot.start()
        assert SENTENCE in said(await own_stage.ask(QUESTION))
    else:
        await own_stage.bot.begin()
        assert await own_stage.bot.ended() == 2
        assert own_stage.bot.log.startswith(f"cannot use the database {path}: ")
        assert own_stage.bot.log.count("\n") == 1


async def test_bot_answers_on_while_its_tables_are_damaged(own_stage: Stage) -> None:
    await own_stage.bot.start()
    await own_stage.ask(QUESTION)
    with closing(sqlite3.connect(own_stage.bot.database)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    spoil(own_stage.bot.database)

    answers = [await own_stage.ask(QUESTION) for _ in range(3)]
    asked = await own_stage.ada.slash(own_stage.channel, "ask", question=QUESTION)
    code = await own_stage.bot.stop(signal.SIGTERM)

    assert [SENTENCE in said(each) for each in (*answers, asked.response)] == [True] * 4
    assert code == 0
    assert "Traceback" not in own_stage.bot.log
