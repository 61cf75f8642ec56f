"""What is erased is in no file any more, and whoever opted out is quoted nowhere: with a bot and files of its own."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.sandbox import Intent, Message, Person, Thread
from tests.bot.features.stage import QUESTION, Stage, new_stage, said
from tests.bot.features.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="session")
ERASE, NOTHING, CANCEL = "Erase what you keep about me", "Keep nothing about me", "Cancel"
READING = {"MESSAGE_CONTENT": "true"}
ASKED = "What is the gate in the east opened with?"


@pytest_asyncio.fixture(loop_scope="session")
async def own(tmp_path: Path) -> AsyncIterator[Stage]:
    """A bot of this test alone, which may read messages."""
    async with new_stage(tmp_path, Intent.MESSAGE_CONTENT) as stage:
        await stage.bot.start(**READING)
        yield stage


def secret() -> str:
    """A word that is nowhere, and has no ending that an index leaves out."""
    return f"q{uuid.uuid4().hex}x"


def holding(stage: Stage, word: str) -> list[str]:
    """The files beside the database, and the database, that hold a word, in any case of its letters."""
    files = [path for path in stage.bot.database.parent.rglob("*") if path.is_file()]
    return [path.name for path in files if any(each in content_of(path).lower() for each in encoded(word))]


def content_of(path: Path) -> bytes:
    """Nothing of a file that was only there until the next one took its place."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def encoded(word: str) -> tuple[bytes, ...]:
    return word.encode(), word.encode("utf-16-le"), word.encode("utf-32-le")


async def gate(stage: Stage, key: str) -> Thread:
    """A thread that is knowledge: Bob asks, Ada knows the word, Mo knows something else."""
    forum = stage.guild.forum("gates")
    post = await stage.bob.open_post(forum, "Gate in the east", ASKED)
    await stage.ada.write(post, f"The gate in the east is opened with {key} and patience.")
    await stage.mo.write(post, "The gate in the east squeaks at noon.")
    added = await stage.mo.slash(stage.channel, "knowledge add-channel", channel=forum)
    assert await eventually(lambda: "Gate in the east" in said(added.response))
    return post


async def press(person: Person, message: Message, *labels: str) -> Message:
    """One button after the other, on the same message."""
    for label in labels:
        await person.click(message, label)
    return message


async def opt_out(stage: Stage, person: Person) -> str:
    told = await person.slash(stage.channel, "privacy")
    message = await press(person, told.response, NOTHING, NOTHING)
    await eventually(lambda: said(message).startswith("Done."))
    return said(message)


async def test_opting_out_leaves_nothing_of_messages_and_questions_in_any_file(own: Stage) -> None:
    key, wish = secret(), secret()
    await gate(own, key)
    answer = await own.ask(ASKED, own.bob)
    await own.ask(f"Who has heard of {wish}?")
    assert await eventually(lambda: len(holding(own, key)) > 1)  # the index as well
    assert holding(own, wish) != []
    assert key in said(answer)

    told = await opt_out(own, own.ada)

    assert told.startswith("Done.")
    assert holding(own, key) == holding(own, wish) == []
    await own.bot.stop()
    assert holding(own, key) == holding(own, wish) == []


async def test_whoever_opted_out_is_quoted_nowhere_and_others_are(own: Stage) -> None:
    key = secret()
    post = await gate(own, key)
    answer = await own.ask(ASKED, own.bob)
    await opt_out(own, own.ada)

    again = await own.ask(ASKED, own.bob)
    context = await own.bob.click(answer, "Show context")
    found = await own.mo.menu(await own.bob.write(own.channel, ASKED), "Find an answer")
    recap = await own.bob.slash(post, "summary", thread=50)
    squeaks = await own.ask("When does the gate in the east squeak?", own.bob)

    assert [key in said(message) for message in (again, context.response, found.response, recap.response)] == [
        False
    ] * 4
    assert "squeaks at noon" in said(squeaks)


