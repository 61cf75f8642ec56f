from typing import Any

import discord
import pytest
from discord import app_commands

from bot.sandbox import NotOffered, Permission, Sandbox
from bot.sandbox.people.filling import Resolved, fill_in
from tests.sandbox.tiny_bot import TinyBot, logged_in, running

Json = dict[str, Any]


def command(**more: Any) -> Json:
    return {"name": "ask", "description": "Ask", "type": 1} | more


def option(**more: Any) -> Json:
    return {"type": 3, "name": "question", "description": "What"} | more


def choices(count: int, **more: Any) -> list[Json]:
    return [{"name": f"{index}", "value": f"{index}"} | more for index in range(count)]


REFUSED = [
    (command(name="Ask"), "0.name"),
    (command(name="ask me"), "0.name"),
    (command(name="x" * 33), "0.name"),
    (command(name=""), "0.name"),
    (command(description=""), "0.description"),
    (command(description="x" * 101), "0.description"),
    (command(type=3), "0"),
    (command(type=9), "0.type"),
    (command(options=[option(name=f"o{index}") for index in range(26)]), "0.options"),
    (command(options=[option(), option()]), "0.options.1.name"),
    (command(options=[option(), option(name="b", required=True)]), "0.options.1"),
    (command(options=[option(description="x" * 101)]), "0.options.0.description"),
    (command(options=[option(type=12)]), "0.options.0.type"),
    (command(options=[option(choices=choices(26))]), "0.options.0.choices"),
    (command(options=[option(choices=choices(1, name="x" * 101))]), "0.options.0.choices.0.name"),
    (command(options=[option(choices=choices(1, value="x" * 101))]), "0.options.0.choices.0.value"),
    (command(options=[option(type=4, choices=choices(1))]), "0.options.0.choices.0.value"),
    (command(options=[option(choices=choices(1), autocomplete=True)]), "0.options.0"),
    (command(options=[option(type=1, options=[option(type=2)])]), "0.options.0.options.0"),
    (command(options=[option(type=1, options=[option(type=1)])]), "0.options.0.options.0"),
    (command(options=[option(type=2, options=[option(type=3)])]), "0.options.0.options.0"),
    (command(options=[option(type=1), option(name="plain")]), "0.options.1"),
    (command(options=[option(name="plain"), option(type=1)]), "0.options.1"),
    (
        command(options=[option(name_localizations={"de": "x"}), option(name="b", name_localizations={"de": "x"})]),
        "0.options.1.name_localizations.de",
    ),
    (command(options=[option(name_localizations={"de": "b"}), option(name="b")]), "0.options.1.name"),
    (command(options=[option(choices=[*choices(1), *choices(1, value="other")])]), "0.options.0.choices.1.name"),
    (
        command(options=[option(choices=[each | {"name_localizations": {"de": "x"}} for each in choices(2)])]),
        "0.options.0.choices.1.name_localizations.de",
    ),
    (
        command(options=[option(choices=choices(1, name_localizations={"de": "x" * 101}))]),
        "0.options.0.choices.0.name_localizations.de",
    ),
    (command(options=[option(choices=choices(1, name=" "))]), "0.options.0.choices.0.name"),
    (command(options=[option(type=6, choices=choices(1))]), "0.options.0.choices"),
    (command(options=[option(type=6, autocomplete=True)]), "0.options.0.autocomplete"),
    (command(options=[option(type=4, max_length=5)]), "0.options.0.max_length"),
    (command(options=[option(min_value=5)]), "0.options.0.min_value"),
    (command(options=[option(min_length=-1)]), "0.options.0.min_length"),
    (command(options=[option(max_length=0)]), "0.options.0.max_length"),
    (command(options=[option(max_length=6001)]), "0.options.0.max_length"),
    (command(options=[option(min_length=5, max_length=4)]), "0.options.0.max_length"),
    (command(options=[option(type=4, min_value=5, max_value=4)]), "0.options.0.max_value"),
    (command(options=[option(type=4, max_value=2**53 + 1)]), "0.options.0.max_value"),
    (command(options=[option(type=4, choices=choices(1, value=True))]), "0.options.0.choices.0.value"),
    (command(options=[option(description_localizations={"de": ""})]), "0.options.0.description_localizations.de"),
    (command(options=[option(name_localizations={"de": ""})]), "0.options.0.name_localizations.de"),
    (command(default_member_permissions="manage"), "0.default_member_permissions"),
    (command(name_localizations={"xx": "frage"}), "0.name_localizations.xx"),
    (command(name_localizations={"de": "Frage"}), "0.name_localizations.de"),
    (
        command(options=[option(name=f"o{index}", choices=choices(25, value="x" * 100)) for index in range(4)]),
        "0",
    ),
]


@pytest.mark.parametrize(("body", "path"), REFUSED, ids=[f"{index}-{path}" for index, (_, path) in enumerate(REFUSED)])
async def test_command_beyond_a_limit_is_refused_by_field(sandbox: Sandbox, body: Json, path: str) -> None:
    async with logged_in(sandbox) as bot:
        with pytest.raises(discord.HTTPException) as refused:
            await bot.ask("PUT", f"/applications/{bot.application_id}/commands", [body])

    errors = (sandbox.requests[-1].answer or {})["errors"]
    for step in path.split("."):
        errors = errors[step]
    assert (refused.value.status, refused.value.code, bool(errors["_errors"])) == (400, 50035, True)
    assert sandbox.world.commands == {}


@pytest.mark.parametrize("name", ["frage", "質問", "質問ー", "سؤال", "प्रश्न", "ถาม", "ask_me-2", "l'aide"])
async def test_command_may_be_named_in_any_script(sandbox: Sandbox, name: str) -> None:
    async with logged_in(sandbox) as bot:
        await bot.ask("PUT", f"/applications/{bot.application_id}/commands", [command(name=name)])

    assert [each.name for each in sandbox.world.commands.values()] == [name]


