"""Buttons, menus and modals beyond Discord's limits, and where its error says the fault is."""

from typing import Any

import discord
import pytest

from bot.sandbox import GuildChannel, Person, Sandbox
from tests.sandbox.bodies import Json, button, link, menu, options, row, with_row
from tests.sandbox.command_bot import CommandBot
from tests.sandbox.tiny_bot import logged_in, running

REFUSED = [
    (with_row(*(button(each) for each in range(6))), "components.0.components"),
    (with_row(), "components.0.components"),
    (with_row(menu(), button()), "components.0.components"),
    (with_row(button(label="x" * 81)), "components.0.components.0.label"),
    (with_row(button(custom_id="x" * 101)), "components.0.components.0.custom_id"),
    (with_row(button(), button()), "components.0.components.1.custom_id"),
    (with_row(button(style=9)), "components.0.components.0.style"),
    (with_row(button(style=5, url=None, custom_id=None)), "components.0.components.0.url"),
    (with_row(button(style=5, url="https://example.org")), "components.0.components.0.custom_id"),
    (with_row(button(emoji={"name": "nope"})), "components.0.components.0.emoji.name"),
    (with_row(button(label=None)), "components.0.components.0"),
    (with_row(button(label=" \n")), "components.0.components.0"),
    (with_row(button(label=5)), "components.0.components.0.label"),
    (with_row(button(emoji={})), "components.0.components.0.emoji.name"),
    (with_row(button(custom_id="")), "components.0.components.0.custom_id"),
    (with_row(button(id=7), button(1, id=7)), "components.0.components.1.id"),
    (with_row(button(url="https://example.org")), "components.0.components.0.custom_id"),
    (with_row(link(label="")), "components.0.components.0"),
    (with_row(link(url="https://example.org/" + "x" * 500)), "components.0.components.0.url"),
    (with_row(button(style=6, sku_id="1")), "components.0.components.0.custom_id"),
    (with_row(button(style=6, custom_id=None, label=None)), "components.0.components.0.sku_id"),
    (with_row({"type": 4, "custom_id": "t", "style": 1, "label": "x"}), "components.0.components.0.type"),
    ({"content": "x", "components": [row(button()), row(button())]}, "components.1.components.0.custom_id"),
    (with_row(menu(options=options(26))), "components.0.components.0.options"),
    (with_row(menu(options=[])), "components.0.components.0.options"),
    (with_row(menu(placeholder="x" * 151)), "components.0.components.0.placeholder"),
    (with_row(menu(max_values=26)), "components.0.components.0.min_values"),
    (with_row(menu(min_values=2, options=options(3))), "components.0.components.0.min_values"),
    (with_row(menu(max_values=3, options=options(2))), "components.0.components.0.options"),
    (with_row(menu(options=[each | {"default": True} for each in options(2)])), "components.0.components.0.options"),
    (with_row(menu(options=[{"label": "", "value": "1"}])), "components.0.components.0.options.0.label"),
    (with_row(menu(options=[{"label": "x", "value": " "}])), "components.0.components.0.options.0.value"),
    (
        with_row(menu(options=[{"label": "x", "value": "1", "description": "x" * 101}])),
        "components.0.components.0.options.0.description",
    ),
    (
        with_row({"type": 5, "custom_id": "who", "default_values": [{"id": "1", "type": "user"}] * 2}),
        "components.0.components.0.default_values",
    ),
    (
        with_row({"type": 6, "custom_id": "who", "default_values": [{"id": "1", "type": "user"}]}),
        "components.0.components.0.default_values.0.type",
    ),
    (with_row(menu(options=[{"label": "x" * 101, "value": "1"}])), "components.0.components.0.options.0.label"),
    (with_row(menu(options=[{"label": "x", "value": "x" * 101}])), "components.0.components.0.options.0.value"),
    (with_row(menu(options=options(1) * 2)), "components.0.components.0.options.1"),
]


def at(errors: Json, path: str) -> Any:
    """What Discord says of one field."""
    for step in path.split("."):
        errors = errors[step]
    return errors["_errors"]


