import discord
import pytest

from bot.sandbox import GuildChannel, NoAnswer, NotOffered, Person, Sandbox
from tests.sandbox.command_bot import CommandBot
from tests.sandbox.tiny_bot import running


@pytest.fixture
def channel(sandbox: Sandbox) -> GuildChannel:
    return sandbox.guild("Observatory").text("general")


@pytest.fixture
def mia(sandbox: Sandbox, channel: GuildChannel) -> Person:
    person = sandbox.user("Mia", locale="de")
    channel.guild.join(person)
    return person


async def test_command_is_answered_with_its_options(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    async with running(sandbox, CommandBot()):
        used = await mia.slash(channel, "plain", text="ha", count=2, loud=True)

    assert (used.response.content, used.deferred, used.ephemeral, used.response.kind) == ("HAHA", False, False, 20)
    assert sandbox.unanswered() == []


async def test_interaction_tells_who_and_where(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    async with running(sandbox, CommandBot()) as bot:
        await mia.slash(channel, "plain", text="x")

    told = bot.last  # type: ignore[attr-defined]
    assert (told.user.id, told.guild_id, told.channel_id, str(told.locale), str(told.guild_locale)) == (
        int(mia.id),
        int(channel.guild.id),
        int(channel.id),
        "de",
        "en-US",
    )
    assert (told.permissions.send_messages, told.permissions.manage_guild, told.context.guild) == (True, False, True)
    assert (told.app_permissions.embed_links, told.filesize_limit) == (True, 10 * 1024 * 1024)


async def test_deferred_command_is_waited_for(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    async with running(sandbox, CommandBot()):
        used = await mia.slash(channel, "deferred")
        await used.until(lambda: bool(used.followups))

    assert (used.deferred, used.response.content, [each.content for each in used.followups]) == (
        True,
        "here it is",
        ["and more"],
    )


async def test_ephemeral_answers_are_seen_by_one_person(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    ada = sandbox.user("Ada")
    channel.guild.join(ada)

    async with running(sandbox, CommandBot()) as bot:
        used = await mia.slash(channel, "deferred", private=True)
        response = used.response
        with pytest.raises(discord.NotFound) as unknown:
            await bot.ask("GET", f"/channels/{channel.id}/messages/{response.id}")

    assert (used.ephemeral, mia.sees(response), ada.sees(response), ada.reads(channel)) == (
        True,
        True,
        False,
        [each for each in channel.history() if not each.ephemeral],
    )
    assert unknown.value.code == 10008


async def test_suggestions_appear_while_typing(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    async with running(sandbox, CommandBot()):
        choices = await mia.autocomplete(channel, "plain", {"text": "Tian"}, focused="text")

    assert choices == [("Tian 0", "0"), ("Tian 1", "1"), ("Tian 2", "2")]


async def test_message_menu_reads_messages_without_the_intent(
    sandbox: Sandbox, channel: GuildChannel, mia: Person
) -> None:
    async with running(sandbox, CommandBot()) as bot:
        message = await mia.write(channel, "what is this?")
        used = await mia.menu(message, "About this")

    assert (used.response.content, bot.messages[0].content) == ("Mia: what is this?", "")


async def test_person_menu_names_the_person(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    async with running(sandbox, CommandBot()):
        used = await mia.menu(mia, "Who is this", channel)

    assert used.response.content == "Mia"


@pytest.mark.parametrize(("button", "content"), [("Change", "changed"), ("Later", "changed later"), ("Quiet", "psst")])
async def test_button_answers(sandbox: Sandbox, channel: GuildChannel, mia: Person, button: str, content: str) -> None:
    async with running(sandbox, CommandBot()):
        panel_message = (await mia.slash(channel, "panel")).response
        used = await mia.click(panel_message, button)

    assert used.response.content == content


async def test_button_answers_more_than_once(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    async with running(sandbox, CommandBot()):
        used = await mia.click((await mia.slash(channel, "panel")).response, "Quiet")
        await used.until(lambda: bool(used.followups))

    assert [(each.content, each.only_for) for each in used.followups] == [("and more", mia)]


async def test_menus_give_values_and_people(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    ada = sandbox.user("Ada")
    channel.guild.join(ada)

    async with running(sandbox, CommandBot()):
        panel_message = (await mia.slash(channel, "panel")).response
        picked = await mia.select(panel_message, "Long")
        people = await mia.select(panel_message, mia, ada, menu="Who")

    assert (picked.response.content, people.response.content) == ("picked l", "Mia and Ada")


async def test_modal_is_filled_in_and_answered(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    async with running(sandbox, CommandBot()):
        opened = await mia.click((await mia.slash(channel, "panel")).response, "Form")
        sent = await mia.submit(opened, {"Why": "outdated"})

    assert (sent.response.content, sent.ephemeral) == ("outdated, nothing", True)


@pytest.mark.parametrize("answers", [{}, {"Why": "no"}, {"Why": "x" * 21}, {"Why": "fine", "Other": "?"}])
async def test_modal_that_is_filled_in_wrongly_is_not_sent(
    sandbox: Sandbox, channel: GuildChannel, mia: Person, answers: dict[str, str]
) -> None:
    async with running(sandbox, CommandBot()):
        opened = await mia.click((await mia.slash(channel, "panel")).response, "Form")

        with pytest.raises(NotOffered):
            await mia.submit(opened, answers)


async def test_what_the_client_does_not_offer_cannot_be_used(
    sandbox: Sandbox, channel: GuildChannel, mia: Person
) -> None:
    stranger = sandbox.user("Stranger")

    async with running(sandbox, CommandBot()):
        message = (await mia.slash(channel, "panel")).response
        for attempt in (
            mia.click(message, "Missing"),
            mia.click(message, "Dead"),
            mia.select(message, "Huge"),
            mia.select(message, "Long", "Short"),
            mia.slash(channel, "missing"),
            mia.slash(channel, "plain"),
            mia.slash(channel, "plain", text="x", other=1),
            stranger.click(message, "Change"),
            stranger.slash(channel, "silent"),
        ):
            with pytest.raises(NotOffered):
                await attempt


async def test_unanswered_interaction_is_noticed(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    sandbox.patience = 0.2

    async with running(sandbox, CommandBot()):
        with pytest.raises(NoAnswer, match=r"Mia's use of silent was not answered within 0\.2 s; the bot sent no"):
            await mia.slash(channel, "silent")

    assert [each.name for each in sandbox.unanswered()] == ["silent"]
