"""/setup and /settings change what somebody changed there, and nothing else."""

import asyncio

import pytest

from bot.sandbox import GuildChannel, Interaction, Message, Permission, Person
from tests.bot.features.stage import Stage, new_room, said

pytestmark = pytest.mark.asyncio(loop_scope="session")
MENTIONS, UNASKED = "When I am mentioned", "Also unasked, when I am sure"
NOT_HERE = "Not here"


async def places_of(stage: Stage, manager: Person | None = None) -> Message:
    """Step 2 of /setup."""
    setup = await (manager or stage.mo).slash(stage.channel, "setup")
    await (manager or stage.mo).click(setup.response, "Next ›")
    return setup.response


async def rule(stage: Stage, channel: GuildChannel, mode: str, **more: int) -> Interaction:
    return await stage.mo.slash(stage.channel, "answers mode", mode=mode, channel=channel, **more)


async def rules_shown(stage: Stage) -> list[str]:
    """A line for each channel, by its name."""
    shown = said((await stage.mo.slash(stage.channel, "answers show")).response)
    for channel in stage.guild.channels.values():
        shown = shown.replace(channel.mention, f"#{channel.name}")
    return [line for line in shown.splitlines() if line.startswith(("#", "In all"))]


def ticked(message: Message) -> list[str]:
    """The ids of the channels that the menu shows as chosen."""
    return [str(each["id"]) for select in message.selects for each in select.get("default_values", [])]


async def test_setup_keeps_what_its_menu_does_not_show(open_stage: Stage) -> None:
    stage = new_room(open_stage)
    quiet, eager, asking = (stage.guild.text(name) for name in ("quiet", "eager", "asking"))
    await rule(stage, quiet, NOT_HERE)
    await rule(stage, eager, UNASKED, sureness=91)
    places = await places_of(stage)

    await stage.mo.select(places, eager, asking, menu="Channels")

    assert await rules_shown(stage) == [
        f"#quiet: {NOT_HERE}.",
        f"#eager: {UNASKED} (from 91%).",
        f"#asking: {MENTIONS}.",
        f"In all other channels: {NOT_HERE}.",
    ]


async def test_setup_changes_nothing_when_nothing_was_ticked_or_unticked(open_stage: Stage) -> None:
    stage = new_room(open_stage)
    quiet, eager = (stage.guild.text(name) for name in ("quiet", "eager"))
    await rule(stage, quiet, NOT_HERE)
    await rule(stage, eager, UNASKED, sureness=91)
    before, places = await rules_shown(stage), await places_of(stage)

    await stage.mo.select(places, eager, menu="Channels")

    assert await rules_shown(stage) == before
    assert before[-1] == f"In all other channels: {MENTIONS}."


async def test_setup_keeps_the_channels_beyond_the_25_that_a_menu_holds(stage: Stage) -> None:
    stage = new_room(stage)
    channels = [stage.guild.text(f"room-{number:02}") for number in range(28)]
    for channel in channels:
        await rule(stage, channel, MENTIONS)
    places = await places_of(stage)
    shown = [channel for channel in channels if channel.id in ticked(places)]

    await stage.mo.select(places, *shown[1:], menu="Channels")

    left = {channel for channel in channels if channel.id in ticked(places)}
    assert len(shown) == 25
    assert shown[0] not in left
    assert set(channels[25:]) & left == set(channels[25:26])
    assert "This menu shows 25 of the 27 chosen channels." in said(places)


async def test_channel_that_is_ticked_again_keeps_its_threshold(open_stage: Stage) -> None:
    stage = new_room(open_stage)
    eager = stage.guild.text("eager")
    await rule(stage, eager, UNASKED, sureness=91)
    await rule(stage, eager, NOT_HERE)
    places = await places_of(stage)

    await stage.mo.select(places, eager, menu="Channels")
    ticked_again = await rules_shown(stage)
    await rule(stage, eager, UNASKED)

    assert ticked_again[0] == f"#eager: {MENTIONS}."
    assert (await rules_shown(stage))[0] == f"#eager: {UNASKED} (from 91%)."


async def test_unticking_the_last_channel_answers_everywhere_but_where_that_was_forbidden(stage: Stage) -> None:
    stage = new_room(stage)
    quiet, asking, gone = (stage.guild.text(name) for name in ("quiet", "asking", "gone"))
    await rule(stage, quiet, NOT_HERE)
    places = await places_of(stage)
    await stage.mo.select(places, asking, gone, menu="Channels")
    gone.remove()

    await stage.mo.select(await places_of(stage), menu="Channels")

    assert (await rules_shown(stage))[0] == f"#quiet: {NOT_HERE}."
    assert (await rules_shown(stage))[-1] == f"In all other channels: {MENTIONS}."


