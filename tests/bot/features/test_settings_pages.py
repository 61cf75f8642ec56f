"""/setup and /settings: who may, what they show, what they change, and that it is so afterwards."""

import pytest

from bot.sandbox import NoAnswer, NotOffered, Permission
from tests.bot.features.stage import QUESTION, SENTENCE, Stage, new_room, said

pytestmark = pytest.mark.asyncio(loop_scope="session")
ADMIN_COMMANDS = ("setup", "settings", "stats", "export", "knowledge status", "knowledge test", "answers show")


@pytest.mark.parametrize("command", ADMIN_COMMANDS)
async def test_admin_command_is_not_offered_to_members(stage: Stage, command: str) -> None:
    with pytest.raises(NotOffered):
        await stage.ada.slash(stage.channel, command)


@pytest.mark.parametrize("command", ADMIN_COMMANDS)
async def test_admin_command_is_refused_to_members_whom_discord_lets_through(stage: Stage, command: str) -> None:
    stage.guild.grant_command(command.split(maxsplit=1)[0], stage.bob)

    refused = await stage.bob.slash(stage.channel, command)

    assert refused.ephemeral
    assert said(refused.response) == "This is for those who may manage this server."


async def test_admin_role_may_do_what_managers_may_until_it_is_taken_away(stage: Stage) -> None:
    stage = new_room(stage)
    role = stage.guild.role("Librarian")
    stage.guild.give(stage.ada, role)
    stage.guild.grant_command("stats", role)
    settings = await stage.mo.slash(stage.channel, "settings")

    await stage.mo.select(settings.response, role, menu="Admin role")
    allowed = await stage.ada.slash(stage.channel, "stats")
    await stage.mo.select(settings.response, menu="Admin role")
    refused = await stage.ada.slash(stage.channel, "stats")

    assert allowed.response.embeds[0]["title"] == "The last 30 days"
    assert said(refused.response) == "This is for those who may manage this server."


async def test_settings_survive_a_restart(own_stage: Stage) -> None:
    stage = own_stage
    await stage.bot.start()
    settings = await stage.mo.slash(stage.channel, "settings")
    await stage.mo.select(settings.response, "Deutsch", menu="The language of public answers")
    await stage.mo.click(settings.response, "Refuse such reloads")
    await stage.bot.stop()
    await stage.bot.start()

    again = await stage.mo.slash(stage.channel, "settings")

    assert "Deutsch" in said(again.response)
    assert "It is refused" in said(again.response)
    assert (await stage.ask(QUESTION)).embeds[0]["footer"]["text"].startswith("Wörtlich zitiert")


async def test_language_that_discord_does_not_speak_reaches_people_too(stage: Stage) -> None:
    stage = new_room(stage)
    settings = await stage.mo.slash(stage.channel, "settings")

    await stage.mo.select(settings.response, "العربية", menu="The language of public answers")
    private = await stage.ada.slash(stage.channel, "ask", question=QUESTION, private=True)

    assert SENTENCE in said(private.response)
    assert private.response.embeds[0]["footer"]["text"].startswith("مقتبس")


async def test_menus_are_refused_to_those_who_lost_the_right(stage: Stage) -> None:
    stage = new_room(stage)
    settings = await stage.mo.slash(stage.channel, "settings")
    for role in list(stage.guild.members[stage.mo.id].roles):
        stage.guild.take(stage.mo, role)

    refused = await stage.mo.click(settings.response, "Refuse such reloads")

    assert said(refused.response) == "This is for those who may manage this server."


async def test_channel_has_a_page_of_its_own(stage: Stage) -> None:
    stage = new_room(stage)
    quiet = stage.guild.text("quiet")
    settings = await stage.mo.slash(stage.channel, "settings")

    await stage.mo.select(settings.response, quiet, menu="Change a channel")
    await stage.mo.select(settings.response, "Not here", menu="When should I answer?")
    message = await stage.ada.write(quiet, f"{stage.sandbox.bot.mention} {QUESTION}")
    await stage.mo.click(settings.response, "‹ Back")

    assert f"{quiet.mention}: Not here." in settings.response.text
    with pytest.raises(NoAnswer):
        await message.reply_from_bot(0.5)


async def test_setup_leads_through_five_steps(stage: Stage) -> None:
    stage = new_room(stage)
    setup = await stage.mo.slash(stage.channel, "setup")
    titles = []

    for _ in range(4):
        titles.append(setup.response.embeds[0]["title"])
        await stage.mo.click(setup.response, "Next ›")
    titles.append(setup.response.embeds[0]["title"])

    assert titles == [f"Setup, step {number} of 5" for number in range(1, 6)]
    assert "Everything is in place." in said(setup.response)


async def test_setup_keeps_the_bot_to_the_channels_that_were_chosen(stage: Stage) -> None:
    stage = new_room(stage)
    asking = stage.guild.text("ask-here")
    setup = await stage.mo.slash(stage.channel, "setup")
    await stage.mo.click(setup.response, "Next ›")

    await stage.mo.select(setup.response, asking, menu="Channels")
    elsewhere = await stage.ada.write(stage.channel, f"{stage.sandbox.bot.mention} {QUESTION}")

    assert SENTENCE in said(await stage.ask(QUESTION, channel=asking))
    with pytest.raises(NoAnswer):
        await elsewhere.reply_from_bot(0.5)


async def test_setup_answers_a_trial_question_and_does_not_keep_it(stage: Stage) -> None:
    stage = new_room(stage)
    setup = await stage.mo.slash(stage.channel, "setup")
    for _ in range(3):
        await stage.mo.click(setup.response, "Next ›")

    form = await stage.mo.click(setup.response, "Ask a trial question")
    answered = await stage.mo.submit(form, {"What do you want to know?": QUESTION})
    stats = await stage.mo.slash(stage.channel, "stats")

    assert answered.ephemeral
    assert SENTENCE in said(answered.response)
    assert "Nothing was asked." in said(stats.response)


async def test_setup_names_each_permission_that_is_missing_and_where(stage: Stage) -> None:
    stage = new_room(stage)
    for channel, deny in (("no-links", Permission.EMBED_LINKS), ("no-threads", Permission.SEND_MESSAGES_IN_THREADS)):
        stage.guild.text(channel).permit(stage.guild.everyone, deny=deny).permit(
            stage.guild.members[stage.sandbox.bot.id].roles[-1], deny=deny
        )
    setup = await stage.mo.slash(stage.channel, "setup")
    for _ in range(4):
        await stage.mo.click(setup.response, "Next ›")

    lines = [line for line in setup.response.text.splitlines() if line.startswith("⚠️")]

    names = {channel.name: channel.mention for channel in stage.guild.channels.values()}
    assert lines == [
        f"⚠️ {names['no-links']}: I am missing “Embed Links” there.",
        f"⚠️ {names['no-threads']}: I am missing “Send Messages in Threads” there.",
    ]


async def test_role_of_another_server_is_not_taken(stage: Stage) -> None:
    stage = new_room(stage)
    settings = await stage.mo.slash(stage.channel, "settings")

    await stage.mo.select(settings.response, stage.other.role("Foreign"), menu="Admin role")

    assert "<@&" not in settings.response.text
