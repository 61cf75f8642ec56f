from bot.sandbox import Permission, Sandbox
from bot.sandbox.state.facts import (
    ChannelAdded,
    Fact,
    GuildLeft,
    MemberJoined,
    MemberLeft,
    MessagePosted,
    ReactionAdded,
)
from bot.sandbox.wire.events import event


def kinds_of(fact: type[Fact]) -> set[type[Fact]]:
    """All that are not there for others to be made of."""
    inner = fact.__subclasses__()
    return set().union(*map(kinds_of, inner)) if inner else {fact}


def test_every_fact_is_an_event_of_the_gateway() -> None:
    assert [kind for kind in kinds_of(Fact) if kind not in event.registry] == []


async def test_listeners_hear_what_happens_to_what(sandbox: Sandbox) -> None:
    guild, mia = sandbox.guild("Observatory"), sandbox.user("Mia")
    heard: list[Fact] = []
    sandbox.world.listen(heard.append)

    member = guild.join(mia)
    channel = guild.text("general")
    message = await mia.write(channel, "hello")
    await mia.react(message, "👍")
    guild.leave(mia)
    guild.leave(sandbox.bot)

    assert heard == [
        MemberJoined(member),
        ChannelAdded(channel),
        MessagePosted(message),
        ReactionAdded(message, mia, "👍"),
        MemberLeft(guild, mia),
        GuildLeft(guild),
    ]


async def test_listeners_hear_also_what_the_bot_may_not_know(sandbox: Sandbox) -> None:
    guild = sandbox.guild("Observatory")
    channel = guild.text("attic").permit(sandbox.bot, deny=Permission.VIEW_CHANNEL)
    heard: list[Fact] = []
    sandbox.world.listen(heard.append)

    message = await guild.owner.write(channel, "psst")

    assert heard == [MessagePosted(message)]
