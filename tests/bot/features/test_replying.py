"""A reply to an answer is a question that carries it on, also when its ping is switched off."""

import pytest

from bot.sandbox import NoAnswer, Permission
from bot.sandbox.world.threads import change_thread
from tests.bot.features.stage import QUESTION, SENTENCE, UNANSWERABLE, Stage, new_room, said
from tests.bot.features.waiting import remembered

pytestmark = pytest.mark.asyncio(loop_scope="session")
FOLLOW_UP = "and what did the ceremony underscore?"
PATIENCE = 1.5
"""Seconds after which no answer is coming."""


async def test_reply_without_a_ping_is_answered_once(open_stage: Stage) -> None:
    stage = new_room(open_stage)
    answer = await stage.ask(QUESTION)

    reply = await stage.bob.write(stage.channel, FOLLOW_UP, reply_to=answer, ping=False)
    first = await reply.reply_from_bot()
    await stage.ask(QUESTION)

    assert SENTENCE in said(first)
    assert [each.author for each in reply.replies] == [stage.sandbox.bot]


async def test_reply_without_a_ping_is_answered_once_where_answers_come_unasked(open_stage: Stage) -> None:
    stage = new_room(open_stage)
    await stage.mo.slash(stage.channel, "answers mode", mode="Also unasked, when I am sure")
    asked = await stage.ada.write(stage.channel, QUESTION)
    answer = await asked.reply_from_bot()

    reply = await stage.bob.write(stage.channel, QUESTION, reply_to=answer, ping=False)
    await reply.reply_from_bot()
    later = await stage.ada.write(stage.channel, QUESTION)
    await later.reply_from_bot()

    assert [each.author for each in reply.replies] == [stage.sandbox.bot]


async def test_reply_without_a_ping_to_a_command_s_answer_is_answered(open_stage: Stage) -> None:
    stage = new_room(open_stage)
    asked = await stage.ada.slash(stage.channel, "ask", question=QUESTION)

    reply = await stage.ada.write(stage.channel, FOLLOW_UP, reply_to=asked.response, ping=False)

    assert SENTENCE in said(await reply.reply_from_bot())


async def test_reply_without_a_ping_is_left_alone_where_it_is_not_for_the_bot(open_stage: Stage) -> None:
    stage = new_room(open_stage)
    helpers = stage.guild.role("Helpers", mentionable=True)
    await stage.mo.slash(stage.channel, "answers team", role=helpers)
    unknown = await stage.ask(UNANSWERABLE)
    call = await stage.ada.click(unknown, "Ask a person")
    spoken = await stage.ada.write(stage.channel, "I saw the ceremony.")
    answer = await stage.ask(QUESTION)

    replies = [
        await stage.bob.write(stage.channel, FOLLOW_UP, reply_to=spoken, ping=False),
        await stage.bob.write(stage.channel, FOLLOW_UP, reply_to=call.response, ping=False),
        await stage.bob.write(stage.channel, "👍", reply_to=answer, ping=False),
    ]

    await stage.ask(QUESTION)
    assert [said(each) for reply in replies for each in reply.replies] == []


async def test_reply_without_a_ping_is_left_alone_where_the_bot_is_silent(open_stage: Stage) -> None:
    stage = new_room(open_stage)
    answer = await stage.ask(QUESTION)
    await stage.mo.slash(stage.channel, "answers mode", mode="Not here")

    reply = await stage.bob.write(stage.channel, FOLLOW_UP, reply_to=answer, ping=False)

    with pytest.raises(NoAnswer):
        await reply.reply_from_bot(PATIENCE)


async def test_thanks_without_a_ping_are_as_thanks_with_one(open_stage: Stage) -> None:
    stage = new_room(open_stage)
    answer = await stage.ask(QUESTION)
    await remembered(stage, answer)

    told = [
        said(await (await stage.ada.write(stage.channel, "thanks!", reply_to=answer, ping=ping)).reply_from_bot())
        for ping in (True, False)
    ]

    assert told[0] == told[1]


async def test_post_is_not_left_to_people_by_a_reply_to_the_bot(open_stage: Stage) -> None:
    stage = new_room(open_stage)
    forum = stage.guild.forum("questions", tags=("Answered",))
    await stage.mo.slash(stage.channel, "answers mode", mode="Also unasked, when I am sure", channel=forum)
    post = await stage.ada.open_post(forum, "Signing ceremony", QUESTION)
    assert post.starter is not None
    answer = await post.starter.reply_from_bot()
    reply = await stage.bob.write(post, FOLLOW_UP, reply_to=answer, ping=False)
    await reply.reply_from_bot()

    asked = await stage.ada.write(post, "What is moon 03 made of?")

    assert "cheese" in said(await asked.reply_from_bot())


FIVE = ("news", "photos", "help", "meetings", "trips")


async def test_post_with_five_tags_says_what_to_do(open_stage: Stage) -> None:
    stage = new_room(open_stage)
    forum = stage.guild.forum("questions", tags=("Solved", *FIVE))
    forum.permit(stage.sandbox.bot, allow=Permission.MANAGE_THREADS)
    await stage.mo.slash(stage.channel, "answers mode", mode="Also unasked, when I am sure", channel=forum)
    post = await stage.ada.open_post(forum, "Signing ceremony", QUESTION, tags=FIVE)
    assert post.starter is not None
    answer, before = await post.starter.reply_from_bot(), list(post.applied_tags)

    full = await stage.ada.click(answer, "Mark as answered")
    unchanged = list(post.applied_tags)
    change_thread(stage.sandbox.world, post, {"applied_tags": before[1:]})
    tagged = await stage.ada.click(answer, "Mark as answered")
    again = await stage.ada.click(answer, "Mark as answered")

    assert said(full.response) == (
        "This post has 5 tags, and Discord allows no more. Take one away, then press again to tag it as “Solved”."
    )
    assert unchanged == before
    assert said(tagged.response) == "Tagged as “Solved”."
    assert said(again.response) == "This post is tagged as “Solved” already."


async def test_post_that_cannot_be_tagged_says_why(open_stage: Stage) -> None:
    stage = new_room(open_stage)
    forum = stage.guild.forum("questions", tags=("Solved",))
    await stage.mo.slash(stage.channel, "answers mode", mode="Also unasked, when I am sure", channel=forum)
    post = await stage.ada.open_post(forum, "Signing ceremony", QUESTION)
    assert post.starter is not None
    answer = await post.starter.reply_from_bot()

    forbidden = await stage.ada.click(answer, "Mark as answered")
    forum.permit(stage.sandbox.bot, allow=Permission.MANAGE_THREADS)
    change_thread(stage.sandbox.world, post, {"archived": True})
    closed = await stage.ada.click(answer, "Mark as answered")
    change_thread(stage.sandbox.world, post, {"archived": False})
    forum.tags = []
    forum.world.change_channel(forum)
    gone = await stage.ada.click(answer, "Mark as answered")

    assert said(forbidden.response) == "I am missing the permission “Manage Threads” for that."
    assert said(closed.response).startswith("This post is closed. Write something in it to open it again")
    assert said(gone.response).startswith("This forum has no tag for that any more.")
    assert post.applied_tags == []