@pytest.mark.parametrize(
    "bodies",
    [
        [command(name=f"a{index}") for index in range(101)],
        [{"name": f"Menu {index}", "type": 3} for index in range(16)],
        [command(), command()],
    ],
)
async def test_too_many_or_equal_commands_are_refused(sandbox: Sandbox, bodies: list[Json]) -> None:
    async with logged_in(sandbox) as bot:
        with pytest.raises(discord.HTTPException) as refused:
            await bot.ask("PUT", f"/applications/{bot.application_id}/commands", bodies)

    assert refused.value.code == 50035


async def test_commands_are_registered_changed_and_deleted(sandbox: Sandbox) -> None:
    guild = sandbox.guild("Observatory")

    async with logged_in(sandbox) as bot:
        base = f"/applications/{bot.application_id}/commands"
        made = await bot.ask("POST", base, command())
        changed = await bot.ask("PATCH", f"{base}/{made['id']}", {"description": "New"})
        replaced = await bot.ask("PUT", base, [command(description="Newer"), command(name="b")])
        await bot.ask("PUT", f"/applications/{bot.application_id}/guilds/{guild.id}/commands", [command(name="here")])
        await bot.ask("DELETE", f"{base}/{replaced[1]['id']}")
        left = await bot.ask("GET", base)
        with pytest.raises(discord.NotFound) as unknown:
            await bot.ask("GET", f"{base}/{replaced[1]['id']}")

    assert (changed["description"], [each["description"] for each in left], unknown.value.code) == (
        "New",
        ["Newer"],
        10063,
    )
    assert {made["id"]} == {left[0]["id"]}


async def test_commands_of_another_application_are_refused(sandbox: Sandbox) -> None:
    async with logged_in(sandbox) as bot:
        with pytest.raises(discord.Forbidden) as refused:
            await bot.ask("GET", "/applications/1/commands")

    assert refused.value.code == 20012


@app_commands.command()
@app_commands.default_permissions(manage_guild=True)
async def manage(interaction: discord.Interaction[Any]) -> None:
    """For managers"""
    await interaction.response.send_message("done")


@app_commands.command()
@app_commands.guild_only()
async def here(interaction: discord.Interaction[Any], who: discord.Member, where: discord.TextChannel) -> None:
    """Only in guilds"""
    await interaction.response.send_message(f"{who.display_name} in {where.name}")


knowledge = app_commands.Group(name="knowledge", description="Documents")


@knowledge.command()
async def reload(interaction: discord.Interaction[Any], file: discord.Attachment, much: float = 0.0) -> None:
    """Read again"""
    await interaction.response.send_message(f"{(await file.read()).decode()} {much}")


def offering() -> TinyBot:
    bot = TinyBot()
    bot.tree.add_command(manage)
    bot.tree.add_command(here)
    bot.tree.add_command(knowledge)
    return bot


async def test_commands_are_offered_by_permission_and_place(sandbox: Sandbox) -> None:
    guild = sandbox.guild("Observatory", owner="Olga")
    channel, mia, ada, eve = guild.text("general"), sandbox.user("Mia"), sandbox.user("Ada"), sandbox.user("Eve")
    guild.join(mia)
    guild.join(ada, permissions=Permission.MANAGE_GUILD)
    guild.join(eve)
    channel.permit(eve, deny=Permission.USE_APPLICATION_COMMANDS)

    async with running(sandbox, offering()):
        before = {each.name: each.commands(channel) for each in (mia, ada, eve)}
        guild.grant_command("manage", mia)
        granted = mia.commands(channel)
        direct = mia.commands(mia.direct())

    assert before == {"Mia": ["here", "knowledge"], "Ada": ["manage", "here", "knowledge"], "Eve": []}
    assert (granted, direct) == (["manage", "here", "knowledge"], ["manage", "knowledge"])


async def test_hidden_command_is_told_from_a_missing_one(sandbox: Sandbox) -> None:
    guild, mia = sandbox.guild("Observatory"), sandbox.user("Mia")
    guild.join(mia)
    channel = guild.text("general")

    async with running(sandbox, offering()):
        with pytest.raises(NotOffered, match="Mia may not use manage in general"):
            await mia.slash(channel, "manage")
        with pytest.raises(NotOffered, match="registered no mange; registered: here, knowledge, manage"):
            await mia.slash(channel, "mange")


async def test_options_carry_people_channels_and_files(sandbox: Sandbox) -> None:
    guild, mia = sandbox.guild("Observatory"), sandbox.user("Mia")
    guild.join(mia)
    channel = guild.text("general")

    async with running(sandbox, offering()):
        placed = await mia.slash(channel, "here", who=mia, where=channel)
        loaded = await mia.slash(channel, "knowledge reload", file=("a.txt", b"text"), much=2)

    assert (placed.response.content, loaded.response.content) == ("Mia in general", "text 2.0")


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        (option(max_length=3), "long"),
        (option(min_length=3), "no"),
        (option(type=4, max_value=3), 4),
        (option(choices=choices(2)), "7"),
    ],
)
async def test_value_that_the_client_refuses_is_not_sent(sandbox: Sandbox, schema: Json, value: Any) -> None:
    guild = sandbox.guild("Observatory")
    channel = guild.text("general")
    async with logged_in(sandbox) as bot:
        await bot.ask("PUT", f"/applications/{bot.application_id}/commands", [command(options=[schema])])
    [ask] = sandbox.world.commands.values()

    with pytest.raises(NotOffered):
        fill_in(ask, [], {"question": value}, Resolved(sandbox.world, channel, guild.owner))
