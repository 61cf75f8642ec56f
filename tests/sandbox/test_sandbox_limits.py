"""Bodies beyond Discord's limits, and where its error says the fault is."""

import io

import discord
import pytest

from bot.sandbox import Sandbox
from tests.sandbox.bodies import Json, button, menu, options, row, with_embed, with_row
from tests.sandbox.tiny_bot import logged_in

FIELD = {"name": "n", "value": "v"}
TOO_LONG = [
    ({"content": "x" * 2001}, "content"),
    ({"content": 5}, "content"),
    ({"content": "x", "nonce": "x" * 26}, "nonce"),
    ({"content": "x", "nonce": 2**63}, "nonce"),
    ({"content": "x", "attachments": [{"id": "0", "description": "x" * 1025}]}, "attachments.0.description"),
    ({"content": "x", "attachments": [{"id": "0", "filename": ""}]}, "attachments.0.filename"),
    ({"embeds": [{"title": "x"}] * 11}, "embeds"),
    (with_embed(title="x" * 257), "embeds.0.title"),
    (with_embed(description="x" * 4097), "embeds.0.description"),
    (with_embed(fields=[FIELD] * 26), "embeds.0.fields"),
    (with_embed(fields=[FIELD | {"name": "x" * 257}]), "embeds.0.fields.0.name"),
    (with_embed(fields=[FIELD, FIELD | {"value": "x" * 1025}]), "embeds.0.fields.1.value"),
    (with_embed(fields=[FIELD | {"value": "  "}]), "embeds.0.fields.0.value"),
    (with_embed(footer={"text": "x" * 2049}), "embeds.0.footer.text"),
    (with_embed(author={"name": "x" * 257}), "embeds.0.author.name"),
    (with_embed(title="x", url="not an address"), "embeds.0.url"),
    (with_embed(title="x", url="http://wiki/page"), "embeds.0.url"),
    (with_embed(title="x", url="https://example.org/" + "x" * 2048), "embeds.0.url"),
    (with_embed(title="x", image={"url": "ftp://example.org"}), "embeds.0.image.url"),
    (with_embed(title="x", image={"url": ""}), "embeds.0.image.url"),
    (with_embed(title="x", author={"name": "y", "url": "javascript://example.org"}), "embeds.0.author.url"),
    (with_embed(title="x", author={"name": "y", "icon_url": "no"}), "embeds.0.author.icon_url"),
    (with_embed(title="x", author={"name": " "}), "embeds.0.author.name"),
    (with_embed(title="x", timestamp="yesterday"), "embeds.0.timestamp"),
    (with_embed(title="x", color="red"), "embeds.0.color"),
    (with_embed(title="x", color=0x1000000), "embeds.0.color"),
    ({"embeds": [{"description": "x" * 3001}, {"description": "x" * 3000}]}, "embeds"),
    ({"content": "x", "components": [row(button(each)) for each in range(6)]}, "components"),
    ({"content": "x", "components": [button()]}, "components.0.type"),
    ({"content": "x", "allowed_mentions": {"parse": ["everything"]}}, "allowed_mentions.parse.0"),
    ({"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}}, "allowed_mentions"),
    ({"content": "x", "message_reference": {"message_id": "1"}}, "message_reference"),
    ({"content": "x", "flags": 1 << 15, "components": [{"type": 10, "content": "y"}]}, "content"),
    ({"flags": 1 << 15, "components": [{"type": 10, "content": "y"}] * 41}, "components"),
    ({"flags": 1 << 15, "components": [{"type": 10, "content": "y" * 2001}] * 2}, "components"),
]


@pytest.mark.parametrize(
    ("body", "path"), TOO_LONG, ids=[f"{index}-{path}" for index, (_, path) in enumerate(TOO_LONG)]
)
async def test_message_beyond_a_limit_is_refused_by_field(sandbox: Sandbox, body: Json, path: str) -> None:
    channel = sandbox.guild("Observatory").text("general")

    async with logged_in(sandbox) as bot:
        with pytest.raises(discord.HTTPException) as refused:
            await bot.ask("POST", f"/channels/{channel.id}/messages", body)

    answer = sandbox.requests[-1].answer or {}
    errors = answer["errors"]
    for step in path.split("."):
        errors = errors[step]
    assert (refused.value.status, refused.value.code, bool(errors["_errors"])) == (400, 50035, True)
    assert channel.history() == []


AT_THE_LIMIT = [
    {"content": "x" * 2000},
    with_embed(title="x" * 256, fields=[{"name": "x" * 256, "value": "x" * 1024}] * 4, footer={"text": "x" * 600}),
    with_embed(description="x" * 4096, footer={"text": "x" * 1904}),
    {"content": "x", "components": [row(*(button(line * 5 + each) for each in range(5))) for line in range(5)]},
    with_row(menu(options=options(25), max_values=25, placeholder="x" * 150)),
    with_row(button(label="x" * 80, custom_id="x" * 100, emoji={"name": "👍"})),
    {"flags": 1 << 15, "components": [{"type": 17, "components": [{"type": 10, "content": "y" * 4000}]}]},
    {"content": "x", "message_reference": {"message_id": "1", "fail_if_not_exists": False}},
]


@pytest.mark.parametrize("body", AT_THE_LIMIT)
async def test_message_at_the_limit_is_accepted(sandbox: Sandbox, body: Json) -> None:
    channel = sandbox.guild("Observatory").text("general")

    async with logged_in(sandbox) as bot:
        await bot.ask("POST", f"/channels/{channel.id}/messages", body)

    assert len(channel.history()) == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"content": "  \n"},
        {"content": None, "embeds": [{}]},
        {"embeds": [{"color": 5}]},
        with_row(button()) | {"content": ""},
    ],
)
async def test_empty_message_is_refused(sandbox: Sandbox, body: Json) -> None:
    channel = sandbox.guild("Observatory").text("general")

    async with logged_in(sandbox) as bot:
        with pytest.raises(discord.HTTPException) as refused:
            await bot.ask("POST", f"/channels/{channel.id}/messages", body)

    assert (refused.value.status, refused.value.code) == (400, 50006)


