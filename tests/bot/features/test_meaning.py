"""Questions in other words than the documents have, as the bot comes to understand them in the background."""

import asyncio
import json
import re
import time
from pathlib import Path

import pytest

from tests.bot.features.stage import QUESTION, SENTENCE, Stage, said
from tests.bot.program import fresh

pytestmark = pytest.mark.asyncio(loop_scope="session")
PARKING = "# Cars\n\nVisitors leave their cars behind the barn. Dogs stay on a leash."
OTHER_WORDS = "Where may guests park their vehicles?"
SOON = 30
"""Seconds in which the few documents of a test are read, however busy the machine is."""


async def status(stage: Stage) -> str:
    return said((await stage.mo.slash(stage.channel, "knowledge status")).response)


async def all_read(stage: Stage) -> None:
    async with asyncio.timeout(SOON):
        while "read for what it means" in await status(stage):  # noqa: ASYNC110 another process tells no event
            await asyncio.sleep(0.2)


def encoder_is_loaded(stage: Stage) -> bool:
    return "minilm/weights.safetensors" in Path(f"/proc/{stage.bot.pid}/maps").read_text()


async def test_question_in_other_words_is_answered_once_the_documents_are_read(own_stage: Stage) -> None:
    document = {"id": "parking", "title": "Parking", "text": PARKING}
    (own_stage.bot.documents / "parking.jsonl").write_text(json.dumps(document))
    await own_stage.bot.start(MEANING="on")

    at_first = await status(own_stage)
    await all_read(own_stage)
    answer = await own_stage.ask(OTHER_WORDS)
    left = await own_stage.bot.stop()
    await own_stage.bot.start(MEANING="on")
    after_a_restart = await status(own_stage)
    again = await own_stage.ask(OTHER_WORDS)

    assert re.search(r"\n\d+% of it is read for what it means; until all is, ", at_first)
    assert ["Visitors leave their cars behind the barn." in said(each) for each in (answer, again)] == [True, True]
    assert (left, "read for what it means" in after_a_restart) == (0, False)


async def test_bot_leaves_at_once_while_it_reads_and_goes_on_later(own_stage: Stage) -> None:
    for number in range(300):
        text = (
            f"Room {number} of the house is painted in colour number {number * 7}, and its window looks at the sea. "
            * 5
        )
        (own_stage.bot.documents / f"room-{number}.txt").write_text(f"Room {number}\n{text}\n")
    await own_stage.bot.start(MEANING="on")
    async with asyncio.timeout(SOON):
        while not encoder_is_loaded(own_stage):  # noqa: ASYNC110 the same
            await asyncio.sleep(0.1)
    await asyncio.sleep(1)

    began = time.monotonic()
    left = await own_stage.bot.stop()
    took = time.monotonic() - began
    await own_stage.bot.start(MEANING="on")
    told = re.search(r"(\d+)% of it is read for what it means", await status(own_stage))

    assert (left, took < 3, "Traceback" in own_stage.bot.log) == (0, True, False)
    assert told
    assert 0 < int(told[1]) < 100


async def test_bot_that_looks_at_no_meaning_never_loads_the_encoder(own_stage: Stage) -> None:
    await own_stage.bot.start(MEANING="off")

    answer = await own_stage.ask(QUESTION)
    await asyncio.sleep(2)

    assert SENTENCE in said(answer)
    assert "read for what it means" not in await status(own_stage)
    assert not encoder_is_loaded(own_stage)


async def test_bot_that_looks_at_meaning_stays_under_180_megabytes(own_stage: Stage) -> None:
    for path in own_stage.bot.documents.glob("[!c]*"):
        path.unlink()
    own_stage.bot.begins = fresh
    await own_stage.bot.start(MEANING="on")
    await all_read(own_stage)
    for _ in range(20):
        await own_stage.ask(QUESTION)

    assert own_stage.bot.megabytes < 180
