"""What people call their server, game or product: a question that says so misses nothing."""

import re

import pytest

from bot.sandbox import Message
from tests.bot.features.stage import SENTENCE, Stage, new_room, said

pytestmark = pytest.mark.asyncio(loop_scope="session")
_PLAIN, _FOREIGN = "Who attended the signing ceremony", "Who attended the signing ceremony on Zorkmid Valley 5e?"
_FORM, _FIELD = "Change the names", "One on each line"


async def test_question_that_names_the_server_is_answered_as_without(stage: Stage) -> None:
    stage = new_room(stage)

    named = await stage.ask(f"{_PLAIN} in the Reading Room?")
    plain = await stage.ask(f"{_PLAIN}?")

    assert SENTENCE in said(named)
    assert _sure(named) == pytest.approx(_sure(plain), abs=2)


async def test_names_that_managers_add_are_missed_in_no_document(stage: Stage) -> None:
    stage = new_room(stage)
    before = await stage.ask(_FOREIGN)
    settings = await stage.mo.slash(stage.channel, "settings")

    form = await stage.mo.click(settings.response, _FORM)
    shown = await stage.mo.submit(form, {_FIELD: " zorkmid valley\n5e,  **5e** \n\n"})
    after, plain = await stage.ask(_FOREIGN), await stage.ask(f"{_PLAIN}?")

    assert "zorkmid valley, 5e, " in said(shown.response)
    assert _sure(before) + 10 < _sure(after) == pytest.approx(_sure(plain), abs=2)


async def test_names_are_filled_in_again_and_can_be_taken_away(stage: Stage) -> None:
    stage = new_room(stage)
    settings = await stage.mo.slash(stage.channel, "settings")
    await stage.mo.submit(await stage.mo.click(settings.response, _FORM), {_FIELD: "zorkmid\nvalley"})

    form = await stage.mo.click(settings.response, _FORM)
    filled = str(form.modal)
    shown = await stage.mo.submit(form, {_FIELD: ""})

    assert repr("zorkmid\nvalley") in filled
    assert "zorkmid" not in said(shown.response)


@pytest.mark.parametrize("typed", ["*" * 500, "_|" * 250, "@everyone\n" * 50, "a " * 250])
async def test_any_names_are_shown_and_ping_nobody(stage: Stage, typed: str) -> None:
    stage = new_room(stage)
    settings = await stage.mo.slash(stage.channel, "settings")

    shown = await stage.mo.submit(await stage.mo.click(settings.response, _FORM), {_FIELD: typed})
    answer = await stage.ask(f"{_PLAIN}?")

    assert shown.response.pinged == []
    assert SENTENCE in said(answer)


async def test_names_are_no_words_that_documents_lack(stage: Stage) -> None:
    stage = new_room(stage)
    settings = await stage.mo.slash(stage.channel, "settings")
    await stage.mo.submit(await stage.mo.click(settings.response, _FORM), {_FIELD: "Zorkmid Valley"})
    await stage.ask("Who paints the zorkmid fresco?")

    shown = await stage.mo.slash(stage.channel, "stats")

    (lacking,) = (field["value"] for field in shown.response.embeds[0]["fields"] if "in no document" in field["name"])
    assert "fresco" in lacking
    assert "zorkmid" not in lacking


async def test_names_of_one_server_are_no_names_in_another(stage: Stage) -> None:
    stage, other = new_room(stage), new_room(stage)
    settings = await stage.mo.slash(stage.channel, "settings")
    await stage.mo.submit(await stage.mo.click(settings.response, _FORM), {_FIELD: "Zorkmid Valley\n5e"})

    here, there = await stage.ask(_FOREIGN), await other.ask(_FOREIGN)

    assert _sure(there) + 10 < _sure(here)


def _sure(answer: Message) -> int:
    """In percent; 0 where nothing is quoted."""
    found = re.search(r"([0-9]+)% sure", str(answer.embeds[0].get("footer")))
    return int(found[1]) if found else 0
