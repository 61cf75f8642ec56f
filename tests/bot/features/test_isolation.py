"""Somebody in one server tries to get at another one's documents and questions, in every way that there is."""

import zlib
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.features import BUTTONS, MENUS
from bot.features.outlines import SectionMenu, SectionsButton
from bot.sandbox import Interaction, Json, Permission
from bot.sandbox.state.numbers import COMPONENT, MODAL_SUBMIT
from bot.ui.persistent import NumberedButton, NumberedMenu
from knowledge import Document
from knowledge.library import Library
from tests.bot.features.stage import QUESTION, Stage, new_stage, said

pytestmark = pytest.mark.asyncio(loop_scope="session")
SECRET, HIDDEN = "RED FOX", "red-fox"
TEXT = f"The secret code of the door is {SECRET}. It was painted by {SECRET} in May."
OUTLINE = [str(Document(id=HIDDEN, title="", text="").number), str(zlib.crc32(TEXT.encode()))]
ASKED = "What is the secret code of the door?"
UNASKED = "Who repairs the red fox teleporter?"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def spied(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """The first server has a secret, and has asked about it; Zoe, who manages the other one, is after it."""
    async with new_stage(tmp_path_factory.mktemp("spied")) as stage:
        async with await Library.open(stage.bot.database, stage.bot.documents) as library:
            await library.add(int(stage.guild.id), Document(id=HIDDEN, title=f"Door of the {SECRET}", text=TEXT))
            await library.goldens.add(int(stage.guild.id), ASKED, HIDDEN)
        await stage.bot.start()
        for question in (ASKED, UNASKED):
            await stage.ask(question)
        stage.other.give(stage.zoe, stage.other.role("Boss", Permission.MANAGE_GUILD))
        yield stage


def everything_seen(stage: Stage) -> str:
    """All that Zoe can read, in the other server and in direct messages, hidden parts included."""
    channels = (stage.elsewhere, stage.zoe.direct())
    return repr(
        [[message.text, message.embeds, message.components] for each in channels for message in stage.zoe.reads(each)]
    )


async def forge(stage: Stage, component: Json, **picked: list[str]) -> Interaction:
    """What Discord's client would never send: a button or menu with an id of somebody's own making."""
    message = (await stage.zoe.slash(stage.elsewhere, "sources")).response
    message.components[0]["components"] = [component | {"id": 2}]
    data: Json = {"component_type": component["type"], "custom_id": component["custom_id"], "id": 2} | picked
    return await stage.sandbox.answered(
        stage.sandbox.interact(COMPONENT, stage.zoe, stage.elsewhere, data, message=message)
    )


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("ask", {"question": ASKED}),
        ("ask", {"question": ASKED, "document": HIDDEN}),
        ("ask", {"question": ASKED, "document": f"Door of the {SECRET}"}),
        ("summary", {"document": HIDDEN}),
        ("summary", {"document": f"Door of the {SECRET}"}),
        ("summary", {"topic": "the secret code of the door"}),
        ("digest", {}),
        ("sources", {}),
        ("stats", {}),
        ("questions", {}),
        ("knowledge status", {}),
        ("knowledge test", {}),
        ("knowledge expect", {"question": "Where?", "document": HIDDEN}),
        ("knowledge remove", {"source": "2"}),
        ("knowledge reload", {"source": "2"}),
        ("knowledge schedule", {"source": "2", "when": "daily"}),
        ("answers show", {}),
        ("settings", {}),
        ("setup", {}),
        ("privacy", {}),
    ],
)
async def test_no_command_shows_anything_of_another_server(spied: Stage, command: str, options: Json) -> None:
    used = await spied.zoe.slash(spied.elsewhere, command, **options)

    assert used.answered
    assert_nothing_leaked(spied)


@pytest.mark.parametrize("command", ["ask", "summary", "knowledge expect"])
async def test_no_suggestion_names_a_document_of_another_server(spied: Stage, command: str) -> None:
    needed = {} if command == "summary" else {"question": "?"}
    for typed in ("", "door", HIDDEN):
        offered = await spied.zoe.autocomplete(
            spied.elsewhere, command, needed | {"document": typed}, focused="document"
        )

        assert [choice for choice in offered if SECRET in choice.name or HIDDEN in str(choice.value)] == []


async def test_menu_of_a_message_shows_nothing_of_another_server(spied: Stage) -> None:
    message = await spied.zoe.write(spied.elsewhere, ASKED)

    await spied.zoe.menu(message, "Find an answer")

    assert_nothing_leaked(spied)


async def test_direct_message_shows_nothing_of_another_server(spied: Stage) -> None:
    message = await spied.zoe.write(spied.zoe.direct(), ASKED)

    await message.reply_from_bot()

    assert_nothing_leaked(spied)


@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.kind)
async def test_no_button_opens_anything_of_another_server(spied: Stage, button: type[NumberedButton]) -> None:
    groups = button.__discord_ui_compiled_template__.groups
    outline = [[*OUTLINE, "0"]] if button is SectionsButton else []

    for numbers in [["1", "0", "0"], ["2", "0", "0"], *outline]:
        custom_id = ":".join([button.kind, *numbers[:groups]])
        assert (await forge(spied, {"type": 2, "style": 2, "label": "Forged", "custom_id": custom_id})).answered

    assert_nothing_leaked(spied)
    await spied.zoe.slash(spied.elsewhere, "answers elsewhere", mode="mentions")  # she may switch it off


@pytest.mark.parametrize("menu", MENUS, ids=lambda menu: menu.kind)
async def test_no_menu_takes_an_id_of_another_server(spied: Stage, menu: type[NumberedMenu]) -> None:
    groups = menu.__discord_ui_compiled_template__.groups
    numbers = [*OUTLINE, "0"] if menu is SectionMenu else ["0", spied.channel.id]
    custom_id = ":".join([menu.kind, *numbers[:groups]])
    options = [{"label": "Forged", "value": "1"}]

    for value in ("mentions",) if menu.kind == "mode" else (spied.guild.id, spied.channel.id, "1"):
        assert (await forge(spied, {"type": 3, "custom_id": custom_id, "options": options}, values=[value])).answered

    assert_nothing_leaked(spied)
    assert "1 of 1 test questions" in str((await spied.mo.slash(spied.channel, "knowledge test")).response.embeds)


@pytest.mark.parametrize("kind", ["edit", "give", "whynot"])
async def test_no_form_changes_anything_of_another_server(spied: Stage, kind: str) -> None:
    message = await spied.ask(QUESTION, spied.zoe, spied.elsewhere)
    data: Json = {"custom_id": f"{kind}:2", "components": []}

    used = spied.sandbox.interact(MODAL_SUBMIT, spied.zoe, spied.elsewhere, data, message=message)

    assert (await spied.sandbox.answered(used)).answered
    assert_nothing_leaked(spied)


def assert_nothing_leaked(stage: Stage) -> None:
    """What Zoe typed herself may stand there; what only the other server knows may not."""
    seen = everything_seen(stage)
    assert "painted by" not in seen
    assert f"code of the door is {SECRET}" not in seen
    assert UNASKED not in seen


async def test_secret_is_there_for_those_whose_it_is(spied: Stage) -> None:
    assert SECRET in said(await spied.ask(ASKED))
