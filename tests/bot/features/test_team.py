"""What the documents do not say, people are asked: by a ping or a list."""

import pytest

from bot.sandbox import Permission
from tests.bot.features.stage import QUESTION, Stage, said
from tests.bot.features.teams import ASK, POOL, new_club

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_asking_a_person_pings_the_team_and_nobody_else_once(stage: Stage) -> None:
    club = await new_club(stage)
    first, second = await club.ask(POOL), await club.ask(f"{POOL} @everyone", club.bob)

    called = await club.ada.click(first, ASK)
    again = await club.bob.click(second, ASK)

    assert called.response.pinged == [club.tess]
    assert said(called.response).startswith(f"{club.role.mention}, Ada asks:\n{POOL}\nhttps://discord.com/channels/")
    assert not called.ephemeral
    assert said(again.response).startswith("The team was called a moment ago.")
    assert again.response.pinged == []


async def test_asking_a_person_is_for_whoever_asked(stage: Stage) -> None:
    club = await new_club(stage)
    reply = await club.ask(POOL)

    refused = await club.bob.click(reply, ASK)

    assert refused.ephemeral
    assert said(refused.response).startswith("Only whoever asked can call the team.")


async def test_nobody_can_be_asked_where_no_team_was_chosen(stage: Stage) -> None:
    reply = await stage.ask(POOL)

    assert ASK not in [button["label"] for button in reply.buttons]


async def test_managers_are_told_when_the_team_cannot_be_pinged(stage: Stage) -> None:
    club = await new_club(stage, mentionable=False)
    club.channel.permit(stage.sandbox.bot, deny=Permission.MENTION_EVERYONE)

    shown = await club.mo.slash(club.channel, "answers show")

    assert f"I cannot ping {club.role.mention} yet." in said(shown.response)


async def test_open_questions_are_for_the_team(stage: Stage) -> None:
    club = await new_club(stage)

    refused = await club.ada.slash(club.channel, "questions")

    assert refused.ephemeral
    assert said(refused.response) == "This is for those who answer questions here."


async def test_open_questions_are_those_without_a_helpful_answer_alike_ones_together(stage: Stage) -> None:
    club = await new_club(stage)
    reply = await club.ask(QUESTION)
    await club.bob.submit(await club.bob.click(reply, "👎"), {"Why did it not help?": "It is wrong"})
    await club.ask("When is dinner served?")
    await club.ask(POOL)
    await club.ask("where's the club's swimming pool", club.bob)

    listed = await club.tess.slash(club.channel, "questions")

    assert listed.ephemeral
    lines = said(listed.response).splitlines()
    assert lines[:2] == ["2 open questions", "1. where's the club's swimming pool"]
    assert lines[2].startswith("asked 2 times · <t:")
    assert lines[3] == f"2. {QUESTION}"


async def test_open_question_shows_where_it_was_asked_and_what_was_wrong(stage: Stage) -> None:
    club = await new_club(stage)
    reply = await club.ask(QUESTION)
    form = await club.bob.click(reply, "👎")
    await club.bob.submit(form, {"Why did it not help?": "It is wrong", "What would be right?": "Only *two*."})

    topic = await club.open_topic(club.tess)

    assert reply.reply_to is not None
    assert f"/{club.channel.id}/{reply.reply_to.id}" in topic.response.text
    assert "👎 It is wrong: Only *two*." in said(topic.response)


async def test_question_can_be_dismissed(stage: Stage) -> None:
    club = await new_club(stage)
    await club.ask(POOL)
    listed = await club.open_topic(club.tess)

    await club.tess.click(listed.response, "Dismiss")
    await club.tess.click(listed.response, "‹ Back")

    assert said(listed.response).startswith("0 open questions")


async def test_open_questions_are_paged(stage: Stage) -> None:
    club = await new_club(stage)
    for word in ("pool", "sauna", "garage", "chapel", "library", "cinema"):
        await club.ask(f"Zebra {word} xylophone {word}s?")
    listed = await club.tess.slash(club.channel, "questions")

    await club.tess.click(listed.response, "Next ›")

    assert said(listed.response).startswith("6 open questions\n1. Zebra pool")
