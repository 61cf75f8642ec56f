"""Connections that break while a command, a button or a form is answered: it is, once."""

import sqlite3
from contextlib import closing

import pytest

from tests.bot.features.disks import unreadable
from tests.bot.features.stage import QUESTION, SENTENCE, Stage, said
from tests.bot.features.test_sending import began
from tests.bot.features.waiting import comes, logged, remembered

pytestmark = pytest.mark.asyncio(loop_scope="session")
CALLBACK, ORIGINAL = "POST /interactions/*/callback", "/webhooks/*/messages/@original"


@pytest.mark.parametrize("after", [False, True])
async def test_command_whose_connection_breaks_is_answered_once(stage: Stage, after: bool) -> None:
    channel = stage.guild.text("commands")
    stage.sandbox.faults.hang_up(CALLBACK, after=after)

    asked = await stage.ada.slash(channel, "ask", question=QUESTION)
    await stage.ada.slash(channel, "help")

    assert SENTENCE in said(asked.response)
    assert asked.followups == []
    assert [SENTENCE in said(each) for each in channel.history() if not each.ephemeral] == [True]


async def test_command_whose_receipt_got_lost_is_remembered_for_what_is_asked_next(stage: Stage) -> None:
    channel = stage.guild.text("lost-receipts")
    stage.sandbox.faults.hang_up(CALLBACK, after=True)
    asked = await stage.ada.slash(channel, "ask", question=QUESTION)
    await remembered(stage, asked.response)

    again = await stage.ask(QUESTION, stage.bob, channel)

    assert f"{channel.id}/{asked.response.id}" in again.text


@pytest.mark.parametrize("after", [False, True])
async def test_deferred_answer_whose_connection_breaks_is_shown(stage: Stage, after: bool) -> None:
    stage.sandbox.faults.hang_up(f"PATCH {ORIGINAL}", after=after)

    with unreadable(stage.bot.database):
        asked = stage.ada.begin(stage.channel, "ask", {"question": QUESTION})
        assert await asked.until(lambda: asked.deferred, 2.5)
    await stage.sandbox.answered(asked)

    assert SENTENCE in said(asked.response)


async def test_deferring_whose_receipt_gets_lost_costs_nobody_the_answer(stage: Stage) -> None:
    stage.sandbox.faults.hang_up(CALLBACK, after=True)

    with unreadable(stage.bot.database):
        asked = stage.ada.begin(stage.channel, "ask", {"question": QUESTION})
        assert await asked.until(lambda: asked.deferred, 2.5)
    await stage.sandbox.answered(asked)

    assert SENTENCE in said(asked.response)


@pytest.mark.parametrize("after", [False, True])
async def test_button_whose_connection_breaks_works_once(stage: Stage, after: bool) -> None:
    reply = await stage.ask(QUESTION)
    stage.sandbox.faults.hang_up(CALLBACK, after=after)

    clicked = await stage.ada.click(reply, "Show context")

    assert SENTENCE in said(clicked.response)
    assert clicked.followups == []


async def test_form_whose_connection_breaks_opens(stage: Stage) -> None:
    reply = await stage.ask(QUESTION)
    stage.sandbox.faults.hang_up(CALLBACK, after=True)

    clicked = await stage.ada.click(reply, "👎")

    assert clicked.modal is not None


async def test_what_was_begun_is_done_though_it_is_too_late_to_tell(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()

    with unreadable(stage.bot.database):
        asked = stage.ada.begin(stage.channel, "ask", {"question": QUESTION})
        stage.sandbox.clock.advance(4)
        await comes(lambda: began(stage, "/interactions/{interaction_id}/{interaction_token}/callback"))
    await logged(stage, "ask in guild")

    assert not asked.answered
    with closing(sqlite3.connect(stage.bot.database)) as database:
        await comes(lambda: database.execute("SELECT count(*) FROM questions").fetchone() == (1,))
    assert "Traceback" not in stage.bot.log
