import asyncio
import json
from typing import Any

import aiohttp
import discord
import pytest

from bot.sandbox import Intent, Sandbox
from tests.sandbox.tiny_bot import TinyBot, point_at, running


async def test_gateway_tells_the_bot_of_its_guilds(sandbox: Sandbox) -> None:
    guild = sandbox.guild("Observatory", owner="Olga")
    guild.text("general")

    async with running(sandbox) as bot:
        [seen] = bot.guilds

    assert (seen.name, seen.owner_id, seen.me.id, [each.name for each in seen.channels]) == (
        "Observatory",
        int(guild.owner.id),
        int(sandbox.bot.id),
        ["general"],
    )


async def test_gateway_acknowledges_heartbeats(sandbox: Sandbox) -> None:
    sandbox.gateway.heartbeat_interval = 0.05

    async with running(sandbox) as bot:
        await asyncio.sleep(0.2)

        assert 0 <= bot.latency < 1


@pytest.mark.parametrize("code", [None, 4000, 1001])
async def test_dropped_connection_is_resumed_with_what_was_missed(sandbox: Sandbox, code: int | None) -> None:
    guild, mia = sandbox.guild("Observatory"), sandbox.user("Mia")
    channel = guild.text("general")
    guild.join(mia)

    async with running(sandbox) as bot:
        sandbox.gateway.drop(code)
        await sandbox.gateway.until(lambda: not sandbox.gateway.connected)
        await mia.write(channel, "while you were away")

        assert await bot.seen("RESUMED")
        assert [message.channel.id for message in bot.messages] == [int(channel.id)]
        assert sandbox.gateway.identified == 1


async def test_reconnect_request_is_followed_by_a_resume(sandbox: Sandbox) -> None:
    async with running(sandbox) as bot:
        sandbox.gateway.ask_to_reconnect()

        assert await bot.seen("RESUMED")
        assert (sandbox.gateway.identified, sandbox.gateway.resumed) == (1, 1)


async def test_invalid_session_makes_the_bot_identify_anew(sandbox: Sandbox) -> None:
    async with running(sandbox) as bot:
        sandbox.gateway.invalidate()

        assert await bot.seen("READY", times=2)
        assert sandbox.gateway.identified == 2


async def test_resumable_invalid_session_is_resumed(sandbox: Sandbox) -> None:
    async with running(sandbox) as bot:
        sandbox.gateway.invalidate(resumable=True)

        assert await bot.seen("RESUMED")


async def test_refused_resume_makes_the_bot_identify_anew(sandbox: Sandbox) -> None:
    async with running(sandbox) as bot:
        sandbox.gateway.refuse_resumes()
        sandbox.gateway.drop()

        assert await bot.seen("READY", times=2)
        assert (sandbox.gateway.identified, sandbox.gateway.resumed) == (2, 0)


