"""A disk that is full, a database that another program holds: answers go on."""

import asyncio
import re
import signal
import sqlite3
from contextlib import closing

import pytest

from tests.bot.features.disks import NEEDS_LIMITS, full_disk, locked
from tests.bot.features.stage import QUESTION, SENTENCE, UNANSWERABLE, Stage, said
from tests.bot.features.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="session")
BEGINS, ENDS = "Nothing can be written to the database", "can be written again"


def questions(stage: Stage) -> list[str]:
    with closing(sqlite3.connect(stage.bot.database)) as connection:
        return [row[0] for row in connection.execute("SELECT question FROM questions ORDER BY number")]


def turns(stage: Stage) -> list[int]:
    """The messages that answered."""
    with closing(sqlite3.connect(stage.bot.database)) as connection:
        return [row[0] for row in connection.execute("SELECT answer_id FROM turns")]


async def test_typing_that_is_lost_while_another_program_writes_stops_nothing(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()
    stage.sandbox.faults.hang_up("POST /channels/*/typing")

    with locked(stage.bot.database):
        message = await stage.ada.write(stage.channel, f"{stage.sandbox.bot.mention} {QUESTION}")
        during = await message.reply_from_bot()
    after = [await stage.ask(QUESTION) for _ in range(3)]
    asked = await stage.ada.slash(stage.channel, "ask", question=QUESTION)

    assert [SENTENCE in said(each) for each in (during, *after, asked.response)] == [True] * 5


@NEEDS_LIMITS
async def test_full_disk_takes_no_answer_and_what_was_asked_is_kept_when_there_is_room(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()
    voted = await stage.ask(QUESTION)

    with full_disk(stage.bot.pid):
        mentioned = [await stage.ask(f"{QUESTION} {number}") for number in range(3)]
        asked = await stage.ada.slash(stage.channel, "ask", question=QUESTION)
        vote = await stage.bob.click(voted, "👍")
        shared = await stage.bob.menu(await stage.ada.write(stage.channel, QUESTION), "Find an answer")
    assert await eventually(lambda: ENDS in stage.bot.log)

    assert [SENTENCE in said(each) for each in (*mentioned, asked.response, shared.response)] == [True] * 5
    assert await eventually(lambda: set(turns(stage)) >= {int(each.id) for each in mentioned})
    assert vote.response.text.startswith("Thank you, noted.")
    assert [f"{QUESTION} {number}" in questions(stage) for number in range(3)] == [True] * 3
    assert (stage.bot.log.count(BEGINS), stage.bot.log.count(ENDS)) == (1, 1)
    assert "Traceback" not in stage.bot.log


@NEEDS_LIMITS
async def test_answer_that_was_not_kept_has_no_buttons_that_would_find_nothing(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()

    with full_disk(stage.bot.pid):
        await stage.ask(QUESTION)
        answers = [await stage.ask(QUESTION), await stage.ask(UNANSWERABLE), await stage.ask("When is dinner served?")]

    labels = [[button.get("label") for button in answer.buttons] for answer in answers]
    assert labels == [[], [], ["The crew handbook"]]


@NEEDS_LIMITS
async def test_message_is_not_answered_twice_while_the_disk_is_full(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()

    with full_disk(stage.bot.pid):
        stage.sandbox.gateway.drop()
        message = await stage.ada.write(stage.channel, f"{stage.sandbox.bot.mention} {QUESTION}")
        await message.reply_from_bot(10)
        await stage.ask(QUESTION)

    assert [SENTENCE in said(reply) for reply in message.replies] == [True]


@NEEDS_LIMITS
async def test_setting_that_cannot_be_kept_is_refused_in_a_sentence(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()

    with full_disk(stage.bot.pid):
        await stage.ask(QUESTION)
        refused = await stage.mo.slash(stage.channel, "answers elsewhere", mode="off")
        answer = await stage.ask(QUESTION)

    assert refused.response.text.startswith("I cannot keep anything just now, so nothing was changed.")
    assert SENTENCE in said(answer)


@NEEDS_LIMITS
async def test_start_on_a_full_disk_answers_from_what_is_kept(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()
    await stage.bot.stop()

    stage.bot.most_bytes = 16_384
    await stage.bot.start()
    answer = await stage.ask(QUESTION)

    assert SENTENCE in said(answer)
    assert "Traceback" not in stage.bot.log


@NEEDS_LIMITS
async def test_start_on_a_full_disk_without_anything_kept_says_so_in_a_sentence(own_stage: Stage) -> None:
    own_stage.bot.most_bytes = 4_096

    await own_stage.bot.begin()

    assert await own_stage.bot.ended() == 2
    assert re.findall(r"^cannot use the database .*\.$", own_stage.bot.log, re.MULTILINE)
    assert "Traceback" not in own_stage.bot.log


async def test_answers_go_on_as_ever_while_another_program_writes_for_ten_seconds(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()

    with locked(stage.bot.database):
        first = await stage.ask(QUESTION)
        began = asyncio.get_running_loop().time()
        during = [await stage.ask(QUESTION) for _ in range(20)]
        asked = await stage.ada.slash(stage.channel, "ask", question=QUESTION)
        took = asyncio.get_running_loop().time() - began
        await asyncio.sleep(max(0.0, 10 - took))
        last = await stage.ask(QUESTION)
    assert await eventually(lambda: len(questions(stage)) == 23)

    assert [SENTENCE in said(each) for each in (first, *during, asked.response, last)] == [True] * 23
    assert not asked.deferred
    assert "Traceback" not in stage.bot.log


async def test_start_while_another_program_writes_answers_from_what_is_kept(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()
    await stage.bot.stop()
    (stage.bot.documents / "new.txt").write_text("New\nThere is something new.")

    with locked(stage.bot.database):
        await stage.bot.start()
        answer = await stage.ask(QUESTION)

    assert SENTENCE in said(answer)
    assert "Traceback" not in stage.bot.log


async def test_start_on_a_new_database_that_another_program_holds_says_so(own_stage: Stage) -> None:
    sqlite3.connect(own_stage.bot.database).close()

    with locked(own_stage.bot.database):
        await own_stage.bot.begin()
        code = await own_stage.bot.ended()

    assert code == 2
    assert "another program is using it.\n" in own_stage.bot.log


async def test_bot_leaves_at_once_while_another_program_holds_the_database(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()

    with locked(stage.bot.database):
        await stage.ask(QUESTION)
        code = await stage.bot.stop(signal.SIGTERM)

    assert code == 0
    assert "Traceback" not in stage.bot.log
