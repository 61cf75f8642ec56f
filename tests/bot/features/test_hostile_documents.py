"""One guild's hostile files: nobody else waits for them, and they are refused with a sentence."""

import asyncio
import time

import pytest

from bot.sandbox import Interaction
from tests.bot.features.stage import QUESTION, SENTENCE, Stage, new_room, said
from tests.bot.features.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="session")
BRACKETS = b"[" * 230_000
"""Markdown that takes its parser seconds."""


async def ended(used: Interaction) -> str:
    """What stands there once nothing is read or waited for any more."""
    await used.response.until(lambda: not said(used.response).startswith(("Reading", "Waiting")), 100)
    return said(used.response)


async def test_questions_are_answered_while_hostile_files_are_read(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()
    mo, channel = stage.mo, stage.channel
    added = [await mo.slash(channel, "knowledge add", file=(f"{n}.md", BRACKETS)) for n in range(10)]

    answers = [said(await stage.ask(QUESTION, stage.zoe, stage.elsewhere)) for _ in range(5)]

    assert all(SENTENCE in answer for answer in answers)
    assert said(added[-1].response).startswith(("Reading", "Waiting"))
    assert await stage.bot.stop() == 0


async def test_another_guilds_file_waits_for_one_hostile_file_and_not_for_all(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()
    room = new_room(stage)
    hostile = [await stage.mo.slash(stage.channel, "knowledge add", file=(f"{n}.md", BRACKETS)) for n in range(4)]

    good = await room.mo.slash(room.channel, "knowledge add", file=("tides.txt", b"Tides\nThe gate closes at noon."))
    await good.response.until(lambda: said(good.response).startswith("Waiting: 1 reading"), 20)
    told = await ended(good)

    assert told.startswith("Done")
    assert said(hostile[-1].response).startswith(("Reading", "Waiting"))
    assert await stage.bot.stop() == 0


async def test_a_guild_may_have_ten_readings_at_once(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()

    files = [stage.mo.slash(stage.channel, "knowledge add", file=(f"{n}.md", BRACKETS)) for n in range(14)]
    added = await asyncio.gather(*files)

    refusal = "10 readings of this server are under way already. Please wait until one of them is done."
    assert await eventually(lambda: sum(said(each.response) == refusal for each in added) == 4)
    await asyncio.wait_for(stage.bot.stop(), 10)


async def test_signal_ends_the_reading_of_many_files(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()
    for number in range(3_000):
        (stage.bot.documents / f"n{number}.md").write_text(f"# Number {number}\n\n" + "It is a *number*. " * 300)
    reload = await stage.mo.slash(stage.channel, "knowledge reload")
    await reload.response.until(lambda: "of 3" in said(reload.response), 30)

    begun = time.monotonic()
    code = await stage.bot.stop()

    assert code == 0
    assert time.monotonic() - begun < 5
    assert "Traceback" not in stage.bot.log


async def test_signal_ends_a_start_that_reads_many_files(own_stage: Stage) -> None:
    stage = own_stage
    for number in range(3_000):
        (stage.bot.documents / f"n{number}.md").write_text(f"# Number {number}\n\n" + "It is a *number*. " * 300)
    await stage.bot.begin()
    while not stage.bot.database.exists():  # noqa: ASYNC110 another process makes it
        await asyncio.sleep(0.05)
    await asyncio.sleep(1)

    begun = time.monotonic()
    code = await stage.bot.stop()

    assert code == 0
    assert time.monotonic() - begun < 5
    assert "Traceback" not in stage.bot.log
