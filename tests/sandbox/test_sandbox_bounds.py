"""The limits of threads and of reasons."""

import discord
import pytest

from bot.sandbox import Permission, Sandbox
from tests.sandbox.bodies import Json
from tests.sandbox.tiny_bot import logged_in


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"name": ""}, "name"),
        ({"name": " "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "x", "applied_tags": ["1"] * 6}, "applied_tags"),
        ({"name": "x", "auto_archive_duration": 7}, "auto_archive_duration"),
        ({"name": "x", "rate_limit_per_user": 21_601}, "rate_limit_per_user"),
    ],
)
async def test_thread_beyond_a_limit_is_refused(sandbox: Sandbox, body: Json, path: str) -> None:
    channel = sandbox.guild("Observatory").text("general")

    async with logged_in(sandbox) as bot:
        with pytest.raises(discord.HTTPException) as refused:
            await bot.ask("POST", f"/channels/{channel.id}/threads", body | {"type": 11})

    assert (refused.value.code, list((sandbox.requests[-1].answer or {})["errors"])) == (50035, [path])


async def test_reason_of_more_than_512_characters_is_refused(sandbox: Sandbox) -> None:
    guild = sandbox.guild("Observatory")
    guild.give(sandbox.bot, guild.role("Maker", Permission.MANAGE_CHANNELS))
    channel = guild.text("general")

    async with logged_in(sandbox) as bot:
        with pytest.raises(discord.HTTPException) as refused:
            await bot.http.delete_channel(int(channel.id), reason="ü" * 513)
        await bot.http.delete_channel(int(channel.id), reason="ü" * 512)

    assert (refused.value.code, channel.id in sandbox.world.channels) == (50035, False)
