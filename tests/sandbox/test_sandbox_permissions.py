from typing import Any

import discord
import pytest

from bot.sandbox import ApiError, Guild, Intent, Permission, Person, Sandbox
from bot.sandbox.rules.permissions import permissions_in
from bot.sandbox.state.permissions import EVERYTHING, NOBODY
from tests.sandbox.tiny_bot import TinyBot, logged_in, running

P = Permission


@pytest.fixture
def guild(sandbox: Sandbox) -> Guild:
    return sandbox.guild("Observatory", owner="Olga")


@pytest.fixture
def mia(sandbox: Sandbox, guild: Guild) -> Person:
    person = sandbox.user("Mia")
    guild.join(person)
    return person


def test_owner_and_administrators_may_do_everything(sandbox: Sandbox, guild: Guild) -> None:
    channel = guild.text("general").permit(guild.everyone, deny=EVERYTHING)
    admin = sandbox.user("Ada")
    guild.join(admin, permissions=P.ADMINISTRATOR)

    assert (permissions_in(channel, guild.owner), permissions_in(channel, admin)) == (EVERYTHING, EVERYTHING)


def test_overwrites_are_laid_over_in_discords_order(guild: Guild, mia: Person) -> None:
    channel = guild.text("general")
    denied, allowed = guild.role("Denied"), guild.role("Allowed")
    guild.give(mia, denied)
    guild.give(mia, allowed)
    channel.permit(guild.everyone, deny=P.ADD_REACTIONS | P.SEND_POLLS | P.ATTACH_FILES)
    channel.permit(denied, deny=P.EMBED_LINKS, allow=P.SEND_POLLS)
    channel.permit(allowed, allow=P.EMBED_LINKS | P.ADD_REACTIONS)
    channel.permit(mia, deny=P.ADD_REACTIONS)

    granted = permissions_in(channel, mia)

    asked = (P.SEND_POLLS, P.EMBED_LINKS, P.ADD_REACTIONS, P.ATTACH_FILES, P.SEND_MESSAGES)
    assert [each in granted for each in asked] == [True, True, False, False, True]


def test_who_cannot_see_or_send_loses_what_follows_from_it(guild: Guild, mia: Person) -> None:
    unseen = guild.text("unseen", private=True)
    mute = guild.text("mute").permit(guild.everyone, deny=P.SEND_MESSAGES)

    assert permissions_in(unseen, mia) == NOBODY
    assert permissions_in(mute, mia) & (P.EMBED_LINKS | P.ATTACH_FILES | P.MENTION_EVERYONE) == NOBODY


def test_timed_out_members_only_read(guild: Guild, mia: Person) -> None:
    guild.members[mia.id].timed_out = True

    assert permissions_in(guild.text("general"), mia) == P.VIEW_CHANNEL | P.READ_MESSAGE_HISTORY


def test_strangers_may_do_nothing(sandbox: Sandbox, guild: Guild, mia: Person) -> None:
    stranger = sandbox.user("Stranger")

    assert permissions_in(guild.text("general"), stranger) == permissions_in(mia.direct(), stranger) == NOBODY


REFUSALS = [
    (P.VIEW_CHANNEL, "POST", "/messages", {"content": "x"}, 403, 50001),
    (P.VIEW_CHANNEL, "GET", "/messages", None, 403, 50001),
    (P.SEND_MESSAGES, "POST", "/messages", {"content": "x"}, 403, 50013),
    (P.SEND_MESSAGES, "POST", "/typing", None, 403, 50013),
    (P.EMBED_LINKS, "POST", "/messages", {"embeds": [{"title": "x"}]}, 403, 50013),
    (P.READ_MESSAGE_HISTORY, "POST", "/messages", "REPLY", 403, 160002),
    (P.READ_MESSAGE_HISTORY, "GET", "/messages/MESSAGE", None, 403, 50013),
    (P.ADD_REACTIONS, "PUT", "/messages/MESSAGE/reactions/👍/@me", None, 403, 50013),
    (P.CREATE_PUBLIC_THREADS, "POST", "/messages/MESSAGE/threads", {"name": "x"}, 403, 50013),
    (P.MANAGE_MESSAGES, "DELETE", "/messages/MESSAGE", None, 403, 50013),
    (P.MANAGE_CHANNELS, "PATCH", "", {"name": "x"}, 403, 50013),
    (NOBODY, "PATCH", "/messages/MESSAGE", {"content": "x"}, 403, 50005),
    (NOBODY, "GET", "/messages/1", None, 404, 10008),
]


