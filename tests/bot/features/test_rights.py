"""Everything that can be used says who may use it, and nobody else can, whatever they send."""

import re
from pathlib import Path
from typing import Any

import pytest
from discord import app_commands

from bot.client import Quoth
from bot.features import BUTTONS, FEATURES, FORMS, MENUS
from bot.sandbox import Interaction
from bot.sandbox.state.numbers import COMMAND, COMPONENT, MODAL_SUBMIT
from bot.settings import Settings
from bot.ui.forms import NumberedModal
from bot.ui.persistent import NumberedButton, NumberedMenu
from bot.ui.rights import EVERYONE, MANAGERS, TEAM, Right, right_of, settle_rights, usable_by
from knowledge.library import Library
from tests.bot.features.stage import QUESTION, Stage, new_room, said

pytestmark = pytest.mark.asyncio(loop_scope="session")
REFUSALS = {
    TEAM: "This is for those who answer questions here.",
    MANAGERS: "This is for those who may manage this server.",
}
COMMANDS = {
    **dict.fromkeys(["ask", "digest", "Find an answer", "forget-me", "help", "privacy"], EVERYONE),
    **dict.fromkeys(["server", "sources", "summary"], EVERYONE),
    **dict.fromkeys(["questions"], TEAM),
    **dict.fromkeys(["answers elsewhere", "answers mode", "answers show", "answers team"], MANAGERS),
    **dict.fromkeys(["knowledge add", "knowledge add-channel", "knowledge add-site", "knowledge expect"], MANAGERS),
    **dict.fromkeys(["knowledge reload", "knowledge remove", "knowledge schedule", "knowledge status"], MANAGERS),
    **dict.fromkeys(["knowledge test", "export", "settings", "setup", "stats"], MANAGERS),
}
KINDS = {
    **dict.fromkeys(["context", "more", "section", "turn", "up", "down", "person", "tell", "post"], EVERYONE),
    **dict.fromkeys(["digest", "outline", "outlinepage", "sources", "home", "solved", "keep"], EVERYONE),
    **dict.fromkeys(["forget", "forgetnow", "leaveit", "optin", "optout", "optoutnow"], EVERYONE),
    **dict.fromkeys(["answer", "answers", "dismiss", "edit", "export", "give", "retire", "topic", "waiting"], TEAM),
    **dict.fromkeys(["cancel", "dropgolden", "failures", "remove", "status", "trial", "why"], MANAGERS),
    **dict.fromkeys(["adminrole", "channel", "elsewhere", "language", "mode", "places"], MANAGERS),
    **dict.fromkeys(["names", "refuse", "sureness", "teamrole", "turnto"], MANAGERS),
}
FORM_KINDS = {
    "whynot": EVERYONE,
    "edit": TEAM,
    "give": TEAM,
    "names": MANAGERS,
    "paste": MANAGERS,
    "sureness": MANAGERS,
    "trial": MANAGERS,
}
ITEMS: list[type[NumberedButton] | type[NumberedMenu]] = [*BUTTONS, *MENUS]
OTHER_COMMANDS = sorted(name for name, right in COMMANDS.items() if right is not EVERYONE)
OTHER_KINDS = sorted((each for each in ITEMS if each.right is not EVERYONE), key=lambda each: each.kind)
OTHER_FORMS = sorted(kind for kind, right in FORM_KINDS.items() if right is not EVERYONE)


async def test_every_command_says_who_may_use_it(tmp_path: Path) -> None:
    settings = Settings(knowledge_path=tmp_path)
    async with await Library.open(tmp_path / "quoth.sqlite3", tmp_path) as library:
        bot = Quoth(settings, library)
        offered: list[Any] = [
            command for feature in FEATURES for cog in feature.cogs(bot) for command in cog.walk_app_commands()
        ]
    offered += bot.tree.get_commands()

    singles = [each for each in offered if not isinstance(each, app_commands.Group)]
    assert {each.qualified_name: right_of(each) for each in singles} == COMMANDS