async def test_goodbye_ends_the_session(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as client, client.ws_connect(sandbox.gateway.url) as socket:
        await socket.send_str(json.dumps(IDENTIFY).replace("TOKEN", sandbox.token))
        await sandbox.ready(commands=False)
        await socket.close(code=1000)

    assert await sandbox.gateway.until(lambda: not sandbox.gateway.sessions)


async def test_wrong_token_is_refused(sandbox: Sandbox) -> None:
    point_at(sandbox)
    bot = TinyBot()

    with pytest.raises(discord.LoginFailure):
        await bot.start("not.the.token")

    await bot.close()


async def test_privileged_intent_that_is_switched_off_is_refused(sandbox: Sandbox) -> None:
    point_at(sandbox)
    bot = TinyBot(discord.Intents(guilds=True, message_content=True))

    with pytest.raises(discord.PrivilegedIntentsRequired):
        await bot.start(sandbox.token)

    await bot.close()


async def test_members_are_sent_with_their_intent() -> None:
    async with Sandbox(privileged=Intent.GUILD_MEMBERS) as sandbox:
        guild = sandbox.guild("Observatory", owner="Olga")
        guild.join(sandbox.user("Mia"))
        intents = discord.Intents(guilds=True, members=True)

        async with running(sandbox, TinyBot(intents)) as bot:
            members = {member.display_name for member in bot.guilds[0].members}

    assert members == {"Olga", "Mia", "Quoth"}


async def test_members_are_found_by_name_without_the_intent(sandbox: Sandbox) -> None:
    guild = sandbox.guild("Observatory")
    guild.join(sandbox.user("Mia"))

    async with running(sandbox) as bot:
        found = await bot.guilds[0].query_members("mi")

    assert [member.display_name for member in found] == ["Mia"]


async def test_events_without_their_intent_are_not_sent(sandbox: Sandbox) -> None:
    guild = sandbox.guild("Observatory", owner="Olga")
    channel, mia = guild.text("general"), sandbox.user("Mia")

    async with running(sandbox, TinyBot(discord.Intents(guilds=True))) as bot:
        guild.join(mia)
        message = await mia.write(channel, "hello")
        await mia.react(message, "👍")
        await mia.start_typing(channel)
        guild.text("second")
        await bot.seen("CHANNEL_CREATE")

    assert bot.events == ["READY", "GUILD_CREATE", "CHANNEL_CREATE"]


async def test_guild_life_is_told(sandbox: Sandbox) -> None:
    guild = sandbox.guild("Observatory")

    async with running(sandbox) as bot:
        channel = guild.text("new")
        channel.permit(guild.everyone)
        role = guild.role("Helper")
        sandbox.world.remove_role(guild, role)
        sandbox.world.rename_guild(guild, "Telescope")
        channel.remove()
        guild.leave(sandbox.bot)
        guild.join(sandbox.bot)
        await bot.seen("GUILD_CREATE", times=2)

    assert bot.events[2:] == [
        "CHANNEL_CREATE",
        "CHANNEL_UPDATE",
        "GUILD_ROLE_CREATE",
        "GUILD_ROLE_DELETE",
        "GUILD_UPDATE",
        "CHANNEL_DELETE",
        "GUILD_DELETE",
        "GUILD_CREATE",
    ]


async def test_presence_is_kept(sandbox: Sandbox) -> None:
    async with running(sandbox) as bot:
        await bot.change_presence(activity=discord.Game("chess"))
        await asyncio.sleep(0.05)

    assert sandbox.gateway.presence["activities"][0]["name"] == "chess"


IDENTIFY = {"op": 2, "d": {"token": "TOKEN", "intents": 1}}


@pytest.mark.parametrize(
    ("frames", "code"),
    [
        (["{not json"], 4002),
        (["x" * 5000], 4002),
        ([{"op": 1, "d": None}] * 121, 4008),
        ([{"op": 3, "d": {}}], 4003),
        ([{"op": 2, "d": {"token": "wrong", "intents": 1}}], 4004),
        ([{"op": 6, "d": {"token": "wrong", "session_id": "", "seq": 1}}], 4004),
        ([IDENTIFY, IDENTIFY], 4005),
        ([IDENTIFY, {"op": 99, "d": {}}], 4001),
        ([{"op": 2, "d": {"token": "TOKEN", "intents": 1, "shard": [2, 2]}}], 4010),
        ([{"op": 2, "d": {"token": "TOKEN", "intents": 1 << 40}}], 4013),
        ([{"op": 2, "d": {"token": "TOKEN", "intents": 1 << 15}}], 4014),
    ],
)
async def test_gateway_closes_on_misuse(sandbox: Sandbox, frames: list[Any], code: int) -> None:
    async with aiohttp.ClientSession() as client, client.ws_connect(sandbox.gateway.url + "?v=10") as socket:
        for frame in frames:
            text = frame if isinstance(frame, str) else json.dumps(frame)
            await socket.send_str(text.replace("TOKEN", sandbox.token))
        async for _ in socket:
            pass

        assert socket.close_code == code


async def test_resume_from_the_future_is_refused(sandbox: Sandbox) -> None:
    async with running(sandbox):
        [session] = sandbox.gateway.sessions.values()
        resume = {"op": 6, "d": {"token": sandbox.token, "session_id": session.id, "seq": 10_000}}

        async with aiohttp.ClientSession() as client, client.ws_connect(sandbox.gateway.url) as socket:
            await socket.send_str(json.dumps(resume))
            async for _ in socket:
                pass

            assert socket.close_code == 4007


async def test_shards_get_their_own_guilds(sandbox: Sandbox) -> None:
    guilds = [sandbox.guild(f"Guild {number}") for number in range(6)]
    point_at(sandbox)
    seen = []

    for shard in range(2):
        bot = TinyBot()
        bot.shard_id, bot._connection.shard_count = shard, 2
        async with running(sandbox, bot):
            seen.append({guild.id for guild in bot.guilds})

    assert seen == [{int(guild.id) for guild in guilds if (int(guild.id) >> 22) % 2 == shard} for shard in range(2)]
