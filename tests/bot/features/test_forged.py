"""What no client of Discord's sends is answered calmly: one sentence, nothing changed, nothing in the log."""

import re
from typing import Any

import pytest

from bot.features import BUTTONS, MENUS
from bot.sandbox import Interaction, Message, Person
from bot.sandbox.state.numbers import AUTOCOMPLETE, COMPONENT, MODAL_SUBMIT
from tests.bot.features.stage import QUESTION, Stage, new_room, said

pytestmark = pytest.mark.asyncio(loop_scope="session")
UNKNOWN = "I do not know that button, menu or form any more. Please start again with the command."
PUMPS = "The pump house holds four pumps."
BUTTON, MENU = 2, 3
NUMBER = r"\(\[0-9\]\{1,(\d+)\}\)"


def forge(stage: Stage, person: Person, message: Message, custom_id: str, **more: Any) -> Interaction:
    """The use of a button or menu that need not be there."""
    data = {"component_type": BUTTON, "custom_id": custom_id, "id": 1} | more
    return stage.sandbox.interact(COMPONENT, person, message.channel, data, message=message)


def plant(message: Message, component: dict[str, Any]) -> None:
    """Put it on a message of the bot, as if it had sent it."""
    message.components = [{"type": 1, "id": 90, "components": [component | {"id": 91}]}]


async def told(stage: Stage, interaction: Interaction) -> tuple[str, bool]:
    answered = await stage.sandbox.answered(interaction)
    return said(answered.response), answered.ephemeral


def hostile(template: str) -> str:
    """A custom id that fits the template, with the largest numbers that it takes."""
    return re.sub(NUMBER, lambda digits: "9" * int(digits[1]), template)


MENU_KINDS = {menu.kind: menu.__discord_ui_compiled_template__.pattern for menu in MENUS}
KINDS = MENU_KINDS | {button.kind: button.__discord_ui_compiled_template__.pattern for button in BUTTONS}
NEVER = ["", "poll:1", "up", "up:", "up:-1", "up:1:2", "up:1e3", "up:٣", "up:0x1", "UP:1", "up:1\n", "x" * 100, "☃"]


@pytest.mark.parametrize("custom_id", NEVER)
async def test_button_that_never_was_is_refused_in_a_sentence(stage: Stage, custom_id: str) -> None:
    room = new_room(stage)
    message = await room.ask(QUESTION)
    log = stage.bot.log

    sentence = await told(stage, forge(stage, room.ada, message, custom_id))

    assert sentence == (UNKNOWN, True)
    assert "Traceback" not in stage.bot.log.removeprefix(log)


@pytest.mark.parametrize("kind", sorted(KINDS))
async def test_button_with_numbers_beyond_all_measure_changes_nothing(stage: Stage, kind: str) -> None:
    room = new_room(stage)
    message = await room.ask(QUESTION)
    custom_id, log, before = hostile(KINDS[kind]), stage.bot.log, len(room.channel.history())
    is_menu = kind in MENU_KINDS
    component = {"type": BUTTON, "style": 2, "label": "x", "custom_id": custom_id}
    menu = {"type": MENU, "custom_id": custom_id, "options": [{"label": "x", "value": "1"}]}
    plant(message, menu if is_menu else component)

    used = forge(stage, room.mo, message, custom_id, **({"component_type": MENU, "values": ["2"]} if is_menu else {}))
    await stage.sandbox.answered(used)

    assert "Traceback" not in stage.bot.log.removeprefix(log)
    assert "something went wrong" not in (said(used.original) if used.original else "")
    assert len(room.channel.history()) == before + (used.original is not message and used.modal is None)
    assert used.modal is not None or used.ephemeral or used.original is message


async def test_button_that_is_not_on_its_message_is_refused(stage: Stage) -> None:
    room = new_room(stage)
    message = await room.ask(QUESTION)

    sentence = await told(stage, forge(stage, room.ada, message, "forget"))

    assert sentence == (UNKNOWN, True)


async def test_button_on_a_message_of_somebody_else_is_refused(stage: Stage) -> None:
    room = new_room(stage)
    message = await room.bob.write(room.channel, "Look at this")
    plant(message, {"type": BUTTON, "style": 2, "label": "x", "custom_id": "forget"})

    sentence = await told(stage, forge(stage, room.ada, message, "forget"))

    assert sentence == (UNKNOWN, True)


@pytest.mark.parametrize("values", [[], ["7"], ["one"], ["1", "1"], ["1", "2"], ["9" * 30], [""]])
async def test_choice_that_no_menu_has_is_refused(stage: Stage, values: list[str]) -> None:
    room = new_room(stage)
    message = await room.ask(QUESTION)
    options = [{"label": "x", "value": "1"}, {"label": "y", "value": "2"}]
    plant(message, {"type": MENU, "custom_id": "outline:1:2:3", "options": options})

    used = forge(stage, room.ada, message, "outline:1:2:3", component_type=MENU, values=values)

    assert await told(stage, used) == (UNKNOWN, True)


