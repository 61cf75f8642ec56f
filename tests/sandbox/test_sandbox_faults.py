import asyncio
import time

import aiohttp
import discord
import pytest

from bot.sandbox import GuildChannel, NoAnswer, Request, Sandbox
from tests.sandbox.tiny_bot import TinyBot, logged_in

POSTING = "POST /channels/*/messages"


@pytest.fixture
def channel(sandbox: Sandbox) -> GuildChannel:
    return sandbox.guild("Observatory").text("general")


def there(bot: TinyBot, channel: GuildChannel) -> discord.PartialMessageable:
    return bot.get_partial_messageable(int(channel.id))


def statuses(sandbox: Sandbox) -> list[int]:
    return [each.status for each in sandbox.requests if each.name == "POST /channels/{channel_id}/messages"]


async def test_every_answer_tells_its_rate_limit(sandbox: Sandbox, channel: GuildChannel) -> None:
    authorization = {"Authorization": f"Bot {sandbox.token}"}
    async with aiohttp.request("GET", f"{sandbox.url}/users/@me", headers=authorization) as response:
        headers = response.headers

    names = ["Limit", "Remaining", "Reset", "Reset-After", "Bucket"]
    assert all(f"X-RateLimit-{name}" in headers for name in names)


@pytest.mark.parametrize("status", [500, 502])
async def test_server_error_is_met_once_and_tried_again(sandbox: Sandbox, channel: GuildChannel, status: int) -> None:
    async with logged_in(sandbox) as bot:
        sandbox.faults.fail(POSTING, status)
        await there(bot, channel).send("hello")

    assert statuses(sandbox) == [status, 200]


async def test_slow_answers_take_their_time(sandbox: Sandbox, channel: GuildChannel) -> None:
    async with logged_in(sandbox) as bot:
        sandbox.faults.slow(POSTING, 0.2)
        began = time.perf_counter()
        await there(bot, channel).send("hello")
        slow = time.perf_counter() - began

    assert slow >= 0.2


@pytest.mark.parametrize("everywhere", [True, False])
async def test_too_many_requests_are_told_when_to_come_again(
    sandbox: Sandbox, channel: GuildChannel, everywhere: bool
) -> None:
    async with logged_in(sandbox) as bot:
        sandbox.faults.too_many(POSTING, 0.1, everywhere=everywhere)
        began = time.perf_counter()
        await there(bot, channel).send("hello")
        waited = time.perf_counter() - began

    assert statuses(sandbox) == [429, 200]
    assert waited >= 0.1


async def test_enforced_limit_answers_429_with_discords_body(sandbox: Sandbox, channel: GuildChannel) -> None:
    sandbox.ratelimits.enforce("POST /channels/*/messages", limit=2, per=60)
    url = f"{sandbox.url}/channels/{channel.id}/messages"
    answers = []

    async with aiohttp.ClientSession(headers={"Authorization": f"Bot {sandbox.token}"}) as client:
        for _ in range(3):
            async with client.post(url, json={"content": "hello"}) as response:
                answers.append((response.status, response.headers["X-RateLimit-Remaining"]))
                body, headers = await response.json(), response.headers

    assert answers == [(200, "1"), (200, "0"), (429, "0")]
    assert (body["message"], body["global"], 0 < body["retry_after"] <= 60) == (
        "You are being rate limited.",
        False,
        True,
    )
    assert headers["X-RateLimit-Scope"] == "user"


async def test_discord_py_keeps_to_an_enforced_limit(sandbox: Sandbox, channel: GuildChannel) -> None:
    sandbox.ratelimits.enforce(POSTING, limit=2, per=0.3)

    async with logged_in(sandbox) as bot:
        await asyncio.gather(*(there(bot, channel).send(f"{index}") for index in range(5)))

    assert (statuses(sandbox), len(channel.history())) == ([200] * 5, 5)


async def test_broken_connection_is_met_by_the_bot(sandbox: Sandbox, channel: GuildChannel) -> None:
    async with logged_in(sandbox) as bot:
        sandbox.faults.hang_up(POSTING)

        with pytest.raises(aiohttp.ClientError):
            await there(bot, channel).send("hello")


@pytest.mark.parametrize("after", [True, False])
async def test_broken_connection_comes_before_the_deed_or_after_it(
    sandbox: Sandbox, channel: GuildChannel, after: bool
) -> None:
    async with logged_in(sandbox) as bot:
        sandbox.faults.hang_up(POSTING, after=after)

        with pytest.raises(aiohttp.ClientError):
            await there(bot, channel).send("hello")

    assert [each.content for each in channel.history()] == ["hello"] * after


