from typing import Any

import discord
import pytest
from discord import app_commands

from bot.sandbox import GuildChannel, NoAnswer, NotOffered, Person, Sandbox
from bot.sandbox.interactions import Interaction
from tests.sandbox.tiny_bot import TinyBot, running

Used = discord.Interaction[Any]


class Question(discord.ui.Modal, title="Wrong answer"):
    why: discord.ui.TextInput["Question"] = discord.ui.TextInput(label="Why", min_length=3, max_length=20)
    more: discord.ui.TextInput["Question"] = discord.ui.TextInput(label="More", required=False, default="nothing")

    async def on_submit(self, interaction: Used, /) -> None:
        await interaction.response.send_message(f"{self.why.value}, {self.more.value}", ephemeral=True)


class Panel(discord.ui.View):
    @discord.ui.button(label="Change")
    async def change(self, interaction: Used, _: Any) -> None:
        await interaction.response.edit_message(content="changed")

    @discord.ui.button(label="Later")
    async def later(self, interaction: Used, _: Any) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="changed later", view=None)

    @discord.ui.button(label="Quiet")
    async def quiet(self, interaction: Used, _: Any) -> None:
        await interaction.response.send_message("psst", ephemeral=True)
        await interaction.followup.send("and more", ephemeral=True)

    @discord.ui.button(label="Form")
    async def form(self, interaction: Used, _: Any) -> None:
        await interaction.response.send_modal(Question())

    @discord.ui.button(label="Dead", disabled=True)
    async def dead(self, interaction: Used, _: Any) -> None:
        """Nobody gets here."""

    @discord.ui.select(
        options=[discord.SelectOption(label="Long", value="l"), discord.SelectOption(label="Short")], row=1
    )
    async def pick(self, interaction: Used, select: discord.ui.Select[Any]) -> None:
        await interaction.response.send_message(f"picked {select.values[0]}")

    @discord.ui.select(cls=discord.ui.UserSelect, placeholder="Who", max_values=2, row=2)
    async def who(self, interaction: Used, select: discord.ui.UserSelect[Any]) -> None:
        await interaction.response.send_message(" and ".join(user.display_name for user in select.values))


class CommandBot(TinyBot):
    """Commands that answer in every way that there is."""

    def __init__(self) -> None:
        super().__init__()
        self.last: Used | None = None
        everything: list[Any] = [plain, deferred, panel, silent, about, person]
        for command in everything:
            self.tree.add_command(command)


@app_commands.command()
async def plain(interaction: Used, text: str, count: int = 1, loud: bool = False) -> None:
    """Answer at once"""
    keep(interaction)
    await interaction.response.send_message((text.upper() if loud else text) * count)


@plain.autocomplete("text")
async def suggest(_: Used, current: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=f"{current} {index}", value=f"{index}") for index in range(3)]


@app_commands.command()
async def deferred(interaction: Used, private: bool = False) -> None:
    """Answer later"""
    keep(interaction)
    await interaction.response.defer(ephemeral=private, thinking=True)
    await interaction.edit_original_response(content="here it is")
    await interaction.followup.send("and more")


@app_commands.command()
async def panel(interaction: Used) -> None:
    """Things to press"""
    await interaction.response.send_message("press", view=Panel())


@app_commands.command()
async def silent(interaction: Used) -> None:
    """Say nothing"""
    keep(interaction)


@app_commands.context_menu(name="About this")
async def about(interaction: Used, message: discord.Message) -> None:
    await interaction.response.send_message(f"{message.author.display_name}: {message.content}", ephemeral=True)


@app_commands.context_menu(name="Who is this")
async def person(interaction: Used, member: discord.Member) -> None:
    await interaction.response.send_message(member.display_name)


def keep(interaction: Used) -> None:
    interaction.client.last = interaction


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


async def begun(sandbox: Sandbox, bot: CommandBot, channel: GuildChannel, mia: Person) -> tuple[Interaction, Used]:
    """A command that waits for an answer, as both sides know it."""
    interaction = mia.begin(channel, "silent", {})
    await bot.seen("INTERACTION_CREATE")
    assert bot.last is not None
    return interaction, bot.last