@pytest.mark.parametrize("values", [["x"], ["9" * 30], ["-1"], ["1", "2"]])
async def test_role_that_is_none_is_refused_and_nothing_is_chosen(stage: Stage, values: list[str]) -> None:
    room = new_room(stage)
    settings = (await room.mo.slash(room.channel, "settings")).response
    before = said(settings)

    used = forge(stage, room.mo, settings, "adminrole:0", component_type=6, values=values)

    assert await told(stage, used) == (UNKNOWN, True)
    assert said((await room.mo.slash(room.channel, "settings")).response) == before


async def test_menu_of_a_page_that_is_none_chooses_nothing(stage: Stage) -> None:
    room = new_room(stage)
    settings = (await room.mo.slash(room.channel, "settings")).response
    before = said(settings)
    plant(settings, {"type": MENU, "custom_id": "language:99", "options": [{"label": "x", "value": "de"}]})

    used = forge(stage, room.mo, settings, "language:99", component_type=MENU, values=["de"])

    assert await told(stage, used) == (UNKNOWN, True)
    assert said((await room.mo.slash(room.channel, "settings")).response) == before


def field(custom_id: str, value: str = "x") -> dict[str, Any]:
    return {"type": 18, "id": 1, "component": {"type": 4, "id": 2, "custom_id": custom_id, "value": value}}


FORMS = [
    ("poll:1", [field("question")]),
    ("0" * 32, [field("question")]),
    ("give", [field("question"), field("answer")]),
    ("give:x", [field("question"), field("answer")]),
    ("give:1:2", [field("question"), field("answer")]),
    ("give:" + "9" * 30, [field("question"), field("answer")]),
    ("give:" + "9" * 20, [field("question"), field("answer")]),
    ("give:1", [field("question")]),
    ("give:1", [field("question"), field("answer"), field("role")]),
    ("give:1", []),
    ("edit:1", [{"type": 1, "id": 1, "components": [{"type": 4, "id": 2, "custom_id": "question", "value": "x"}]}]),
    ("trial", [{"type": 10, "id": 1}]),
    ("whynot:1", [field("reason"), field("other")]),
    ("sureness:0:1", [field("sureness", "50")]),
    ("names:1", [field("names")]),
    ("paste:1", [field("name"), field("text"), field("link")]),
]


@pytest.mark.parametrize(("custom_id", "components"), FORMS, ids=[f"{n}-{form[0]}" for n, form in enumerate(FORMS)])
async def test_form_that_was_never_opened_is_refused(stage: Stage, custom_id: str, components: list[Any]) -> None:
    room = new_room(stage)
    data = {"custom_id": custom_id, "components": components}
    log = stage.bot.log

    used = stage.sandbox.interact(MODAL_SUBMIT, room.mo, room.channel, data)

    assert await told(stage, used) == (UNKNOWN, True)
    assert "Traceback" not in stage.bot.log.removeprefix(log)


async def test_form_that_others_may_not_send_is_refused(stage: Stage) -> None:
    room = new_room(stage)
    data = {"custom_id": "paste", "components": [field("name"), field("text"), field("link", "")]}

    used = stage.sandbox.interact(MODAL_SUBMIT, room.ada, room.channel, data)

    assert await told(stage, used) == ("This is for those who may manage this server.", True)


async def test_form_for_a_text_outlives_the_bot(own_stage: Stage) -> None:
    await own_stage.bot.start()
    opened = await own_stage.mo.slash(own_stage.channel, "knowledge add")
    await own_stage.bot.stop()
    await own_stage.bot.start()

    sent = await own_stage.mo.submit(opened, {"What is it called?": "Pumps", "The text": PUMPS})

    await sent.response.until(lambda: "• Pumps" in said(sent.response), 15)
    assert PUMPS in said(await own_stage.ask("How many pumps does the pump house hold?"))


def typed(name: str, value: Any = "x") -> dict[str, Any]:
    return {"type": 3, "name": name, "value": value, "focused": True}


TYPED = [
    {"name": "ask", "options": [typed("nonsense")]},
    {"name": "ask", "options": [typed("question")]},
    {"name": "ask", "options": []},
    {"name": "gone", "options": [typed("document")]},
    {"name": "knowledge", "options": [typed("document")]},
    {"name": "knowledge", "options": [{"type": 1, "name": "gone", "options": [typed("source")]}]},
    {"name": "knowledge", "options": [{"type": 1, "name": "reload", "options": [typed("gone")]}]},
    {"name": "knowledge", "options": []},
]


@pytest.mark.parametrize("data", TYPED)
async def test_option_that_is_none_is_offered_nothing(stage: Stage, data: dict[str, Any]) -> None:
    room = new_room(stage)
    log = stage.bot.log

    used = stage.sandbox.interact(AUTOCOMPLETE, room.mo, room.channel, {"id": "1", "type": 1} | data)

    assert (await stage.sandbox.answered(used)).choices == []
    assert "Traceback" not in stage.bot.log.removeprefix(log)
