"""Direct messages: answered from a server that the person and the bot share, and from no other one."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace

import pytest
import pytest_asyncio

from bot.sandbox import Message, Person
from knowledge import Document
from knowledge.library import Library
from tests.bot.features.stage import QUESTION, SENTENCE, Stage, new_stage, said

pytestmark = pytest.mark.asyncio(loop_scope="session")
CODE = "What is the secret code of the door?"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def clubs(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """Both servers have a document of their own; Ada is in the first, Zoe in the other one."""
    async with new_stage(tmp_path_factory.mktemp("clubs")) as stage:
        async with await Library.open(stage.bot.database, stage.bot.documents) as library:
            for guild, code in ((stage.guild, "RED FOX"), (stage.other, "BLUE WHALE")):
                document = Document(id="door", title="The door", text=f"The secret code of the door is {code}.")
                await library.add(int(guild.id), document)
        await stage.bot.start()
        yield stage


@pytest.fixture
def club(clubs: Stage) -> Stage:
    """With a Bob who is in both servers and has chosen nothing yet."""
    bob = clubs.sandbox.user("Bob")
    clubs.guild.join(bob)
    clubs.other.join(bob)
    return replace(clubs, bob=bob)


async def direct(person: Person, question: str) -> Message:
    message = await person.write(person.direct(), question)
    return await message.reply_from_bot()


async def test_person_in_one_server_is_answered_from_it(club: Stage) -> None:
    assert "RED FOX" in said(await direct(club.ada, CODE))
    assert "BLUE WHALE" in said(await direct(club.zoe, CODE))


async def test_stranger_is_answered_from_the_general_documents_alone(club: Stage) -> None:
    stranger = club.sandbox.user("Stranger")
    club.sandbox.guild("Tea Club").join(stranger)

    answers = [await direct(stranger, question) for question in (CODE, QUESTION)]

    assert "RED FOX" not in said(answers[0])
    assert "BLUE WHALE" not in said(answers[0])
    assert SENTENCE in said(answers[1])


async def test_person_in_two_servers_chooses_and_then_is_answered(club: Stage) -> None:
    asked = await direct(club.bob, CODE)

    chosen = await club.bob.select(asked, "Chess Club")
    await club.bob.direct().until(lambda: "BLUE WHALE" in club.bob.direct().history()[-1].text)

    assert said(asked) == "From now on I answer you here from Chess Club. /server changes that.".replace(
        "/server", "`/server`"
    )
    assert chosen.answered
    assert "BLUE WHALE" in said(await direct(club.bob, CODE))


async def test_choice_can_be_changed(club: Stage) -> None:
    await club.bob.select(await direct(club.bob, CODE), "Chess Club")

    changing = await club.bob.slash(club.bob.direct(), "server")
    await club.bob.select(changing.response, "Space Club")
    asked = await club.bob.slash(club.bob.direct(), "ask", question=CODE)

    assert "RED FOX" in said(asked.response)


async def test_choice_counts_for_commands_and_what_they_suggest(club: Stage) -> None:
    refused = await club.bob.slash(club.bob.direct(), "ask", question=CODE)
    suggested = await club.bob.autocomplete(club.bob.direct(), "ask", {"document": "door"}, focused="document")
    await club.bob.select((await club.bob.slash(club.bob.direct(), "server")).response, "Chess Club")

    asked = await club.bob.slash(club.bob.direct(), "ask", question=CODE)

    assert said(refused.response).startswith("We share more than one server.")
    assert suggested == []
    assert "BLUE WHALE" in said(asked.response)


async def test_choice_ends_when_the_person_leaves_the_server(club: Stage) -> None:
    await club.bob.select(await direct(club.bob, CODE), "Chess Club")
    club.other.leave(club.bob)
    await club.bot.stop()
    await club.bot.start()

    assert "RED FOX" in said(await direct(club.bob, CODE))


async def test_choice_of_a_server_that_is_not_shared_is_refused(club: Stage) -> None:
    menu = await direct(club.bob, CODE)
    options = menu.selects[0]["options"]
    stranger = club.sandbox.guild("Secret Society")
    options[0] |= {"value": stranger.id, "label": "Forged"}

    await club.bob.select(menu, "Forged")

    assert said(menu).startswith("We do not share that server any more.")


async def opt_out(person: Person, told: Message) -> None:
    """Press, and confirm."""
    for _ in range(2):
        await person.click(told, "Keep nothing about me")
    for _ in range(100):
        if said(told).startswith("Done."):
            return
        await asyncio.sleep(0.1)


async def test_privacy_needs_no_choice_of_a_server(club: Stage) -> None:
    privacy = await club.bob.slash(club.bob.direct(), "privacy")

    await opt_out(club.bob, privacy.response)

    assert said(privacy.response).startswith("Done. I have erased what I had kept about you")


async def test_choice_of_somebody_who_opted_out_counts_and_is_not_stored(club: Stage) -> None:
    with closing(sqlite3.connect(club.bot.database)) as connection:
        before = connection.execute("SELECT count(*) FROM homes").fetchone()
    privacy = await club.bob.slash(club.bob.direct(), "privacy")
    await opt_out(club.bob, privacy.response)

    await club.bob.select((await club.bob.slash(club.bob.direct(), "server")).response, "Chess Club")

    assert "BLUE WHALE" in said(await direct(club.bob, CODE))
    with closing(sqlite3.connect(club.bot.database)) as connection:
        after = connection.execute("SELECT count(*) FROM homes").fetchone()
    assert after == before
