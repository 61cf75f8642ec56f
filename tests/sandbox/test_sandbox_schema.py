"""Against Discord's own description of its interface, where DISCORD_OPENAPI names the document."""

import os

import discord
import pytest

from bot.sandbox import Sandbox
from bot.sandbox.wire.openapi import Schema, read_schema
from tests.sandbox.tiny_bot import TinyBot, running

BODY = {
    "type": "object",
    "properties": {
        "content": {"type": "string", "maxLength": 5},
        "to": {"$ref": "#/components/schemas/SnowflakeType"},
    },
}


def schema(*required: str) -> Schema:
    """Of one route, whose answer must have the fields named."""
    answer = {"type": "object", "required": required}
    post = {
        "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Body"}}}},
        "responses": {"200": {"content": {"application/json": {"schema": answer}}}},
    }
    types = {"SnowflakeType": {"type": "string"}, "Body": BODY}
    return Schema({"paths": {"/channels/{id}/messages": {"post": post}}, "components": {"schemas": types}})


needs_document = pytest.mark.skipif("DISCORD_OPENAPI" not in os.environ, reason="DISCORD_OPENAPI is not set")


def test_schema_names_the_fault_of_a_body() -> None:
    faults = schema().faults("POST", "/channels/{channel_id}/messages", {"content": "too long", "to": 5})

    assert faults == ['$.content: "too long" is longer than 5 characters']


@pytest.mark.parametrize(("method", "path"), [("GET", "/channels/{channel_id}/messages"), ("POST", "/elsewhere")])
def test_schema_has_nothing_against_what_it_does_not_describe(method: str, path: str) -> None:
    assert schema().faults(method, path, {"content": "much too long"}) == []


async def test_answer_of_the_sandbox_against_the_schema_is_kept() -> None:
    async with Sandbox() as sandbox:
        sandbox.schema = schema("never there")
        channel = sandbox.guild("Observatory").text("general")

        async with running(sandbox) as bot:
            await bot.get_partial_messageable(int(channel.id)).send("short")

    assert sandbox.deviations == ['POST /channels/{channel_id}/messages → 200: $: "never there" is a required property']


async def test_violation_is_answered_and_kept(sandbox: Sandbox) -> None:
    sandbox.schema = schema()
    channel = sandbox.guild("Observatory").text("general")

    async with running(sandbox) as bot:
        with pytest.raises(discord.HTTPException) as refused:
            await bot.get_partial_messageable(int(channel.id)).send("too long")

    assert (refused.value.status, refused.value.code) == (400, 50035)
    assert sandbox.violations == [
        'POST /channels/{channel_id}/messages: $.content: "too long" is longer than 5 characters'
    ]


@needs_document
@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"content": 5}, "$.content"),
        ({"embeds": [{"title": "t" * 257}]}, "$.embeds[0].title"),
        ({"components": [{"type": 1, "components": [{"type": 2, "style": 9}]}]}, "$.components[0].components[0].style"),
    ],
)
def test_schema_of_discord_names_where_a_message_is_wrong(body: dict[str, object], place: str) -> None:
    (fault,) = read_schema(os.environ["DISCORD_OPENAPI"]).faults("POST", "/channels/{channel_id}/messages", body)

    assert fault.startswith(f"{place}: ")


@needs_document
async def test_what_discord_py_and_the_sandbox_say_is_in_the_schema(sandbox: Sandbox) -> None:
    guild, mia = sandbox.guild("Observatory"), sandbox.user("Mia")
    guild.join(mia)
    channel, forum = guild.text("general"), guild.forum("help", tags=("open",))
    asked = await mia.write(channel, "who?")
    view = discord.ui.View()
    view.add_item(discord.ui.Button(label="More", custom_id="more"))
    view.add_item(discord.ui.Select(options=[discord.SelectOption(label="One", emoji="1️⃣")]))

    async with running(sandbox, TinyBot()) as bot:
        there = bot.guilds[0].text_channels[0]
        message = await there.fetch_message(int(asked.id))
        reply = await message.reply("Ada", embed=discord.Embed(title="Title").add_field(name="a", value="b"), view=view)
        await reply.edit(content="Eve")
        await reply.add_reaction("👍")
        [each async for each in there.history()]
        await reply.create_thread(name="Thread")
        await bot.guilds[0].forums[0].create_thread(name="Post", content="hello")
        await bot.fetch_guild(int(guild.id))
        await bot.fetch_channel(int(forum.id))
        await bot.guilds[0].fetch_member(int(mia.id))
        await (await bot.fetch_user(int(mia.id))).send("psst")
        await bot.application_info()
        await bot.guilds[0].fetch_roles()

    assert (sandbox.violations, sandbox.deviations) == ([], [])
