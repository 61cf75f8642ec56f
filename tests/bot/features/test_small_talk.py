"""Whoever thanks, greets or chats gets a friendly word and no quotes, and nothing of it becomes a question."""

import sqlite3
from dataclasses import replace

import pytest

from bot.sandbox import Message, NoAnswer, Person
from tests.bot.features.stage import QUESTION, SENTENCE, Stage, new_room, said
from tests.bot.features.teams import new_club

pytestmark = pytest.mark.asyncio(loop_scope="session")
HELLO = "Hello! Ask me anything that the documents here may answer."
WELCOME = "You're welcome!"
NOTHING_ASKED = "I only answer questions, with quotes from the documents. What would you like to know?"
PATIENCE = 1.0
"""Seconds after which no answer is coming."""


async def direct(person: Person, words: str) -> Message:
    message = await person.write(person.direct(), words)
    return await message.reply_from_bot()


def kept(stage: Stage) -> int:
    with sqlite3.connect(stage.bot.database) as database:
        (count,) = database.execute("SELECT count(*) FROM questions WHERE guild_id = ?", (stage.guild.id,)).fetchone()
    return int(count)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("hi there!", HELLO),
        ("thanks, that worked", WELCOME),
        ("WORKS GREAT!!!", NOTHING_ASKED),
        ("same problem", NOTHING_ASKED),
        ("poggers", NOTHING_ASKED),
        ("https://example.org/ceremony", NOTHING_ASKED),
    ],
)
async def test_small_talk_gets_one_friendly_line_that_pings_nobody(stage: Stage, words: str, line: str) -> None:
    reply = await stage.ask(words)

    assert (said(reply), reply.buttons, reply.pinged) == (line, [], [])


@pytest.mark.parametrize("words", ["help", "what can you do?", "how do I use you?"])
async def test_asking_for_help_shows_what_the_command_shows(stage: Stage, words: str) -> None:
    told = await stage.ada.slash(stage.channel, "help")

    assert said(await stage.ask(words)) == said(told.response)


async def test_small_talk_is_answered_in_the_language_of_the_server(stage: Stage) -> None:
    guild = stage.sandbox.guild("Raumfahrtklub")
    guild.join(stage.ada)
    guild.change_locale("de")

    reply = await stage.ask("danke, klappt", channel=guild.text("allgemein"))

    assert said(reply) == "Gern geschehen!"


async def test_small_talk_in_a_command_is_answered_in_the_language_of_the_person(stage: Stage) -> None:
    person = stage.sandbox.user("Lucía", locale="es-ES")
    stage.guild.join(person)

    asked = await person.slash(stage.channel, "ask", question="gracias!", private=True)

    assert (said(asked.response), asked.ephemeral) == ("¡De nada!", True)


async def test_small_talk_is_answered_directly_before_a_server_is_chosen(stage: Stage) -> None:
    bob = stage.sandbox.user("Bob")
    stage.guild.join(bob)
    stage.other.join(bob)

    assert said(await direct(bob, "good morning")) == HELLO


async def test_small_talk_becomes_no_question_anywhere(stage: Stage) -> None:
    club = await new_club(stage)
    found = await stage.bob.menu(await stage.ada.write(club.channel, "please fix this issue"), "Find an answer")
    await stage.ada.slash(club.channel, "ask", question="any news?")

    replies = [await club.ask(words) for words in ("hello", "thanks", "help", "still not working?")]
    listed = await club.tess.slash(club.channel, "questions")

    assert [button["label"] for reply in replies for button in reply.buttons] == []
    assert said(found.response) == "There are no words in that message that I could look for."
    assert said(listed.response).startswith("0 open questions")
    assert kept(replace(stage, guild=club.guild)) == 0


async def test_chatter_below_an_answer_calls_nobody_without_a_ping(open_stage: Stage) -> None:
    stage = new_room(open_stage)
    answer = await stage.ask(QUESTION)

    reply = await stage.bob.write(stage.channel, "lol it works now", reply_to=answer, ping=False)

    with pytest.raises(NoAnswer):
        await reply.reply_from_bot(PATIENCE)


async def test_chatter_is_not_answered_where_answers_come_unasked(open_stage: Stage) -> None:
    stage = new_room(open_stage)
    forum = stage.guild.forum("questions")
    for channel in (stage.channel, forum):
        await stage.mo.slash(stage.channel, "answers mode", mode="Also unasked, when I am sure", channel=channel)

    written = [await stage.ada.write(stage.channel, words) for words in ("Still not working?", "any news?", "Thanks?")]
    post = await stage.ada.open_post(forum, "Help", "please help me, it does not work")
    asked = await stage.bob.write(stage.channel, QUESTION)

    assert SENTENCE in said(await asked.reply_from_bot())
    assert post.starter is not None
    assert [each.replies for each in (*written, post.starter)] == [[], [], [], []]
    assert kept(stage) == 1


async def test_question_after_small_talk_carries_on_the_one_before(stage: Stage) -> None:
    first = await direct(stage.ada, QUESTION)
    await direct(stage.ada, "thanks!")

    second = await direct(stage.ada, "and what did the ceremony underscore?")

    assert SENTENCE in said(first)
    assert SENTENCE in said(second)
