"""When and how often an interaction may be answered."""

from typing import Any

import discord
import pytest

from bot.sandbox import GuildChannel, Interaction, NoAnswer, Person, Sandbox
from tests.sandbox.command_bot import CommandBot, Used
from tests.sandbox.tiny_bot import running


@pytest.fixture
def channel(sandbox: Sandbox) -> GuildChannel:
    return sandbox.guild("Observatory").text("general")


@pytest.fixture
def mia(sandbox: Sandbox, channel: GuildChannel) -> Person:
    person = sandbox.user("Mia", locale="de")
    channel.guild.join(person)
    return person


async def begun(sandbox: Sandbox, bot: CommandBot, channel: GuildChannel, mia: Person) -> tuple[Interaction, Used]:
    """A command that waits for an answer, as both sides know it."""
    interaction = mia.begin(channel, "silent", {})
    await bot.seen("INTERACTION_CREATE")
    assert bot.last is not None
    return interaction, bot.last


async def test_answer_after_three_seconds_is_too_late(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    bot = CommandBot()
    async with running(sandbox, bot):
        _, used = await begun(sandbox, bot, channel, mia)
        sandbox.clock.advance(3.1)

        with pytest.raises(discord.NotFound) as late:
            await used.response.send_message("sorry")

    assert late.value.code == 10062


async def test_second_answer_is_refused(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    bot = CommandBot()
    async with running(sandbox, bot):
        interaction, used = await begun(sandbox, bot, channel, mia)
        callback = f"/interactions/{interaction.id}/{interaction.token}/callback"
        await used.response.send_message("first")

        with pytest.raises(discord.HTTPException) as second:
            await bot.ask("POST", callback, {"type": 4, "data": {"content": "second"}})

    assert (second.value.status, second.value.code) == (400, 40060)


async def test_token_ends_after_fifteen_minutes(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    bot = CommandBot()
    async with running(sandbox, bot):
        _, used = await begun(sandbox, bot, channel, mia)
        await used.response.defer(thinking=True)
        sandbox.clock.advance(15 * 60)

        with pytest.raises(discord.HTTPException) as expired:
            await used.edit_original_response(content="sorry")

    assert (expired.value.status, expired.value.code) == (401, 50027)
    assert [each.name for each in sandbox.unanswered()] == ["silent"]


async def test_follow_up_before_the_answer_is_refused(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    bot = CommandBot()
    async with running(sandbox, bot):
        _, used = await begun(sandbox, bot, channel, mia)

        with pytest.raises(discord.NotFound) as unknown:
            await used.followup.send("too early")

    assert unknown.value.code == 10015


async def test_first_follow_up_takes_the_place_of_thinking(
    sandbox: Sandbox, channel: GuildChannel, mia: Person
) -> None:
    bot = CommandBot()
    async with running(sandbox, bot):
        interaction, used = await begun(sandbox, bot, channel, mia)
        await used.response.defer(thinking=True)
        await used.followup.send("the answer", ephemeral=True)

    assert (interaction.response.content, interaction.ephemeral, len(channel.history())) == ("the answer", False, 1)


async def test_answers_are_read_changed_and_deleted(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    bot = CommandBot()
    async with running(sandbox, bot):
        _, used = await begun(sandbox, bot, channel, mia)
        await used.response.send_message("first")
        follow_up = await used.followup.send("more", wait=True)
        await follow_up.edit(content="even more")
        contents = [each.content for each in channel.history()]
        await follow_up.delete()
        original = await used.original_response()
        await original.delete()
        with pytest.raises(discord.NotFound) as gone:
            await used.followup.fetch_message(original.id)

    assert (contents, original.content, channel.history(), gone.value.code) == (
        ["first", "even more"],
        "first",
        [],
        10008,
    )


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"type": 7, "data": {"content": "x"}}, ["type"]),
        ({"type": 8, "data": {"choices": []}}, ["type"]),
        ({"type": 77}, ["type"]),
        ({"type": 4, "data": {"content": "x" * 2001}}, ["data", "content"]),
        ({"type": 9, "data": {"custom_id": "m", "title": "x" * 46, "components": [None]}}, ["data", "title"]),
        ({"type": 9, "data": {"custom_id": "x" * 101, "title": "x", "components": [None]}}, ["data", "custom_id"]),
        ({"type": 9, "data": {"custom_id": "m", "title": "x", "components": []}}, ["data", "components"]),
        ({"type": 9, "data": {"custom_id": "m", "title": "x", "components": [None] * 6}}, ["data", "components"]),
    ],
)
async def test_answer_beyond_a_limit_is_refused_and_may_be_sent_again(
    sandbox: Sandbox, channel: GuildChannel, mia: Person, body: dict[str, Any], path: list[str]
) -> None:
    field = {"type": 18, "label": "Why", "component": {"type": 4, "custom_id": "why", "style": 1}}
    modal = body.get("data", {})
    fields = [
        field | {"component": field["component"] | {"custom_id": f"why {number}"}}  # type: ignore[operator]
        for number in range(len(modal.get("components", [])))
    ]
    if "components" in modal:
        body = body | {"data": modal | {"components": fields}}
    bot = CommandBot()

    async with running(sandbox, bot):
        interaction, used = await begun(sandbox, bot, channel, mia)
        with pytest.raises(discord.HTTPException) as refused:
            await bot.ask("POST", f"/interactions/{interaction.id}/{interaction.token}/callback", body)
        errors = (sandbox.requests[-1].answer or {})["errors"]
        await used.response.send_message("better")

    for step in path:
        errors = errors[step]
    assert (refused.value.code, list(errors)) == (50035, ["_errors"])
    assert interaction.response.content == "better"


async def test_suggestions_beyond_a_limit_are_refused(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    sandbox.patience = 0.3
    bot = CommandBot()

    async with running(sandbox, bot):
        with pytest.raises(NoAnswer, match="→ 400 50035"):
            await mia.autocomplete(channel, "plain", {"text": "x" * 99}, focused="text")


async def test_command_works_in_direct_messages(sandbox: Sandbox, mia: Person) -> None:
    async with running(sandbox, CommandBot()) as bot:
        used = await mia.slash(mia.direct(), "plain", text="here")

    assert (used.response.content, bot.last.guild, bot.last.context.dm_channel) == ("here", None, True)  # type: ignore[attr-defined]
