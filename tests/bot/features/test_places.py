"""Where the bot answers: nowhere, when it is mentioned, or also unasked; people always go first."""

import asyncio
import sqlite3
from itertools import count

import pytest

from bot.sandbox import GuildChannel, Permission
from tests.bot.features.stage import QUESTION, SENTENCE, UNANSWERABLE, Stage, said

pytestmark = pytest.mark.asyncio(loop_scope="session")
MODE, UNASKED, OFF = "answers mode", "unasked", "off"
_numbers = count(1)


async def eager(stage: Stage, *, forum: bool = False, sureness: int = 50) -> GuildChannel:
    """A channel of its own in which the bot answers unasked."""
    name = f"place-{next(_numbers)}"
    channel = stage.guild.forum(name, tags=("Answered", "news")) if forum else stage.guild.text(name)
    shown = await stage.mo.slash(stage.channel, MODE, mode=UNASKED, channel=channel, sureness=sureness)
    assert said(shown.response).startswith(f"{channel.mention}: Also unasked, when I am sure (from {sureness}%).")
    return channel


async def calm() -> None:
    """Longer than the bot leaves to people."""
    await asyncio.sleep(0.6)


async def test_bot_is_silent_where_it_is_off_but_answers_in_private(stage: Stage) -> None:
    channel = stage.guild.text("quiet-please")
    await stage.mo.slash(stage.channel, MODE, mode=OFF, channel=channel)
    message = await stage.ada.write(channel, f"{stage.sandbox.bot.mention} {QUESTION}")

    asked = await stage.ada.slash(channel, "ask", question=QUESTION)

    assert message.replies == []
    assert asked.ephemeral
    assert SENTENCE in said(asked.response)


async def test_off_holds_in_the_threads_of_a_channel(stage: Stage) -> None:
    channel = stage.guild.text("quiet-threads")
    await stage.mo.slash(stage.channel, MODE, mode=OFF, channel=channel)
    thread = await stage.ada.open_thread(channel, "Talk")
    message = await stage.ada.write(thread, f"{stage.sandbox.bot.mention} {QUESTION}")

    await stage.ask(QUESTION)

    assert message.replies == []


async def test_elsewhere_can_be_off(own_stage: Stage) -> None:
    await own_stage.bot.start()
    talkative = own_stage.guild.text("talkative")
    await own_stage.mo.slash(own_stage.channel, "answers elsewhere", mode=OFF)
    shown = await own_stage.mo.slash(own_stage.channel, MODE, mode="mentions", channel=talkative)

    message = await own_stage.ada.write(own_stage.channel, f"{own_stage.sandbox.bot.mention} {QUESTION}")

    assert said(shown.response) == f"{talkative.mention}: When I am mentioned."
    assert SENTENCE in said(await own_stage.ask(QUESTION, channel=talkative))
    assert message.replies == []


async def test_answers_is_refused_to_members_whom_discord_lets_through(stage: Stage) -> None:
    stage.guild.grant_command("answers", stage.bob)

    refused = await stage.bob.slash(stage.channel, "answers show")

    assert said(refused.response) == "This is for those who may manage this server."


async def test_unasked_answers_without_the_privilege_are_explained(stage: Stage) -> None:
    explained = await stage.mo.slash(stage.channel, MODE, mode=UNASKED)

    assert "“Message Content Intent”" in said(explained.response)
    assert "MESSAGE_CONTENT=true" in said(explained.response)


async def test_privilege_that_discord_does_not_grant_is_named(own_stage: Stage) -> None:
    await own_stage.bot.begin(MESSAGE_CONTENT="true")

    assert await own_stage.bot.ended() == 2
    assert "switch on “Message Content Intent”" in own_stage.bot.log
    assert "Traceback" not in own_stage.bot.log


async def test_missing_permissions_are_named_when_a_place_is_chosen(stage: Stage) -> None:
    channel = stage.guild.text("bare").permit(stage.sandbox.bot, deny=Permission.EMBED_LINKS)

    shown = await stage.mo.slash(stage.channel, MODE, mode="mentions", channel=channel)

    assert said(shown.response).endswith("I am missing “Embed Links” there.")


async def test_question_is_answered_unasked(open_stage: Stage) -> None:
    message = await open_stage.ada.write(await eager(open_stage), QUESTION)

    assert SENTENCE in said(await message.reply_from_bot())


async def test_talk_and_the_unknown_are_not_answered_unasked(open_stage: Stage) -> None:
    channel = await eager(open_stage)
    for content in ("The signing ceremony was attended by Sharif.", UNANSWERABLE, "Thanks?", f"hm {open_stage.bob}?"):
        await open_stage.ada.write(channel, content)
        await calm()

    assert {message.author for message in channel.history()} == {open_stage.ada}


async def test_unsure_answers_are_not_given_unasked(open_stage: Stage) -> None:
    channel = await eager(open_stage, sureness=100)
    await open_stage.ada.write(channel, QUESTION)

    await calm()

    assert len(channel.history()) == 1