async def test_channel_that_a_manager_may_not_see_keeps_its_rule(stage: Stage) -> None:
    stage = new_room(stage)
    hidden, asking = stage.guild.text("hidden", private=True), stage.guild.text("asking")
    hidden.permit(stage.sandbox.bot, allow=Permission.VIEW_CHANNEL)
    owner = stage.guild.owner
    await owner.slash(stage.channel, "answers mode", mode=MENTIONS, channel=hidden)

    places = await places_of(stage)
    await stage.mo.select(places, asking, menu="Channels")

    assert hidden.id not in ticked(places)
    assert f"#hidden: {MENTIONS}." in await rules_shown(stage)


async def test_two_managers_at_once_do_not_undo_each_other(stage: Stage) -> None:
    stage = new_room(stage)
    stage.guild.join(stage.bob, permissions=Permission.MANAGE_GUILD)
    one, two, three = (stage.guild.text(name) for name in ("one", "two", "three"))
    first, second = await places_of(stage), await places_of(stage, stage.bob)
    settings = await stage.mo.slash(stage.channel, "settings")

    await asyncio.gather(
        stage.mo.select(first, one, menu="Channels"),
        stage.bob.select(second, two, menu="Channels"),
        rule(stage, three, NOT_HERE),
        stage.mo.click(settings.response, "Refuse such reloads"),
        stage.bob.slash(stage.channel, "answers team", role=stage.guild.role("Helpers")),
    )

    shown = await rules_shown(stage)
    assert sorted(shown[:-1]) == [f"#one: {MENTIONS}.", f"#three: {NOT_HERE}.", f"#two: {MENTIONS}."]
    assert "It is refused" in said((await stage.mo.slash(stage.channel, "settings")).response)


async def test_page_that_is_out_of_date_unticks_only_what_was_unticked(stage: Stage) -> None:
    stage = new_room(stage)
    stage.guild.join(stage.bob, permissions=Permission.MANAGE_GUILD)
    one, two = (stage.guild.text(name) for name in ("one", "two"))
    first = await places_of(stage)
    await stage.mo.select(first, one, menu="Channels")
    second = await places_of(stage, stage.bob)
    await stage.mo.select(first, one, two, menu="Channels")

    await stage.bob.select(second, menu="Channels")

    assert await rules_shown(stage) == [f"#two: {MENTIONS}.", f"In all other channels: {NOT_HERE}."]


async def test_button_that_is_out_of_date_does_what_it_says(stage: Stage) -> None:
    stage = new_room(stage)
    stage.guild.join(stage.bob, permissions=Permission.MANAGE_GUILD)
    mine, theirs = [await who.slash(stage.channel, "settings") for who in (stage.mo, stage.bob)]

    for who, settings in ((stage.mo, mine), (stage.bob, theirs)):
        await who.click(settings.response, "Stay silent in other channels")
        settings = await who.slash(stage.channel, "settings")  # noqa: PLW2901 a page that shows what is so now

    assert await rules_shown(stage) == [f"In all channels: {NOT_HERE}."]


@pytest.mark.parametrize("typed", ["150", "abc", "-5", "70.5", "101", "1e2", "   ", "²", "000000700x"])
async def test_wrong_sureness_is_named_and_changes_nothing(open_stage: Stage, typed: str) -> None:
    stage = new_room(open_stage)
    eager = stage.guild.text("eager")
    await rule(stage, eager, UNASKED, sureness=91)
    settings = await stage.mo.slash(stage.channel, "settings")
    await stage.mo.select(settings.response, eager, menu="Change a channel")
    form = await stage.mo.click(settings.response, "How sure must I be?")

    told = await stage.mo.submit(form, {"From how much percent on?": typed})

    assert said(told.response) == (
        f"“{typed.strip()}” is no percentage. Type a whole number from 0 to 100. Nothing was changed."
    )
    assert (await rules_shown(stage))[0] == f"#eager: {UNASKED} (from 91%)."


@pytest.mark.parametrize(("typed", "percent"), [("0", 0), (" 85 % ", 85), ("100%", 100), ("٧٠٪", 70), ("007", 7)])
async def test_sureness_is_understood_as_people_write_it(open_stage: Stage, typed: str, percent: int) -> None:
    stage = new_room(open_stage)
    eager = stage.guild.text("eager")
    await rule(stage, eager, UNASKED, sureness=91)
    settings = await stage.mo.slash(stage.channel, "settings")
    await stage.mo.select(settings.response, eager, menu="Change a channel")
    form = await stage.mo.click(settings.response, "How sure must I be?")

    await stage.mo.submit(form, {"From how much percent on?": typed})

    assert (await rules_shown(stage))[0] == f"#eager: {UNASKED} (from {percent}%)."
