"""/privacy, /forget-me, opting out, and servers that the bot has left."""

import sqlite3
from contextlib import closing

import pytest

from bot.sandbox import Message, Person
from knowledge import Document
from knowledge.library import Library
from tests.bot.features.stage import QUESTION, SENTENCE, Stage, new_room, said
from tests.bot.features.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="session")
ERASE, NOTHING, AGAIN = "Erase what you keep about me", "Keep nothing about me", "Keep my questions again"


def stored(stage: Stage) -> str:
    """All that the database holds, as SQL."""
    with closing(sqlite3.connect(stage.bot.database)) as connection:
        return "\n".join(connection.iterdump())


async def opt_out(person: Person, told: Message) -> None:
    """Press, and confirm."""
    await person.click(told, NOTHING)
    await person.click(told, NOTHING)
    assert await eventually(lambda: said(told).startswith("Done."))


async def test_privacy_says_what_is_kept_and_for_how_long(stage: Stage) -> None:
    kim = stage.sandbox.user("Kim")
    stage.guild.join(kim)
    await stage.ask(QUESTION, kim)

    told = await kim.slash(stage.channel, "privacy")

    assert told.ephemeral
    assert "30 days" in said(told.response)
    assert "Of you I keep now: 1 question." in said(told.response)


async def test_privacy_works_in_direct_messages(stage: Stage) -> None:
    told = await stage.ada.slash(stage.ada.direct(), "privacy")

    assert "What I never keep" in said(told.response)


async def test_forget_me_asks_first_and_then_erases(stage: Stage) -> None:
    stage = new_room(stage)
    await stage.ask("What is my secret wish, onions?")
    await stage.ask(QUESTION, stage.bob)

    forgetting = await stage.ada.slash(stage.channel, "forget-me")
    asked_first = said(forgetting.response)
    await stage.ada.click(forgetting.response, ERASE)
    assert await eventually(lambda: said(forgetting.response).startswith("Done."))
    again = await stage.ada.slash(stage.channel, "forget-me")

    assert asked_first == "This erases 1 question, in every server. It cannot be undone."
    assert said(forgetting.response).startswith("Done. Everything that I had kept about you is erased")
    assert said(again.response) == "There is nothing to erase: I keep nothing about you."
    assert "onions" not in stored(stage)
    assert QUESTION in stored(stage)


async def test_person_who_opted_out_is_answered_and_never_stored(stage: Stage) -> None:
    stage = new_room(stage)
    theirs = await stage.ask(QUESTION, stage.bob)
    privacy = await stage.ada.slash(stage.channel, "privacy")
    await opt_out(stage.ada, privacy.response)

    answers = [await stage.ask(f"{QUESTION} Tomatoes?")]
    answers.append((await stage.ada.slash(stage.channel, "ask", question=f"{QUESTION} Tomatoes?")).response)
    message = await stage.ada.write(stage.ada.direct(), f"{QUESTION} Tomatoes?")
    answers.append(await message.reply_from_bot())
    voted = await stage.ada.click(theirs, "👍")

    assert [SENTENCE in said(answer) for answer in answers] == [True] * 3
    assert "Tomatoes" not in stored(stage)
    assert said(voted.response).startswith("You have opted out")


async def test_person_who_opted_in_again_is_stored_again(stage: Stage) -> None:
    stage = new_room(stage)
    privacy = await stage.ada.slash(stage.channel, "privacy")
    await opt_out(stage.ada, privacy.response)
    privacy = await stage.ada.slash(stage.channel, "privacy")
    await stage.ada.click(privacy.response, AGAIN)

    await stage.ask(f"{QUESTION} Cucumbers?")

    assert "Cucumbers" in stored(stage)


async def test_messages_that_are_no_questions_to_the_bot_are_not_stored(stage: Stage) -> None:
    stage = new_room(stage)

    await stage.ada.write(stage.channel, "I like radishes, who else does?")
    await stage.ask(QUESTION)

    assert "radishes" not in stored(stage)


async def test_server_that_was_left_is_forgotten_after_the_grace(own_stage: Stage) -> None:
    stage = own_stage
    async with await Library.open(stage.bot.database, stage.bot.documents) as library:
        await library.add(int(stage.guild.id), Document(id="own", title="Own", text="The tomatoes are in the shed."))
    await stage.bot.start(GRACE_DAYS="0")
    await stage.ask("Where are the tomatoes?")
    stage.guild.leave(stage.sandbox.bot)
    await stage.bot.stop()
    assert "tomatoes" in stored(stage)

    await stage.bot.start(GRACE_DAYS="0")
    await stage.ask(QUESTION, stage.zoe, stage.elsewhere)

    assert await eventually(lambda: "tomatoes" not in stored(stage))


async def test_server_that_was_left_is_kept_during_the_grace(own_stage: Stage) -> None:
    stage = own_stage
    async with await Library.open(stage.bot.database, stage.bot.documents) as library:
        await library.add(int(stage.guild.id), Document(id="own", title="Own", text="The tomatoes are in the shed."))
    stage.guild.leave(stage.sandbox.bot)
    await stage.bot.start()
    await stage.ask(QUESTION, stage.zoe, stage.elsewhere)
    await stage.bot.stop()

    assert "tomatoes" in stored(stage)