async def test_people_go_first(open_stage: Stage) -> None:
    channel = await eager(open_stage)
    await open_stage.ada.write(channel, QUESTION)
    await open_stage.bob.write(channel, "The prime minister was there.")

    await calm()

    assert len(channel.history()) == 2


async def test_questions_to_others_are_left_to_them(open_stage: Stage) -> None:
    channel = await eager(open_stage)
    first = await open_stage.bob.write(channel, "I was in Islamabad.")
    await open_stage.ada.write(channel, QUESTION, reply_to=first)
    await calm()
    await open_stage.ada.write(channel, f"{open_stage.bob.mention} {QUESTION}")
    await calm()

    assert len(channel.history()) == 3


async def test_several_messages_in_a_row_are_answered_once(open_stage: Stage) -> None:
    channel = await eager(open_stage)
    await open_stage.ada.write(channel, "Hello everyone!")
    await open_stage.ada.write(channel, QUESTION)
    message = await open_stage.ada.write(channel, "When is dinner served in the galley?")
    await open_stage.ada.write(channel, "I am hungry.")

    await message.reply_from_bot()
    await calm()

    assert [each.author for each in channel.history()].count(open_stage.sandbox.bot) == 1


async def test_question_that_is_deleted_is_not_answered_unasked(open_stage: Stage) -> None:
    channel = await eager(open_stage)
    message = await open_stage.ada.write(channel, QUESTION)
    await open_stage.ada.delete(message)

    await calm()

    assert channel.history() == []


async def test_mention_is_answered_once_where_it_answers_unasked_too(open_stage: Stage) -> None:
    channel = await eager(open_stage)
    message = await open_stage.ada.write(channel, f"{open_stage.sandbox.bot.mention} {QUESTION}")
    await message.reply_from_bot()

    await calm()

    assert len(message.replies) == 1


async def test_what_is_no_question_to_the_bot_is_not_kept(open_stage: Stage) -> None:
    channel = await eager(open_stage)
    await open_stage.ada.write(channel, "Which zebra won the chess tournament in Vienna?")
    await calm()

    with sqlite3.connect(open_stage.bot.database) as database:
        kept = database.execute("SELECT count(*) FROM questions WHERE question LIKE '%zebra%'").fetchone()
    assert kept == (0,)


async def test_forum_post_is_answered_in_its_thread(open_stage: Stage) -> None:
    forum = await eager(open_stage, forum=True)

    post = await open_stage.ada.open_post(forum, "Signing ceremony", f"Hello all, a question. {QUESTION} Thanks!")

    assert post.starter is not None
    assert SENTENCE in said(await post.starter.reply_from_bot())


async def test_forum_post_is_left_to_the_person_who_writes_first(open_stage: Stage) -> None:
    forum = await eager(open_stage, forum=True)
    post = await open_stage.ada.open_post(forum, "Signing ceremony", QUESTION)
    await open_stage.bob.write(post, "I was there and saw the prime minister.")
    await calm()

    await open_stage.ada.write(post, "When is dinner served in the galley?")
    await calm()

    assert open_stage.sandbox.bot not in {message.author for message in post.history()}


async def test_thread_gets_a_few_answers_and_no_more(open_stage: Stage) -> None:
    forum = await eager(open_stage, forum=True)
    post = await open_stage.ada.open_post(forum, "Signing ceremony", QUESTION)
    for number in range(4):
        await calm()
        await open_stage.ada.write(post, f"What is moon {number:02} made of?")

    await calm()

    assert [message.author for message in post.history()].count(open_stage.sandbox.bot) == 3


async def test_forum_post_can_be_tagged_as_answered_by_whoever_opened_it(open_stage: Stage) -> None:
    forum = await eager(open_stage, forum=True)
    post = await open_stage.ada.open_post(forum, "Signing ceremony", QUESTION)
    assert post.starter is not None
    reply = await post.starter.reply_from_bot()

    refused = await open_stage.bob.click(reply, "Mark as answered")
    forbidden = await open_stage.ada.click(reply, "Mark as answered")
    forum.permit(open_stage.sandbox.bot, allow=Permission.MANAGE_THREADS)
    tagged = await open_stage.ada.click(reply, "Mark as answered")

    assert said(refused.response) == "This is for those who answer questions here."
    assert said(forbidden.response) == "I am missing the permission “Manage Threads” for that."
    assert said(tagged.response) == "Tagged as “Answered”."
    assert [tag["name"] for tag in forum.tags if tag["id"] in post.applied_tags] == ["Answered"]


async def test_forum_that_has_no_such_tag_is_not_offered_one(open_stage: Stage) -> None:
    forum = open_stage.guild.forum("untagged", tags=("news",))
    await open_stage.mo.slash(open_stage.channel, MODE, mode=UNASKED, channel=forum)

    post = await open_stage.ada.open_post(forum, "Signing ceremony", QUESTION)

    assert post.starter is not None
    reply = await post.starter.reply_from_bot()
    assert "Mark as answered" not in [button["label"] for button in reply.buttons]
