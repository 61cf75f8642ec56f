"""Connections that fail before the bot is there, or while it is: it waits, says so in a line, and comes back."""

import asyncio
import signal
import socket
from pathlib import Path

import pytest

from bot.sandbox import Sandbox
from tests.bot.features.stage import QUESTION, SENTENCE, Bot, Stage, said, write_documents
from tests.bot.features.test_sending import mention
from tests.bot.features.waiting import comes, logged

pytestmark = pytest.mark.asyncio(loop_scope="session")
CONNECT, POST = "CONNECT /gateway", "POST /channels/*/messages"
STARTING = ["GET /users/@me", "GET /oauth2/applications/@me", "GET /gateway"]
WAITING = "Discord cannot be reached"


async def test_first_connection_to_the_gateway_that_is_refused_is_tried_again(own_stage: Stage) -> None:
    own_stage.sandbox.faults.fail(CONNECT, 503, times=2)
    own_stage.sandbox.faults.hang_up(CONNECT)

    await own_stage.bot.start()

    assert SENTENCE in said(await own_stage.ask(QUESTION))
    lines = [line for line in own_stage.bot.log.splitlines() if "gateway failed" in line]
    assert len(lines) >= 2
    assert "Traceback" not in own_stage.bot.log


@pytest.mark.parametrize("route", STARTING)
@pytest.mark.parametrize("fault", ["hang up", "fail", "break off"])
async def test_start_that_discord_does_not_answer_is_tried_again(own_stage: Stage, route: str, fault: str) -> None:
    faults = own_stage.sandbox.faults
    if fault == "fail":
        faults.fail(route, 503, times=2)
    elif fault == "hang up":
        faults.hang_up(route, times=2)
    else:
        faults.break_off(route)

    await own_stage.bot.start()

    assert SENTENCE in said(await own_stage.ask(QUESTION))
    assert own_stage.bot.log.count(f"{WAITING} ({route}: ") == (2 if fault == "fail" else 1)
    assert "Traceback" not in own_stage.bot.log


async def test_bot_that_was_started_before_discord_is_there_waits_for_it(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    sandbox = Sandbox(port=port)
    bot = Bot(sandbox, tmp_path)
    write_documents(bot.documents)

    await bot.begin()
    await comes(lambda: bot.log.count(f"{WAITING} (GET /users/@me: Cannot connect to host 127.0.0.1:{port}") > 1)
    async with sandbox:
        await sandbox.ready(20)
        await bot.stop()

    assert "Traceback" not in bot.log


async def test_bot_that_waits_for_discord_leaves_in_peace(own_stage: Stage) -> None:
    await own_stage.bot.begin(DISCORD_API_URL="http://127.0.0.1:9")
    await logged(own_stage, WAITING)

    assert await own_stage.bot.stop(signal.SIGTERM) == 0
    assert "Traceback" not in own_stage.bot.log


@pytest.mark.parametrize("status", [400, 403, 404])
async def test_start_that_discord_refuses_ends_with_a_sentence(own_stage: Stage, status: int) -> None:
    own_stage.sandbox.faults.fail("GET /gateway", status)

    await own_stage.bot.begin()

    assert await own_stage.bot.ended() == 2
    assert f"Discord at {own_stage.sandbox.url} answered {status}" in own_stage.bot.log


async def test_question_asked_while_the_gateway_is_away_is_answered_once_it_is_back(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()
    stage.sandbox.faults.fail(CONNECT, 503, times=3)

    stage.sandbox.gateway.drop()
    message = await mention(stage, stage.channel)
    await message.reply_from_bot(15)

    assert stage.sandbox.gateway.resumed == 1
    assert [SENTENCE in said(each) for each in message.replies] == [True]
    assert "Traceback" not in stage.bot.log


async def test_answer_that_is_under_way_while_the_network_is_away_is_sent_once_it_is_back(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()
    stage.sandbox.faults.hang_up(POST, times=100)
    stage.sandbox.faults.fail(CONNECT, 503, times=100)

    message = await mention(stage, stage.channel)
    stage.sandbox.gateway.drop()
    await asyncio.sleep(5)
    stage.sandbox.faults.clear()
    await message.reply_from_bot(15)
    await stage.ask(QUESTION, stage.bob)

    assert [SENTENCE in said(each) for each in message.replies] == [True]
    assert "Traceback" not in stage.bot.log


async def test_session_that_was_ended_before_it_was_ready_is_begun_anew(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()
    stage.sandbox.gateway.refuse_resumes(2)
    stage.sandbox.faults.fail(CONNECT, 503)

    stage.sandbox.gateway.invalidate()
    await stage.sandbox.ready(15, sessions=2)

    assert SENTENCE in said(await stage.ask(QUESTION))