async def test_answer_after_three_seconds_is_too_late(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    bot = CommandBot()
    async with running(sandbox, bot):
        _, used = await begun(sandbox, bot, channel, mia)
        sandbox.clock.advance(3.1)

        with pytest.raises(discord.NotFound) as late:
            await used.response.send_message("sorry")

    assert late.value.code == 10062


async def test_second_answer_is_refused(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    bot = CommandBot()
    async with running(sandbox, bot):
        interaction, used = await begun(sandbox, bot, channel, mia)
        callback = f"/interactions/{interaction.id}/{interaction.token}/callback"
        await used.response.send_message("first")

        with pytest.raises(discord.HTTPException) as second:
            await bot.ask("POST", callback, {"type": 4, "data": {"content": "second"}})

    assert (second.value.status, second.value.code) == (400, 40060)


async def test_token_ends_after_fifteen_minutes(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    bot = CommandBot()
    async with running(sandbox, bot):
        _, used = await begun(sandbox, bot, channel, mia)
        await used.response.defer(thinking=True)
        sandbox.clock.advance(15 * 60)

        with pytest.raises(discord.HTTPException) as expired:
            await used.edit_original_response(content="sorry")

    assert (expired.value.status, expired.value.code) == (401, 50027)
    assert [each.name for each in sandbox.unanswered()] == ["silent"]


async def test_follow_up_before_the_answer_is_refused(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    bot = CommandBot()
    async with running(sandbox, bot):
        _, used = await begun(sandbox, bot, channel, mia)

        with pytest.raises(discord.NotFound) as unknown:
            await used.followup.send("too early")

    assert unknown.value.code == 10015


async def test_first_follow_up_takes_the_place_of_thinking(
    sandbox: Sandbox, channel: GuildChannel, mia: Person
) -> None:
    bot = CommandBot()
    async with running(sandbox, bot):
        interaction, used = await begun(sandbox, bot, channel, mia)
        await used.response.defer(thinking=True)
        await used.followup.send("the answer", ephemeral=True)

    assert (interaction.response.content, interaction.ephemeral, len(channel.history())) == ("the answer", False, 1)


async def test_answers_are_read_changed_and_deleted(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    bot = CommandBot()
    async with running(sandbox, bot):
        _, used = await begun(sandbox, bot, channel, mia)
        await used.response.send_message("first")
        follow_up = await used.followup.send("more", wait=True)
        await follow_up.edit(content="even more")
        contents = [each.content for each in channel.history()]
        await follow_up.delete()
        original = await used.original_response()
        await original.delete()
        with pytest.raises(discord.NotFound) as gone:
            await used.followup.fetch_message(original.id)

    assert (contents, original.content, channel.history(), gone.value.code) == (
        ["first", "even more"],
        "first",
        [],
        10008,
    )


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"type": 7, "data": {"content": "x"}}, ["type"]),
        ({"type": 8, "data": {"choices": []}}, ["type"]),
        ({"type": 77}, ["type"]),
        ({"type": 4, "data": {"content": "x" * 2001}}, ["content"]),
        ({"type": 9, "data": {"custom_id": "m", "title": "x" * 46, "components": [None]}}, ["title"]),
        ({"type": 9, "data": {"custom_id": "x" * 101, "title": "x", "components": [None]}}, ["custom_id"]),
        ({"type": 9, "data": {"custom_id": "m", "title": "x", "components": []}}, ["components"]),
        ({"type": 9, "data": {"custom_id": "m", "title": "x", "components": [None] * 6}}, ["components"]),
    ],
)
async def test_answer_beyond_a_limit_is_refused_and_may_be_sent_again(
    sandbox: Sandbox, channel: GuildChannel, mia: Person, body: dict[str, Any], path: list[str]
) -> None:
    field = {"type": 18, "label": "Why", "component": {"type": 4, "custom_id": "why", "style": 1}}
    modal = body.get("data", {})
    fields = [
        field | {"component": field["component"] | {"custom_id": f"why {number}"}}  # type: ignore[operator]
        for number in range(len(modal.get("components", [])))
    ]
    if "components" in modal:
        body = body | {"data": modal | {"components": fields}}
    bot = CommandBot()

    async with running(sandbox, bot):
        interaction, used = await begun(sandbox, bot, channel, mia)
        with pytest.raises(discord.HTTPException) as refused:
            await bot.ask("POST", f"/interactions/{interaction.id}/{interaction.token}/callback", body)
        errors = sandbox.requests[-1].answer or {}
        await used.response.send_message("better")

    assert (refused.value.code, "_errors" in errors["errors"][path[0]]) == (50035, True)
    assert interaction.response.content == "better"


async def test_suggestions_beyond_a_limit_are_refused(sandbox: Sandbox, channel: GuildChannel, mia: Person) -> None:
    sandbox.patience = 0.3
    bot = CommandBot()

    async with running(sandbox, bot):
        with pytest.raises(NoAnswer, match="→ 400 50035"):
            await mia.autocomplete(channel, "plain", {"text": "x" * 99}, focused="text")


async def test_command_works_in_direct_messages(sandbox: Sandbox, mia: Person) -> None:
    async with running(sandbox, CommandBot()) as bot:
        used = await mia.slash(mia.direct(), "plain", text="here")

    assert (used.response.content, bot.last.guild, bot.last.context.dm_channel) == ("here", None, True)  # type: ignore[attr-defined]
