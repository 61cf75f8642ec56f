import asyncio
import io

import aiohttp
import discord
import pytest

from bot.sandbox import ApiError, Guild, GuildChannel, NoAnswer, Permission, Person, Sandbox
from tests.sandbox.tiny_bot import TinyBot, running


@pytest.fixture
def guild(sandbox: Sandbox) -> Guild:
    return sandbox.guild("Observatory", owner="Olga")


@pytest.fixture
def channel(guild: Guild) -> GuildChannel:
    return guild.text("general")


@pytest.fixture
def mia(sandbox: Sandbox, guild: Guild) -> Person:
    person = sandbox.user("Mia")
    guild.join(person)
    return person


def place(bot: TinyBot, channel: GuildChannel) -> discord.TextChannel:
    found = bot.get_channel(int(channel.id))
    assert isinstance(found, discord.TextChannel)
    return found


async def test_mention_is_read_and_answered(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    async with running(sandbox) as bot:
        bot.answer = lambda message: message.reply(f"You wrote {message.clean_content}")

        message = await mia.write(channel, f"{sandbox.bot.mention} hello")
        reply = await message.reply_from_bot()

    assert (reply.content, reply.reply_to, reply.author, reply.pinged) == (
        "You wrote @Quoth hello",
        message,
        sandbox.bot,
        [mia],
    )


async def test_reply_is_missed_with_what_the_bot_did_instead(
    sandbox: Sandbox, channel: GuildChannel, mia: Person
) -> None:
    async with running(sandbox) as bot:
        bot.answer = lambda message: message.add_reaction("👀")
        message = await mia.write(channel, "hello")

        with pytest.raises(NoAnswer, match=r"PUT /channels/\{channel_id\}/messages/.*→ 204"):
            await message.reply_from_bot(timeout=0.1)


async def test_sent_message_comes_back_whole(sandbox: Sandbox, channel: GuildChannel) -> None:
    embed = discord.Embed(title="Title", description="Text", colour=0x123456, url="https://example.org")
    embed.add_field(name="Name", value="Value", inline=False).set_footer(text="Foot").set_author(name="Author")

    async with running(sandbox) as bot:
        sent = await place(bot, channel).send("Hello", embed=embed)
        fetched = await place(bot, channel).fetch_message(sent.id)

    assert (fetched.content, fetched.embeds[0].to_dict(), fetched.author.id) == (
        "Hello",
        embed.to_dict(),
        int(sandbox.bot.id),
    )


async def test_message_is_edited_and_deleted(sandbox: Sandbox, channel: GuildChannel) -> None:
    async with running(sandbox) as bot:
        sent = await place(bot, channel).send("one", embed=discord.Embed(title="stays"))
        edited = await sent.edit(content="two")
        state = (edited.content, edited.embeds[0].title, edited.edited_at is not None, channel.history()[0].edits)
        await sent.delete()
        await bot.seen("MESSAGE_DELETE")

    assert state == ("two", "stays", True, 1)
    assert (bot.events[-3:], channel.history()) == (["MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE"], [])


async def test_history_is_paged_in_every_direction(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    written = [await mia.write(channel, f"number {index}") for index in range(7)]
    middle = discord.Object(int(written[3].id))

    async with running(sandbox) as bot:
        there = place(bot, channel)
        latest = [each.id async for each in there.history(limit=2)]
        before = [each.id async for each in there.history(limit=2, before=middle)]
        after = [each.id async for each in there.history(limit=2, after=middle)]
        around = [each.id async for each in there.history(limit=3, around=middle)]

    ids = [int(each.id) for each in written]
    assert (latest, before, after, sorted(around)) == (ids[6:4:-1], ids[2:0:-1], ids[4:6], ids[2:5])


async def test_attachments_travel_both_ways(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    async with running(sandbox) as bot:

        async def send_back(message: discord.Message) -> None:
            content = await message.attachments[0].read()
            await message.reply(file=discord.File(io.BytesIO(content.upper()), "answer.txt"))

        bot.answer = send_back
        message = await mia.write(channel, sandbox.bot.mention, files=[("question.txt", b"who?")])
        [attachment] = (await message.reply_from_bot()).attachments

        async with aiohttp.ClientSession() as client, client.get(attachment.url) as response:
            assert (attachment.filename, await response.read()) == ("answer.txt", b"WHO?")


async def test_edit_keeps_the_attachments_that_it_names(sandbox: Sandbox, channel: GuildChannel) -> None:
    files = [discord.File(io.BytesIO(name.encode()), name) for name in ("a.txt", "b.txt")]

    async with running(sandbox) as bot:
        sent = await place(bot, channel).send(files=files)
        await sent.edit(attachments=[sent.attachments[1]])

    assert [each.filename for each in channel.history()[0].attachments] == ["b.txt"]


async def test_typing_is_told_both_ways(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    async with running(sandbox) as bot:
        await mia.start_typing(channel)
        await place(bot, channel).typing()
        seen = await bot.seen("TYPING_START", times=2)

    assert seen
    assert channel.typing == [mia, sandbox.bot]


async def test_reactions_are_counted_and_told(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    async with running(sandbox) as bot:
        message = await place(bot, channel).send("vote")
        await message.add_reaction("👍")
        ours = channel.history()[0]
        await mia.react(ours, "👍")
        await mia.unreact(ours, "👍")
        await mia.react(ours, "👎")
        fetched = await message.fetch()
        voters = [user.id async for user in fetched.reactions[1].users()]
        await message.remove_reaction("👍", bot.user or message.author)
        await bot.seen("MESSAGE_REACTION_REMOVE", times=2)

    assert [(str(each), each.count, each.me) for each in fetched.reactions] == [("👍", 1, True), ("👎", 1, False)]
    assert (voters, list(ours.reactions)) == ([int(mia.id)], ["👎"])


async def test_unknown_emoji_is_refused(sandbox: Sandbox, channel: GuildChannel) -> None:
    async with running(sandbox) as bot:
        message = await place(bot, channel).send("vote")

        with pytest.raises(discord.HTTPException) as refused:
            await message.add_reaction("notanemoji")

    assert (refused.value.status, refused.value.code) == (400, 10014)


async def test_messages_are_pinned(sandbox: Sandbox, channel: GuildChannel) -> None:
    channel.permit(sandbox.bot, allow=Permission.PIN_MESSAGES)

    async with running(sandbox) as bot:
        message = await place(bot, channel).send("keep this")
        await message.pin()
        pinned = [each.id async for each in place(bot, channel).pins()]
        await message.unpin()

    assert (pinned, channel.history()[0].pinned) == ([message.id], False)


async def test_several_messages_are_deleted_at_once(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    channel.permit(sandbox.bot, allow=Permission.MANAGE_MESSAGES)
    ids = [discord.Object(int((await mia.write(channel, "spam")).id)) for _ in range(3)]

    async with running(sandbox) as bot:
        await place(bot, channel).delete_messages(ids)

    assert channel.history() == []


async def test_direct_messages_are_read_without_the_content_intent(sandbox: Sandbox, mia: Person) -> None:
    async with running(sandbox) as bot:
        bot.answer = lambda message: message.channel.send(message.content[::-1])
        message = await mia.write(mia.direct(), "secret")
        await mia.direct().until(lambda: len(mia.direct().messages) == 2)

    assert [each.content for each in mia.reads(message.channel)] == ["secret", "terces"]


async def test_bot_writes_to_somebody_first(sandbox: Sandbox, mia: Person) -> None:
    async with running(sandbox) as bot:
        user = await bot.fetch_user(int(mia.id))
        await user.send("psst")

    assert [each.content for each in mia.reads(mia.direct())] == ["psst"]


@pytest.mark.parametrize("reason", ["closed", "stranger"])
async def test_bot_cannot_write_to_who_does_not_let_it(
    sandbox: Sandbox, mia: Person, guild: Guild, reason: str
) -> None:
    if reason == "closed":
        mia.takes_direct_messages = False
    else:
        guild.leave(mia)

    async with running(sandbox) as bot:
        user = await bot.fetch_user(int(mia.id))
        with pytest.raises(discord.Forbidden) as refused:
            await user.send("psst")

    assert refused.value.code == 50007


async def test_people_change_and_delete_their_own_messages_only(
    sandbox: Sandbox, channel: GuildChannel, mia: Person, guild: Guild
) -> None:
    olga = guild.owner
    message = await mia.write(channel, "one")

    await mia.edit(message, "two")
    with pytest.raises(ApiError, match="50005"):
        await olga.edit(message, "three")
    await olga.delete(message)

    assert (message.content, message.deleted) == ("two", True)


async def test_thousand_messages_arrive_in_order(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    async with running(sandbox) as bot:
        for index in range(1000):
            await mia.write(channel, f"{sandbox.bot.mention} {index}")
        await bot.seen("MESSAGE_CREATE", times=1000)
        await asyncio.sleep(0.05)

    assert [message.content.split()[1] for message in bot.messages] == [str(index) for index in range(1000)]
