"""The menu of a message: an answer for oneself first, and for everyone at the press of a button."""

import pytest

from bot.sandbox import NotOffered
from tests.bot.features.stage import QUESTION, SENTENCE, UNANSWERABLE, Stage, said

pytestmark = pytest.mark.asyncio(loop_scope="session")
FIND, POST = "Find an answer", "Post in the channel"


async def test_menu_answers_the_one_who_asked_for_it(stage: Stage) -> None:
    question = await stage.ada.write(stage.channel, QUESTION)

    found = await stage.bob.menu(question, FIND)

    assert SENTENCE in said(found.response)
    assert (stage.bob.sees(found.response), stage.ada.sees(found.response)) == (True, False)


async def test_menu_posts_the_answer_for_everyone_and_links_it_to_the_question(stage: Stage) -> None:
    question = await stage.ada.write(stage.channel, QUESTION)
    found = await stage.bob.menu(question, FIND)

    await stage.bob.click(found.response, POST)
    await stage.channel.until(lambda: stage.channel.history()[-1] is not found.response)

    posted = stage.channel.history()[-1]
    assert stage.ada.sees(posted)
    assert SENTENCE in said(posted)
    assert posted.embeds[0]["url"].endswith(f"/{stage.guild.id}/{stage.channel.id}/{question.id}")
    assert posted.embeds[0]["footer"]["text"].endswith("· posted by Bob")


async def test_menu_posts_an_answer_once(stage: Stage) -> None:
    found = await stage.bob.menu(await stage.ada.write(stage.channel, QUESTION), FIND)

    await stage.bob.click(found.response, POST)

    with pytest.raises(NotOffered):
        await stage.bob.click(found.response, POST)


async def test_menu_has_nothing_to_post_when_it_does_not_know(stage: Stage) -> None:
    found = await stage.bob.menu(await stage.ada.write(stage.channel, UNANSWERABLE), FIND)

    assert said(found.response).partition("\n")[2].startswith("I don't know.")
    assert POST not in [button["label"] for button in found.response.buttons]


async def test_menu_finds_nothing_in_a_message_without_words(stage: Stage) -> None:
    message = await stage.ada.write(stage.channel, f"{stage.bob.mention} <:wave:123>")

    found = await stage.bob.menu(message, FIND)

    assert found.ephemeral
    assert said(found.response) == "There are no words in that message that I could look for."