@pytest.mark.parametrize("body", [["x"], {"embeds": "x"}, {"components": [5]}])
async def test_body_of_the_wrong_shape_is_refused(sandbox: Sandbox, body: object) -> None:
    channel = sandbox.guild("Observatory").text("general")

    async with logged_in(sandbox) as bot:
        with pytest.raises(discord.HTTPException) as refused:
            await bot.ask("POST", f"/channels/{channel.id}/messages", body)

    assert (refused.value.status, refused.value.code) == (400, 50035)


async def test_all_faults_are_named_at_once(sandbox: Sandbox) -> None:
    channel = sandbox.guild("Observatory").text("general")
    body = {"content": "x" * 2001, "embeds": [{"title": "x" * 257, "footer": {"text": "x" * 2049}}]}

    async with logged_in(sandbox) as bot:
        with pytest.raises(
            discord.HTTPException, match=r"In content: .*\nIn embeds\.0\.title: .*\nIn embeds\.0\.footer\.text"
        ):
            await bot.ask("POST", f"/channels/{channel.id}/messages", body)


async def test_file_beyond_the_limit_is_refused(sandbox: Sandbox) -> None:
    channel = sandbox.guild("Observatory").text("general")
    large = discord.File(io.BytesIO(bytes(10 * 1024 * 1024 + 1)), "large.bin")

    async with logged_in(sandbox) as bot:
        partial = bot.get_partial_messageable(int(channel.id))
        with pytest.raises(discord.HTTPException) as refused:
            await partial.send(file=large)

    assert (refused.value.status, refused.value.code) == (413, 40005)