async def test_every_button_menu_and_form_says_who_may_use_it() -> None:
    assert {each.kind: each.right for each in ITEMS} == KINDS
    assert {kind: form.right for kind, form in FORMS.items()} == FORM_KINDS


@pytest.mark.parametrize("base", [NumberedButton, NumberedMenu])
async def test_button_or_menu_cannot_be_made_without_saying_it(base: Any) -> None:
    with pytest.raises(TypeError, match="right"):
        type("Forgetful", (base,), {}, template="forgetful")


async def test_form_cannot_be_made_without_saying_it() -> None:
    with pytest.raises(TypeError, match="right"):
        type("Forgetful", (NumberedModal,), {})


async def nothing(_: Any) -> None:
    """A command that does nothing."""


def command_of(name: str, right: Right | None) -> app_commands.Command[Any, ..., Any]:
    made: app_commands.Command[Any, ..., Any] = app_commands.Command(name=name, description=name, callback=nothing)
    return usable_by(right)(made) if right else made


async def test_commands_cannot_be_registered_without_saying_it() -> None:
    group = app_commands.Group(name="shelf", description="Books")
    group.add_command(command_of("dust", EVERYONE))
    group.add_command(command_of("burn", None))

    with pytest.raises(TypeError, match="“shelf burn” does not say who may use it"):
        settle_rights([command_of("read", EVERYONE), group])


async def test_discord_hides_what_is_for_managers_alone() -> None:
    offered = [command_of("read", EVERYONE), command_of("answer", TEAM), command_of("burn", MANAGERS)]

    settle_rights(offered)

    assert [bool(each.default_permissions and each.default_permissions.manage_guild) for each in offered] == [
        False,
        False,
        True,
    ]


async def refused(stage: Stage, used: Interaction, right: Right) -> None:
    answered = await stage.sandbox.answered(used)

    assert (said(answered.response), answered.ephemeral) == (REFUSALS[right], True)


@pytest.mark.parametrize("name", OTHER_COMMANDS)
async def test_command_that_is_forged_is_refused(stage: Stage, name: str) -> None:
    room = new_room(stage)
    data: dict[str, Any] = {"id": "1", "type": 1, "name": name, "options": []}
    if " " in name:
        name, inner = name.split()
        data |= {"name": name, "options": [{"type": 1, "name": inner, "options": []}]}

    used = stage.sandbox.interact(COMMAND, room.ada, room.channel, data)

    await refused(stage, used, COMMANDS.get(name) or MANAGERS)


@pytest.mark.parametrize("kind", OTHER_KINDS, ids=lambda kind: kind.kind)
async def test_button_or_menu_that_is_forged_is_refused(
    stage: Stage, kind: type[NumberedButton] | type[NumberedMenu]
) -> None:
    room = new_room(stage)
    message = await room.ask(QUESTION)
    custom_id = re.sub(r"\([^)]*\)", "0", kind.__discord_ui_compiled_template__.pattern)
    component: dict[str, Any] = {"type": 2, "style": 2, "label": "x"}
    if issubclass(kind, NumberedMenu):
        component = {"type": 3, "options": [{"label": "x", "value": "1"}]}
    message.components = [{"type": 1, "id": 90, "components": [component | {"custom_id": custom_id, "id": 91}]}]
    data = {"component_type": component["type"], "custom_id": custom_id, "id": 91, "values": ["1"]}

    used = stage.sandbox.interact(COMPONENT, room.ada, room.channel, data, message=message)

    await refused(stage, used, kind.right)


@pytest.mark.parametrize("kind", OTHER_FORMS)
async def test_form_that_is_forged_is_refused(stage: Stage, kind: str) -> None:
    room, form = new_room(stage), FORMS[kind]
    fields = [
        {"type": 18, "id": 1, "component": {"type": 4, "id": 2, "custom_id": field, "value": "1"}}
        for field in sorted(form.fields)
    ]
    data = {"custom_id": ":".join([kind, *["1"] * form.counted]), "components": fields}

    used = stage.sandbox.interact(MODAL_SUBMIT, room.ada, room.channel, data)

    await refused(stage, used, form.right)
