"""Not too fast, not twice."""

import pytest

from bot.sandbox.state.facts import MessagePosted
from tests.bot.features.stage import QUESTION, SENTENCE, Stage, said

pytestmark = pytest.mark.asyncio(loop_scope="session")
PATIENCE = "Please give me a moment: your next question can come in "


async def test_person_who_asks_too_fast_is_asked_for_patience_once(own_stage: Stage) -> None:
    await own_stage.bot.start(QUESTIONS_PER_MINUTE="2")
    for _ in range(2):
        await own_stage.ask(QUESTION)

    told = await own_stage.ask(QUESTION)
    ignored = await own_stage.ada.write(own_stage.channel, f"{own_stage.sandbox.bot.mention} {QUESTION}")
    command = await own_stage.ada.slash(own_stage.channel, "ask", question=QUESTION)

    assert said(told).startswith(PATIENCE)
    assert ignored.replies == []
    assert command.ephemeral
    assert said(command.response).startswith(PATIENCE)
    assert SENTENCE in said(await own_stage.ask(QUESTION, own_stage.bob))


async def test_server_in_which_too_much_is_asked_is_asked_for_patience(own_stage: Stage) -> None:
    await own_stage.bot.start(SERVER_QUESTIONS_PER_MINUTE="2")
    for person in (own_stage.ada, own_stage.bob):
        await own_stage.ask(QUESTION, person)

    told = await own_stage.ask(QUESTION, own_stage.mo)

    assert said(told).startswith(PATIENCE)
    assert SENTENCE in said(await own_stage.ask(QUESTION, own_stage.zoe, own_stage.elsewhere))


async def test_message_that_discord_tells_of_again_is_not_answered_twice(own_stage: Stage) -> None:
    await own_stage.bot.start()
    reply = await own_stage.ask(QUESTION)
    assert reply.reply_to is not None
    await own_stage.bot.stop()
    await own_stage.bot.start()

    own_stage.sandbox.world.tell(MessagePosted(reply.reply_to))
    await own_stage.ask("When is dinner served?")

    assert len(reply.reply_to.replies) == 1
