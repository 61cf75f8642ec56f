"""What people answered: quoted from then on, told to those who wait, and mended."""

import json
import re
from itertools import product

import pytest

from tests.bot.features.stage import QUESTION, Stage, said
from tests.bot.features.teams import ANSWER, FIELDS, POOL, TELL, new_club

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_answer_by_the_team_is_quoted_ahead_of_the_documents(stage: Stage) -> None:
    club = await new_club(stage)
    await club.ask(POOL)

    given = await club.give()
    reply = await club.ask("Where is the club's swimming pool?", club.bob)

    assert given.ephemeral
    assert "From now on I quote this:" in said(given.response)
    assert said(reply).startswith(f"{ANSWER}\n1 · answered by the team · Helpers · 20")
    listed = await club.tess.slash(club.channel, "questions")
    assert said(listed.response).startswith("0 open questions\nNothing is open")


async def test_answer_by_the_team_stays_in_its_guild(stage: Stage) -> None:
    club = await new_club(stage)
    await club.ask(POOL)
    await club.give()

    assert "hangar" not in said(await stage.ask(POOL, stage.zoe, stage.elsewhere))


async def test_those_who_wait_are_told_directly(stage: Stage) -> None:
    club = await new_club(stage)
    reply = await club.ask(POOL)
    promised = await club.ada.click(reply, TELL)
    for _ in range(2):
        withdrawn = await club.bob.click(reply, TELL)

    given = await club.give()

    assert "Until then I keep your user ID" in said(promised.response)
    assert "have erased your user ID" in said(withdrawn.response)
    direct = club.ada.direct().history()[-1]
    assert said(direct).splitlines()[:3] == [
        POOL,
        "Your question in Space Club has been answered by the team:",
        "",
    ]
    assert ANSWER in said(direct)
    assert said(given.response).endswith("People told: 1")
    assert [each for each in club.bob.direct().history() if ANSWER in said(each)] == []


async def test_those_who_take_no_direct_messages_are_told_below_their_question(stage: Stage) -> None:
    club = await new_club(stage)
    shy = stage.sandbox.user("Shy")
    shy.takes_direct_messages = False
    club.guild.join(shy)
    reply = await club.ask(POOL, shy)
    await shy.click(reply, TELL)

    given = await club.give()

    assert said(given.response).endswith("People told: 1")
    told = club.channel.history()[-2]
    assert told.reply_to is reply.reply_to
    assert ANSWER in said(told)
    assert told.pinged == []


async def test_answer_by_the_team_can_be_edited(stage: Stage) -> None:
    club = await new_club(stage)
    await club.ask(POOL)
    await club.give()

    listed = await club.open_answer(club.mo)
    form = await club.mo.click(listed.response, "Edit")
    await club.mo.submit(form, {FIELDS[1]: "It was filled in."})

    assert said(await club.ask(POOL)).startswith("It was filled in.\n1 · answered by the team · Mo's · 20")


async def test_answer_by_the_team_can_be_retired(stage: Stage) -> None:
    club = await new_club(stage)
    await club.ask(POOL)
    await club.give()

    listed = await club.open_answer(club.tess)
    await club.tess.click(listed.response, "Retire")

    assert said(listed.response).startswith(f"{POOL}\nRetired. I do not quote this any more:")
    assert "hangar" not in said(await club.ask(POOL))


async def test_answers_by_the_team_can_be_exported(stage: Stage) -> None:
    club = await new_club(stage)
    await club.ask(POOL)
    await club.give()
    listed = await club.tess.slash(club.channel, "questions")
    await club.tess.click(listed.response, "Answers by the team")

    exported = await club.tess.click(listed.response, "Export")

    (file,) = exported.response.attachments
    line = json.loads(file.content)
    assert (line["question"], line["answer"], line["role"]) == (POOL, ANSWER, "Helpers")
    assert exported.ephemeral


async def test_form_of_the_team_is_refused_to_others(stage: Stage) -> None:
    club = await new_club(stage)
    await club.ask(POOL)
    listed = await club.open_topic(club.tess)
    form = await club.tess.click(listed.response, "Answer")
    club.guild.take(club.tess, club.role)

    refused = await club.tess.submit(form, {FIELDS[1]: "Nonsense."})

    assert said(refused.response) == "This is for those who answer questions here."


async def test_nothing_of_another_guild_is_reached_by_its_numbers(stage: Stage) -> None:
    club, other = await new_club(stage), await new_club(stage)
    await club.ask(POOL)
    await club.give()
    await club.ask("Which zebra opens the chapel?")
    reply = await other.ask(QUESTION)
    last = max(int(found) for found in re.findall(r"tell:(\d+)", str(club.channel.history()[-1].components)))
    kinds = "up down context why more person tell topic dismiss give answer edit retire".split()

    said_there = []
    for kind, number in product(kinds, range(max(1, last - 3), last + 1)):
        reply.buttons[0]["custom_id"] = f"{kind}:{number}"
        clicked = await other.mo.click(reply, f"{kind}:{number}")
        said_there.append(said(clicked.response) if clicked.modal is None else str(clicked.modal))

    assert [text for text in said_there if "zebra" in text or "hangar" in text] == []
    assert set(said_there) <= {
        "I do not remember that question any more. Please ask again.",
        "That question is not open any more.",
        "That answer has been retired already.",
        "Dismissed.",
    }
    listed = await club.tess.slash(club.channel, "questions")
    assert said(listed.response).startswith("1 open question\n1. Which zebra opens the chapel?")