async def test_messages_stay_out_when_the_thread_changes_and_after_a_restart(own: Stage) -> None:
    key = secret()
    post = await gate(own, key)
    await opt_out(own, own.ada)

    await own.ada.write(post, f"I say again: the gate in the east is opened with {key}.")
    await own.mo.write(post, "The gate in the east is painted on Sundays.")
    assert await becomes(own, "When is the gate in the east painted?", "on Sundays")
    await own.mo.slash(own.channel, "knowledge reload", source="gates")
    await own.bot.stop()
    await own.bot.start(**READING)

    assert await becomes(own, "When is the gate in the east painted?", "on Sundays")
    assert key not in said(await own.ask(ASKED, own.bob))
    assert holding(own, key) == []


async def test_thread_goes_with_whoever_began_it(own: Stage) -> None:
    await gate(own, secret())

    await opt_out(own, own.bob)

    assert "squeaks" not in said(await own.ask("When does the gate in the east squeak?", own.ada))


async def test_messages_come_back_after_opting_in(own: Stage) -> None:
    key = secret()
    await gate(own, key)
    await opt_out(own, own.ada)
    told = await own.ada.slash(own.channel, "privacy")
    await own.ada.click(told.response, "Keep my questions again")

    await own.mo.slash(own.channel, "knowledge reload", source="gates")

    assert await becomes(own, ASKED, key)


async def test_forgetting_leaves_nothing_of_questions_in_any_file(own: Stage) -> None:
    wish = secret()
    asked = await own.ask(f"{QUESTION} Perhaps {wish}?")
    await own.bob.write(own.channel, f"{own.sandbox.bot.mention} and when?", reply_to=asked)
    found = await own.bob.menu(await own.ada.write(own.channel, f"{QUESTION} And {wish}?"), "Find an answer")
    assert wish in said(found.response)
    assert holding(own, wish) != []

    told = await own.ada.slash(own.channel, "forget-me")
    message = await press(own.ada, told.response, ERASE)

    assert await eventually(lambda: said(message).startswith("Done. Everything"))
    assert holding(own, wish) == []
    await own.bot.stop()
    assert holding(own, wish) == []


async def becomes(stage: Stage, question: str, words: str) -> bool:
    """Whether an answer comes to have these words."""
    for _ in range(50):
        if words in said(await stage.ask(question, stage.bob)):
            return True
        await asyncio.sleep(0.1)
    return False


async def test_erasing_asks_first_and_can_be_cancelled(own: Stage) -> None:
    await own.ask(QUESTION)
    told = await own.ada.slash(own.channel, "privacy")

    await own.ada.click(told.response, ERASE)
    question = said(told.response)
    await own.ada.click(told.response, CANCEL)

    assert question == "This erases 1 question, in every server. It cannot be undone."
    assert said(told.response) == "Nothing was changed."
    again = await own.ada.slash(own.channel, "privacy")
    assert "Of you I keep now: 1 question." in said(again.response)


async def test_opting_out_asks_first(own: Stage) -> None:
    await gate(own, secret())
    told = await own.ada.slash(own.channel, "privacy")

    await own.ada.click(told.response, NOTHING)

    assert said(told.response).startswith("This erases your words in 1 thread, in every server. It cannot be undone.")


async def test_confirming_is_for_the_person_who_was_asked(own: Stage) -> None:
    public = await own.ask(QUESTION, own.ada)
    told = await own.ada.slash(own.channel, "forget-me")
    public.components = told.response.components

    pressed = await own.bob.click(public, ERASE)

    assert said(pressed.response).startswith("Only whoever asked for this can confirm it.")
    assert "1 question" in said((await own.ada.slash(own.channel, "privacy")).response)


async def test_privacy_names_channels_that_are_knowledge_and_counts_what_one_may_not_see(own: Stage) -> None:
    before = said((await own.ada.slash(own.channel, "privacy")).response)
    await gate(own, secret())
    for number in range(6):
        await own.mo.slash(own.channel, "knowledge add-channel", channel=own.guild.forum(f"shed-{number}"))

    told = said((await own.ada.slash(own.channel, "privacy")).response)

    assert "No channel of this server is knowledge." in before
    assert "When you write in a thread of #gates, #shed-0, #shed-1, #shed-2, #shed-3 and 2 other channels" in told
    assert "Of you I keep now: your words in 1 thread." in told