@pytest.mark.parametrize(("body", "path"), REFUSED, ids=[f"{index}-{path}" for index, (_, path) in enumerate(REFUSED)])
async def test_component_beyond_a_limit_is_refused_by_field(sandbox: Sandbox, body: Json, path: str) -> None:
    channel = sandbox.guild("Observatory").text("general")

    async with logged_in(sandbox) as bot:
        with pytest.raises(discord.HTTPException) as refused:
            await bot.ask("POST", f"/channels/{channel.id}/messages", body)

    assert (refused.value.status, refused.value.code) == (400, 50035)
    assert at((sandbox.requests[-1].answer or {})["errors"], path)
    assert channel.history() == []


def field(**more: Any) -> Json:
    return {"type": 4, "custom_id": "why", "style": 1} | more


def label(component: Json, **more: Any) -> Json:
    return {"type": 18, "label": "Why", "component": component} | more


REFUSED_IN_MODALS = [
    (label(field(disabled=True)), "component.disabled"),
    (label(menu(disabled=True)), "component.disabled"),
    (label(field(label="Why")), "component.label"),
    (label(field(custom_id="")), "component.custom_id"),
    (label(field(style=3)), "component.style"),
    (label(field(placeholder="x" * 101)), "component.placeholder"),
    (label(field(min_length=5, max_length=4)), "component.min_length"),
    (label(field(max_length=0)), "component.min_length"),
    (label(field(max_length=4001)), "component.min_length"),
    (label(field(max_length=3, value="long")), "component.value"),
    (label(field(min_length=3, value="no")), "component.value"),
    (label(field(value=5)), "component.value"),
    (label(menu(options=options(26))), "component.options"),
    (label(menu(options=[{"label": " ", "value": "1"}])), "component.options.0.label"),
    (label(button()), "component.type"),
    (label(field(), label=""), "label"),
    (label(field(), label="x" * 46), "label"),
    (label(field(), description=""), "description"),
    (label(field(), description="x" * 101), "description"),
    (row(field()), "components.0.label"),
    (row(field(label="x" * 46)), "components.0.label"),
    (row(button()), "components.0.type"),
    (button(), "type"),
]


@pytest.fixture
def channel(sandbox: Sandbox) -> GuildChannel:
    return sandbox.guild("Observatory").text("general")


async def opened(sandbox: Sandbox, channel: GuildChannel, modal: Json) -> Json:
    """What Discord has against a modal, by field."""
    mia: Person = sandbox.user("Mia")
    channel.guild.join(mia)
    async with running(sandbox, CommandBot()) as bot:
        interaction = mia.begin(channel, "silent", {})
        await bot.seen("INTERACTION_CREATE")
        callback = f"/interactions/{interaction.id}/{interaction.token}/callback"
        with pytest.raises(discord.HTTPException):
            await bot.ask("POST", callback, {"type": 9, "data": modal})
    return sandbox.requests[-1].answer or {}


@pytest.mark.parametrize(("component", "path"), REFUSED_IN_MODALS)
async def test_modal_beyond_a_limit_is_refused_by_field(
    sandbox: Sandbox, channel: GuildChannel, component: Json, path: str
) -> None:
    answer = await opened(sandbox, channel, {"custom_id": "m", "title": "Why", "components": [component]})

    assert answer["code"] == 50035
    assert at(answer["errors"]["data"]["components"]["0"], path)


@pytest.mark.parametrize(
    ("modal", "path"),
    [
        ({"title": ""}, "title"),
        ({"title": " "}, "title"),
        ({"custom_id": ""}, "custom_id"),
        ({"components": [label(field()), label(field())]}, "components.1.component.custom_id"),
        ({"components": [label(field(id=3)), label(field(custom_id="b", id=3))]}, "components.1.component.id"),
    ],
)
async def test_modal_without_a_name_or_with_two_alike_is_refused(
    sandbox: Sandbox, channel: GuildChannel, modal: Json, path: str
) -> None:
    whole = {"custom_id": "m", "title": "Why", "components": [label(field())]} | modal

    answer = await opened(sandbox, channel, whole)

    assert (answer["code"], bool(at(answer["errors"]["data"], path))) == (50035, True)
