from dataclasses import dataclass

import discord
import pytest

from bot.sandbox import GuildChannel, Message, Permission, Person, Role, Sandbox
from tests.sandbox.tiny_bot import TinyBot, logged_in


@dataclass
class Cast:
    channel: GuildChannel
    olga: Person
    mia: Person
    ada: Person
    helpers: Role
    """Ada's; everybody may mention it."""
    staff: Role
    """Ada's; it may not be mentioned."""

    def names(self, message: Message) -> list[str]:
        return sorted(user.name for user in message.pinged)


@pytest.fixture
def cast(sandbox: Sandbox) -> Cast:
    olga, mia, ada, eve = (sandbox.user(name) for name in ("Olga", "Mia", "Ada", "Eve"))
    guild = sandbox.guild("Observatory", owner=olga)
    helpers, staff = guild.role("Helpers", mentionable=True), guild.role("Staff")
    guild.join(mia)
    guild.join(ada, helpers, staff)
    guild.join(eve)
    channel = guild.text("general").permit(eve, deny=Permission.VIEW_CHANNEL)
    channel.permit(guild.everyone, deny=Permission.MENTION_EVERYONE)
    return Cast(channel, olga, mia, ada, helpers, staff)


async def send(bot: TinyBot, cast: Cast, text: str, allowed: discord.AllowedMentions | None) -> Message:
    filled = text.format(
        mia=cast.mia.mention, ada=cast.ada.mention, helpers=cast.helpers.mention, staff=cast.staff.mention
    )
    await bot.get_partial_messageable(int(cast.channel.id)).send(
        filled, allowed_mentions=allowed or discord.utils.MISSING
    )
    return cast.channel.history()[-1]


@pytest.mark.parametrize(
    ("text", "pinged"),
    [
        ("nobody", []),
        ("{mia} and {mia}", ["Mia"]),
        ("{helpers}", ["Ada"]),
        ("{staff}", []),
        ("@everyone and @here", []),
        ("`{mia}` and ```\n{ada}```", []),
        ("<@1> <@&1>", []),
    ],
)
async def test_without_allowed_mentions_all_that_is_named_rings(
    sandbox: Sandbox, cast: Cast, text: str, pinged: list[str]
) -> None:
    async with logged_in(sandbox) as bot:
        message = await send(bot, cast, text, None)

    assert cast.names(message) == pinged


@pytest.mark.parametrize(
    ("text", "pinged"), [("@everyone", ["Ada", "Mia", "Olga"]), ("@here", ["Ada", "Mia", "Olga"]), ("{staff}", ["Ada"])]
)
async def test_permission_lets_everyone_who_sees_the_channel_be_rung(
    sandbox: Sandbox, cast: Cast, text: str, pinged: list[str]
) -> None:
    cast.channel.permit(sandbox.bot, allow=Permission.MENTION_EVERYONE)

    async with logged_in(sandbox) as bot:
        message = await send(bot, cast, text, None)

    assert cast.names(message) == pinged


@pytest.mark.parametrize(
    ("allowed", "pinged"),
    [
        (discord.AllowedMentions.none(), []),
        (discord.AllowedMentions(users=True, roles=False, everyone=False), ["Ada", "Mia"]),
        (discord.AllowedMentions(users=False, roles=True, everyone=False), ["Ada"]),
        (discord.AllowedMentions(users=False, roles=False, everyone=True), ["Ada", "Mia", "Olga"]),
    ],
)
async def test_allowed_mentions_decide_who_rings(
    sandbox: Sandbox, cast: Cast, allowed: discord.AllowedMentions, pinged: list[str]
) -> None:
    cast.channel.permit(sandbox.bot, allow=Permission.MENTION_EVERYONE)

    async with logged_in(sandbox) as bot:
        message = await send(bot, cast, "@everyone {mia} {ada} {helpers}", allowed)

    assert cast.names(message) == pinged


async def test_allowed_users_are_named_one_by_one(sandbox: Sandbox, cast: Cast) -> None:
    only_mia = discord.AllowedMentions(users=[discord.Object(int(cast.mia.id))], roles=False, everyone=False)

    async with logged_in(sandbox) as bot:
        message = await send(bot, cast, "{mia} {ada}", only_mia)

    assert cast.names(message) == ["Mia"]


@pytest.mark.parametrize(("ping", "pinged"), [(True, ["Mia"]), (False, [])])
async def test_reply_rings_whom_it_answers_if_it_says_so(
    sandbox: Sandbox, cast: Cast, ping: bool, pinged: list[str]
) -> None:
    asked = await cast.mia.write(cast.channel, "who?")

    async with logged_in(sandbox) as bot:
        there = bot.get_partial_messageable(int(cast.channel.id))
        await there.send("Ada", reference=there.get_partial_message(int(asked.id)), mention_author=ping)

    assert cast.names(cast.channel.history()[-1]) == pinged


async def test_edits_and_embeds_ring_nobody(sandbox: Sandbox, cast: Cast) -> None:
    async with logged_in(sandbox) as bot:
        there = bot.get_partial_messageable(int(cast.channel.id))
        sent = await there.send("x", embed=discord.Embed(description=cast.mia.mention))
        await sent.edit(content=cast.mia.mention)

    assert cast.names(cast.channel.history()[-1]) == []


async def test_person_rings_the_bot_by_mention_and_by_reply(sandbox: Sandbox, cast: Cast) -> None:
    asked = await cast.mia.write(cast.channel, f"{sandbox.bot.mention}?")
    ours = await cast.ada.write(cast.channel, "no", reply_to=asked, ping=False)

    assert (cast.names(asked), cast.names(ours)) == (["Quoth"], [])
