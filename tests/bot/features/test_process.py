"""Starting, staying and leaving: what the bot survives, and what it says when it cannot go on."""

import re
import signal
import sqlite3
from contextlib import closing

import pytest

from tests.bot.features.stage import QUESTION, SENTENCE, UNANSWERABLE, Stage, said
from tests.bot.program import fresh

pytestmark = pytest.mark.asyncio(loop_scope="session")
SYNC = "PUT /applications/{application_id}/commands"


async def test_buttons_work_after_a_restart(own_stage: Stage) -> None:
    stage = own_stage
    stage.bot.begins = fresh
    await stage.bot.start()
    unknown = await stage.ask(UNANSWERABLE)
    found = await stage.bob.menu(await stage.ada.write(stage.channel, QUESTION), "Find an answer")
    listed = await stage.ada.slash(stage.channel, "sources")
    await stage.bot.stop()

    await stage.bot.start()
    section = await stage.ada.click(unknown, unknown.buttons[0]["label"])
    await stage.ada.click(listed.response, "Next ›")
    await stage.bob.click(found.response, "Post in the channel")
    await stage.channel.until(lambda: stage.mo.sees(stage.channel.history()[-1]))

    assert "Quoted word for word" in section.response.text
    assert "Page 2 of 2" in listed.response.text
    assert SENTENCE in said(stage.channel.history()[-1])


async def test_commands_are_registered_only_when_they_have_changed(own_stage: Stage) -> None:
    await own_stage.bot.start()
    await own_stage.bot.stop()

    await own_stage.bot.start()

    assert [request.name for request in own_stage.sandbox.requests].count(SYNC) == 1


async def test_commands_that_could_not_be_registered_are_at_the_next_start(own_stage: Stage) -> None:
    own_stage.sandbox.faults.fail(SYNC, status=403)
    await own_stage.bot.begin()
    await own_stage.sandbox.ready(commands=False)
    answer = await own_stage.ask(QUESTION)
    await own_stage.bot.stop()

    await own_stage.bot.start()

    assert SENTENCE in said(answer)
    assert "ask" in own_stage.ada.commands(own_stage.channel)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_bot_leaves_in_peace_when_it_is_asked_to(own_stage: Stage, number: signal.Signals) -> None:
    await own_stage.bot.start()

    code = await own_stage.bot.stop(number)

    assert code == 0
    assert not own_stage.sandbox.gateway.connected
    assert "Traceback" not in own_stage.bot.log


async def test_bot_finishes_the_answer_that_is_under_way_when_it_leaves(own_stage: Stage) -> None:
    await own_stage.bot.start()
    own_stage.sandbox.faults.slow("POST /channels/*/messages", seconds=0.5)
    message = await own_stage.ada.write(own_stage.channel, f"{own_stage.sandbox.bot.mention} {QUESTION}")
    assert await own_stage.sandbox.until(lambda: False, 0.1) is False

    await own_stage.bot.stop()

    assert [SENTENCE in said(reply) for reply in message.replies] == [True]


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"DISCORD_TOKEN": "wrong"}, "Discord refused DISCORD_TOKEN. Make a new one at "),
        ({"DISCORD_API_URL": "discord"}, "DISCORD_API_URL is 'discord', but must be the address of a Discord API"),
        ({"DISCORD_TOKEN": ""}, "DISCORD_TOKEN is not set. Make a bot at "),
        ({"DATABASE_PATH": "/dev/null/quoth.sqlite3"}, "cannot use the database /dev/null/quoth.sqlite3: "),
    ],
)
async def test_bot_says_in_a_sentence_why_it_cannot_start(
    own_stage: Stage, environment: dict[str, str], sentence: str
) -> None:
    await own_stage.bot.begin(**environment)

    code = await own_stage.bot.ended()

    assert code == 2
    assert [line for line in own_stage.bot.log.splitlines() if line.startswith(sentence)]
    assert "Traceback" not in own_stage.bot.log


async def test_bot_says_why_the_gateway_refused_it(own_stage: Stage) -> None:
    await own_stage.bot.start()
    own_stage.sandbox.gateway.drop(4014)

    assert await own_stage.bot.ended() == 2
    assert "Discord refused the intents of the bot" in own_stage.bot.log


async def test_bot_answers_from_the_old_knowledge_after_it_was_killed_during_a_reload(own_stage: Stage) -> None:
    await own_stage.bot.start()
    large = "\n\n".join(f"Paragraph {n} of the long report tells of valve {n * 7}." for n in range(20_000))
    (own_stage.bot.documents / "report.txt").write_text(f"Report\n\n{large}")
    await own_stage.mo.slash(own_stage.channel, "knowledge reload")
    await own_stage.bot.stop(signal.SIGKILL)
    (own_stage.bot.documents / "report.txt").unlink()

    await own_stage.bot.start()

    assert SENTENCE in said(await own_stage.ask(QUESTION))
    with sqlite3.connect(own_stage.bot.database) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_the_unexpected_is_answered_calmly_with_a_reference_that_is_in_the_log(own_stage: Stage) -> None:
    await own_stage.bot.start()
    with closing(sqlite3.connect(own_stage.bot.database)) as database:
        database.execute("DROP TABLE golden")

    tested = await own_stage.mo.slash(own_stage.channel, "knowledge test")

    reference = re.search(r"under `(\w{6})`\.$", tested.response.text)
    assert tested.ephemeral
    assert reference
    assert f"{reference[1]}: " in own_stage.bot.log


async def test_question_is_answered_even_if_there_is_nowhere_to_keep_it(own_stage: Stage) -> None:
    await own_stage.bot.start()
    with closing(sqlite3.connect(own_stage.bot.database)) as database:
        database.execute("DROP TABLE questions")

    asked = await own_stage.ada.slash(own_stage.channel, "ask", question=QUESTION)
    mentioned = await own_stage.ask(QUESTION)

    assert [SENTENCE in said(each) for each in (asked.response, mentioned)] == [True, True]


async def test_bot_stays_under_90_megabytes(own_stage: Stage) -> None:
    for path in own_stage.bot.documents.glob("[!c]*"):
        path.unlink()
    own_stage.bot.begins = fresh
    await own_stage.bot.start()
    for _ in range(20):
        await own_stage.ask(QUESTION)

    assert own_stage.bot.megabytes < 90