async def test_answer_that_breaks_off_is_met_by_the_bot(sandbox: Sandbox, channel: GuildChannel) -> None:
    async with logged_in(sandbox) as bot:
        sandbox.faults.break_off(POSTING)

        with pytest.raises(aiohttp.ClientPayloadError):
            await there(bot, channel).send("hello")

    assert [each.content for each in channel.history()] == ["hello"]


async def test_failure_tells_discords_own_code(sandbox: Sandbox, channel: GuildChannel) -> None:
    async with logged_in(sandbox) as bot:
        sandbox.faults.fail(POSTING, 400, code=50033)

        with pytest.raises(discord.HTTPException) as met:
            await there(bot, channel).send("hello")

    assert (met.value.status, met.value.code) == (400, 50033)


async def test_message_with_a_nonce_is_sent_once(sandbox: Sandbox, channel: GuildChannel) -> None:
    async with logged_in(sandbox) as bot:
        sent = [await there(bot, channel).send("hello", nonce="one") for _ in range(2)]
        another = await there(bot, channel).send("hello", nonce="two")
        sandbox.clock.advance(5 * 60)
        later = await there(bot, channel).send("hello", nonce="one")

    assert sent[0].id == sent[1].id
    assert [each.id for each in channel.history()] == [str(each.id) for each in (sent[0], another, later)]


async def test_nonce_that_is_not_enforced_lets_a_message_be_sent_twice(sandbox: Sandbox, channel: GuildChannel) -> None:
    url = f"{sandbox.url}/channels/{channel.id}/messages"
    async with aiohttp.ClientSession(headers={"Authorization": f"Bot {sandbox.token}"}) as client:
        for _ in range(2):
            async with client.post(url, json={"content": "hello", "nonce": "one"}) as response:
                assert response.status == 200

    assert len(channel.history()) == 2


async def test_handshake_of_the_gateway_may_be_refused(sandbox: Sandbox) -> None:
    sandbox.faults.fail("CONNECT /gateway", 503)

    async with aiohttp.ClientSession() as client:
        with pytest.raises(aiohttp.WSServerHandshakeError) as met:
            await client.ws_connect(sandbox.gateway.url)
        async with client.ws_connect(sandbox.gateway.url) as socket:
            hello = await socket.receive_json()

    assert (met.value.status, hello["op"]) == (503, 10)


async def test_faults_are_used_up_and_can_be_taken_back(sandbox: Sandbox, channel: GuildChannel) -> None:
    asked = Request(method="GET", route="/users/@me", path="/users/@me", at=0.0)
    sandbox.faults.fail("GET *", 503, times=2)
    met = sandbox.faults.next_for(asked)
    sandbox.faults.clear()

    assert (met and met.status, sandbox.faults.next_for(asked)) == (503, None)


async def test_fault_of_one_path_meets_no_other_path_of_its_route(sandbox: Sandbox) -> None:
    sandbox.faults.fail("GET /users/12", 503)
    paths = ("/users/1", "/users/12", "/users/12")
    asked = [Request(method="GET", route="/users/{user_id}", path=path, at=0.0) for path in paths]

    assert [bool(sandbox.faults.next_for(each)) for each in asked] == [False, True, False]


async def test_requests_without_the_token_are_refused(sandbox: Sandbox) -> None:
    async with (
        aiohttp.ClientSession() as client,
        client.get(f"{sandbox.url}/users/@me") as refused,
        client.get(f"{sandbox.url}/gateway") as open_to_all,
    ):
        assert (refused.status, await refused.json()) == (401, {"message": "401: Unauthorized", "code": 0})
        assert await open_to_all.json() == {"url": sandbox.gateway.url}


async def test_body_that_is_no_json_is_refused(sandbox: Sandbox, channel: GuildChannel) -> None:
    headers = {"Authorization": f"Bot {sandbox.token}", "Content-Type": "application/json"}

    url = f"{sandbox.url}/channels/{channel.id}/messages"
    async with aiohttp.request("POST", url, headers=headers, data=b"{") as response:
        assert (response.status, (await response.json())["code"]) == (400, 50109)


async def test_bot_that_never_comes_is_reported(sandbox: Sandbox) -> None:
    with pytest.raises(NoAnswer, match=r"within 0\.1 s the bot has not connected; the bot sent no request at all"):
        await sandbox.ready(0.1)
