"""Forms: one that was opened before a restart does what it says after it, and wrong input is named."""

import pytest

from bot.sandbox import Interaction
from tests.bot.features.stage import UNANSWERABLE, Stage, new_room, said

pytestmark = pytest.mark.asyncio(loop_scope="session")
NAME, TEXT, LINK = "What is it called?", "The text", "Where can people find it? (a link)"
ASKED, ANSWERED = "The question, as people ask it", "The answer, quoted word for word"
RULES = {NAME: "House rules", TEXT: "Shoes stay outside of the observatory."}


async def report(used: Interaction) -> str:
    """What stands there once it is done."""
    await used.response.until(lambda: not said(used.response).startswith("Reading"), 15)
    return said(used.response)


async def open_answer_form(stage: Stage) -> Interaction:
    """The form for the team's answer to the first open question."""
    await stage.ask(UNANSWERABLE)
    questions = await stage.mo.slash(stage.channel, "questions")
    await stage.mo.click(questions.response, "1")
    return await stage.mo.click(questions.response, "Answer")


async def test_forms_that_were_open_during_a_restart_are_taken(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()
    pasting = await stage.mo.slash(stage.channel, "knowledge add")
    answering = await open_answer_form(stage)
    judging = await stage.ada.click(await stage.ask("Who attended the signing ceremony?"), "👎")
    await stage.bot.stop()
    await stage.bot.start()

    pasted = await stage.mo.submit(pasting, RULES)
    answered = await stage.mo.submit(answering, {ANSWERED: "Nobody did."})
    judged = await stage.ada.submit(judging, {"Why did it not help?": "It is outdated"})

    assert "House rules" in await report(pasted)
    assert "Shoes stay outside" in said(await stage.ask("Where do shoes stay?"))
    assert "Nobody did." in said(answered.response)
    assert said(judged.response).startswith("Thank you, noted.")


async def test_pasted_text_is_refused_to_those_who_lost_the_right(club: Stage) -> None:
    stage = new_room(club)
    form = await stage.mo.slash(stage.channel, "knowledge add")
    for role in list(stage.guild.members[stage.mo.id].roles):
        stage.guild.take(stage.mo, role)

    refused = await stage.mo.submit(form, RULES)

    assert said(refused.response) == "This is for those who may manage this server."


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({NAME: "  "}, "The field “What is it called?” is empty. Type a text into it. Nothing was changed."),
        ({NAME: "\u200b\u2060"}, "The field “What is it called?” is empty. Type a text into it. Nothing was changed."),
        ({TEXT: "\n \n"}, "The field “The text” is empty. Type a text into it. Nothing was changed."),
        ({LINK: "nowhere at all"}, "nowhere at all cannot be read: it is not the address of a web page."),
        ({LINK: "soon"}, "soon cannot be read: it is not the address of a web page."),
        ({LINK: "ftp://example.org/"}, "cannot be read: only addresses with http:// or https:// are read."),
    ],
)
async def test_wrong_input_of_the_paste_form_is_named_and_adds_nothing(
    club: Stage, typed: dict[str, str], sentence: str
) -> None:
    stage = new_room(club)
    form = await stage.mo.slash(stage.channel, "knowledge add")

    refused = await stage.mo.submit(form, RULES | typed)

    assert (await report(refused)).endswith(sentence)
    assert "Shoes stay outside" not in said(await stage.ask("Where do shoes stay?"))


@pytest.mark.parametrize("field", [ASKED, ANSWERED])
async def test_answer_by_the_team_is_refused_without_words(stage: Stage, field: str) -> None:
    stage = new_room(stage)
    form = await open_answer_form(stage)

    refused = await stage.mo.submit(form, {ANSWERED: "Nobody did.", field: " \n "})

    assert said(refused.response) == f"The field “{field}” is empty. Type a text into it. Nothing was changed."
    questions = await stage.mo.slash(stage.channel, "questions")
    assert questions.response.embeds[0]["title"] == "1 open question"


async def test_trial_question_without_words_is_refused(stage: Stage) -> None:
    stage = new_room(stage)
    setup = await stage.mo.slash(stage.channel, "setup")
    for _ in range(3):
        await stage.mo.click(setup.response, "Next ›")
    form = await stage.mo.click(setup.response, "Ask a trial question")

    refused = await stage.mo.submit(form, {"What do you want to know?": "   "})

    assert said(refused.response).startswith("The field “What do you want to know?” is empty.")


@pytest.mark.parametrize("typed", ["yesterday-ish", "2026-02-30", "31.03.2026", "**now**", "-1"])
async def test_time_that_is_none_is_named(stage: Stage, typed: str) -> None:
    told = await stage.ada.slash(stage.channel, "digest", since=typed)

    assert said(told.response) == (
        f"I do not understand the time “{typed}”. Say `day`, `week` or `month`, or a date like 2026-03-31."
    )
