import discord
import pytest

from bot.sandbox import ApiError, Guild, Permission, Person, Sandbox, Thread
from tests.sandbox.tiny_bot import TinyBot, running


@pytest.fixture
def guild(sandbox: Sandbox) -> Guild:
    return sandbox.guild("Observatory")


@pytest.fixture
def mia(sandbox: Sandbox, guild: Guild) -> Person:
    person = sandbox.user("Mia")
    guild.join(person)
    return person


def text_channel(bot: TinyBot) -> discord.TextChannel:
    return bot.guilds[0].text_channels[0]


def only_thread(guild: Guild) -> Thread:
    [thread] = guild.threads.values()
    return thread


async def test_thread_of_a_message_shares_its_id(sandbox: Sandbox, guild: Guild, mia: Person) -> None:
    message = await mia.write(guild.text("general"), "hello")

    async with running(sandbox) as bot:
        fetched = await text_channel(bot).fetch_message(int(message.id))
        thread = await fetched.create_thread(name="About this", auto_archive_duration=60)
        await thread.send("in here")
        with pytest.raises(discord.HTTPException) as again:
            await fetched.create_thread(name="Once more")

    ours = only_thread(guild)
    assert (ours.id, ours.name, ours.auto_archive, ours.starter, again.value.code) == (
        message.id,
        "About this",
        60,
        message,
        160004,
    )
    assert [each.content for each in ours.history()] == ["in here"]


async def test_bot_is_told_of_peoples_threads(sandbox: Sandbox, guild: Guild, mia: Person) -> None:
    channel = guild.text("general")

    async with running(sandbox) as bot:
        thread = await mia.open_thread(channel, "Questions")
        await mia.write(thread, f"{sandbox.bot.mention} hello")
        await bot.seen("MESSAGE_CREATE")
        seen = bot.guilds[0].threads[0]

    assert (seen.name, seen.parent_id, bot.messages[0].channel.id) == (
        "Questions",
        int(channel.id),
        int(thread.id),
    )


async def test_forum_post_is_told_before_its_message(sandbox: Sandbox, guild: Guild, mia: Person) -> None:
    forum = guild.forum("help", tags=("answered", "open"))

    async with running(sandbox) as bot:
        thread = await mia.open_post(forum, "How?", f"{sandbox.bot.mention} how?", tags=["open"])
        await bot.seen("MESSAGE_CREATE")
        seen = bot.guilds[0].threads[0]
        tags = [tag.name for tag in seen.applied_tags]

    assert (bot.events[-2:], tags, bot.messages[0].id, thread.starter and thread.starter.id) == (
        ["THREAD_CREATE", "MESSAGE_CREATE"],
        ["open"],
        int(thread.id),
        thread.id,
    )


async def test_bot_opens_posts_and_changes_threads(sandbox: Sandbox, guild: Guild) -> None:
    guild.forum("help", tags=("answered",))

    async with running(sandbox) as bot:
        forum = bot.guilds[0].forums[0]
        made = await forum.create_thread(name="News", content="Read this")
        await made.thread.edit(name="Old news", applied_tags=list(forum.available_tags), archived=True)
        await bot.seen("THREAD_UPDATE")

    ours = only_thread(guild)
    assert (ours.name, ours.archived, len(ours.applied_tags), made.message.content) == (
        "Old news",
        True,
        1,
        "Read this",
    )


async def test_writing_wakes_an_archived_thread_but_not_a_locked_one(
    sandbox: Sandbox, guild: Guild, mia: Person
) -> None:
    thread = await mia.open_thread(guild.text("general"), "Questions")
    thread.archived = True

    await mia.write(thread, "still here")
    thread.locked = True
    with pytest.raises(ApiError, match="160005"):
        await mia.write(thread, "and now?")

    assert not thread.archived


async def test_people_come_and_go_in_threads(sandbox: Sandbox, guild: Guild, mia: Person) -> None:
    thread = await mia.open_thread(guild.text("general"), "Questions")

    async with running(sandbox) as bot:
        seen = bot.guilds[0].threads[0]
        await seen.join()
        people = {member.id for member in await seen.fetch_members()}
        await seen.leave()

    assert people == {int(mia.id), int(sandbox.bot.id)}
    assert thread.people == [mia]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "x", "auto_archive_duration": 5}, "auto_archive_duration"),
    ],
)
async def test_thread_beyond_a_limit_is_refused(
    sandbox: Sandbox, guild: Guild, body: dict[str, object], field: str
) -> None:
    channel = guild.text("general")

    async with running(sandbox) as bot:
        with pytest.raises(discord.HTTPException) as refused:
            await bot.ask("POST", f"/channels/{channel.id}/threads", body)

    assert (refused.value.code, field in (sandbox.requests[-1].answer or {})["errors"]) == (50035, True)


async def test_private_threads_are_for_those_in_them(sandbox: Sandbox, guild: Guild, mia: Person) -> None:
    channel = guild.text("general")
    eve = sandbox.user("Eve")
    guild.join(eve)

    async with running(sandbox) as bot:
        thread = await text_channel(bot).create_thread(name="Secret", type=discord.ChannelType.private_thread)
        await thread.add_user(discord.Object(int(mia.id)))

    ours = only_thread(guild)
    await mia.write(ours, "psst")
    with pytest.raises(ApiError, match="50001"):
        await eve.write(ours, "what?")
    assert channel.history() == []


async def test_bot_makes_and_removes_channels(sandbox: Sandbox, guild: Guild) -> None:
    guild.members[sandbox.bot.id].roles[0].permissions |= Permission.MANAGE_CHANNELS | Permission.MANAGE_ROLES

    async with running(sandbox) as bot:
        made = await bot.guilds[0].create_text_channel("new", topic="About", overwrites={})
        await made.set_permissions(bot.guilds[0].default_role, send_messages=False)
        await made.edit(name="newer", slowmode_delay=5)
        [ours] = guild.channels.values()
        state = (ours.name, ours.topic, ours.settings, ours.overwrites[guild.id].deny)
        await made.delete()

    assert state == ("newer", "About", {"rate_limit_per_user": 5}, Permission.SEND_MESSAGES)
    assert guild.channels == {}