@pytest.mark.parametrize(("lacking", "method", "path", "body", "status", "code"), REFUSALS)
async def test_bot_is_refused_what_it_lacks(  # noqa: PLR0913, PLR0917 - a table of requests
    sandbox: Sandbox,
    guild: Guild,
    mia: Person,
    lacking: Permission,
    method: str,
    path: str,
    body: Any,
    status: int,
    code: int,
) -> None:
    channel = guild.text("general")
    message = await mia.write(channel, "hello")
    channel.permit(sandbox.bot, deny=lacking)
    sent = {"content": "x", "message_reference": {"message_id": message.id}} if body == "REPLY" else body

    async with logged_in(sandbox) as bot:
        with pytest.raises(discord.HTTPException) as refused:
            await bot.ask(method, f"/channels/{channel.id}{path.replace('MESSAGE', message.id)}", sent)

    assert (refused.value.status, refused.value.code) == (status, code)


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/channels/1", 10003),
        ("GET", "/guilds/1", 10004),
        ("GET", "/users/1", 10013),
        ("GET", "/guilds/GUILD/members/1", 10013),
        ("GET", "/guilds/GUILD/roles/1", 10011),
        ("POST", "/webhooks/1/token", 10015),
        ("GET", "/nothing/here", 0),
    ],
)
async def test_what_does_not_exist_is_not_found(
    sandbox: Sandbox, guild: Guild, method: str, path: str, code: int
) -> None:
    async with logged_in(sandbox) as bot:
        with pytest.raises(discord.NotFound) as missing:
            await bot.ask(method, path.replace("GUILD", guild.id))

    assert missing.value.code == code


async def test_guild_that_the_bot_left_is_gone_for_it(sandbox: Sandbox, guild: Guild) -> None:
    channel = guild.text("general")
    guild.leave(sandbox.bot)

    async with logged_in(sandbox) as bot:
        with pytest.raises(discord.NotFound):
            await bot.fetch_guild(int(guild.id))
        with pytest.raises(discord.Forbidden):
            await bot.get_partial_messageable(int(channel.id)).send("hello")


async def test_people_are_held_to_permissions_as_well(sandbox: Sandbox, guild: Guild, mia: Person) -> None:
    mute = guild.text("mute").permit(guild.everyone, deny=P.SEND_MESSAGES)

    with pytest.raises(ApiError, match="50013"):
        await mia.write(mute, "hello")
    with pytest.raises(ApiError, match="50008"):
        await mia.write(guild.forum("help"), "hello")


async def test_hidden_channels_are_not_told(sandbox: Sandbox, guild: Guild) -> None:
    hidden = guild.text("hidden", private=True)
    olga = guild.owner

    async with running(sandbox) as bot:
        await olga.write(hidden, f"{sandbox.bot.mention} are you there?")
        await olga.write(guild.text("open"), "now")
        await bot.seen("MESSAGE_CREATE")

    assert bot.events.count("MESSAGE_CREATE") == 1


@pytest.mark.parametrize(("text", "read"), [("hello", ""), ("<@BOT> hello", "<@BOT> hello"), ("`<@BOT>` as code", "")])
async def test_content_is_read_only_where_the_bot_is_meant(
    sandbox: Sandbox, guild: Guild, mia: Person, text: str, read: str
) -> None:
    channel = guild.text("general")

    async with running(sandbox) as bot:
        message = await mia.write(channel, text.replace("BOT", sandbox.bot.id), files=[("a.txt", b"a")])
        await bot.seen("MESSAGE_CREATE")
        fetched = await bot.get_partial_messageable(int(channel.id)).fetch_message(int(message.id))

    expected = (read.replace("BOT", sandbox.bot.id), 1 if read else 0)
    assert [(each.content, len(each.attachments)) for each in (*bot.messages, fetched)] == [expected, expected]


async def test_reply_to_the_bot_is_read_and_what_it_answers_too(sandbox: Sandbox, guild: Guild, mia: Person) -> None:
    channel = guild.text("general")

    async with running(sandbox) as bot:
        ours = await bot.get_partial_messageable(int(channel.id)).send("ask me")
        [asked] = [each for each in channel.history() if each.id == str(ours.id)]
        await mia.write(channel, "who?", reply_to=asked)
        await mia.write(channel, "and who?", reply_to=asked, ping=False)
        await bot.seen("MESSAGE_CREATE", times=3)
        resolved = bot.messages[2].reference and bot.messages[2].reference.resolved

    assert [each.content for each in bot.messages] == ["ask me", "who?", ""]
    assert isinstance(resolved, discord.Message)
    assert resolved.content == "ask me"


async def test_all_content_is_read_with_the_intent() -> None:
    async with Sandbox(privileged=Intent.MESSAGE_CONTENT) as sandbox:
        guild, mia = sandbox.guild("Observatory"), sandbox.user("Mia")
        guild.join(mia)
        intents = discord.Intents.default()
        intents.message_content = True

        async with running(sandbox, TinyBot(intents)) as bot:
            await mia.write(guild.text("general"), "hello")
            await bot.seen("MESSAGE_CREATE")

    assert [each.content for each in bot.messages] == ["hello"]


async def test_roles_are_given_below_the_bots_own(sandbox: Sandbox, guild: Guild, mia: Person) -> None:
    own = guild.members[sandbox.bot.id].roles[0]
    own.permissions |= P.MANAGE_ROLES
    higher = guild.role("Higher")
    lower = guild.role("Lower")
    own.position, lower.position = 2, 1

    async with logged_in(sandbox) as bot:
        path = f"/guilds/{guild.id}/members/{mia.id}/roles/"
        await bot.ask("PUT", path + lower.id)
        with pytest.raises(discord.Forbidden):
            await bot.ask("PUT", path + higher.id)

    assert guild.members[mia.id].roles == [lower]
