"""/knowledge add-channel: threads as documents that follow what people write, change and delete."""

import asyncio

import pytest

from bot.sandbox import GuildChannel, Interaction, Permission
from tests.bot.features.stage import Stage, said

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def add(club: Stage, channel: GuildChannel, **options: bool) -> Interaction:
    return await club.mo.slash(club.channel, "knowledge add-channel", channel=channel, **options)


async def becomes(club: Stage, question: str, words: str, *, there: bool = True) -> bool:
    """Whether an answer comes to have these words, or to have them no more."""
    for _ in range(50):
        if (words in said(await club.ask(question))) is there:
            return True
        await asyncio.sleep(0.1)
    return False


async def test_add_channel_answers_with_the_accepted_reply_and_nobodys_name(club: Stage) -> None:
    forum = club.guild.forum("kiln-help")
    post = await club.bob.open_post(forum, "Kiln door sticks", "How do I free a kiln door that sticks?")
    await club.ada.write(post, "The kiln door that sticks may be kicked.")
    best = await club.ada.write(post, f"{club.bob.mention} A kiln door that sticks is freed with graphite powder.")
    await club.bob.react(best, "✅")

    added = await add(club, forum)
    answer = await club.ask("How do I free a kiln door that sticks?")

    assert said(added.response).endswith("• Kiln door sticks")
    assert "freed with graphite powder." in said(answer)
    assert "Bob" not in answer.text
    assert f"/channels/{club.guild.id}/{post.id}/{best.id})" in answer.text


async def test_messages_follow_at_once_when_written_changed_and_deleted(club: Stage) -> None:
    forum = club.guild.forum("oven-help")
    await add(club, forum)
    question = "Which wood does the bread oven like?"

    post = await club.bob.open_post(forum, "Bread oven", question)
    message = await club.ada.write(post, "The bread oven likes beech wood.")
    assert await becomes(club, question, "likes beech wood")
    await club.ada.edit(message, "The bread oven likes birch wood.")
    assert await becomes(club, question, "likes birch wood")
    assert "beech" not in said(await club.ask(question))
    await club.ada.delete(message)

    assert await becomes(club, question, "birch", there=False)


async def test_threads_of_a_text_channel_begin_with_the_message_that_they_are_of(club: Stage) -> None:
    channel = club.guild.text("workshop")
    opening = await club.ada.write(channel, "The lathe needs whale-free oil on Mondays.")
    await club.ada.open_thread(opening, "Lathe oil")
    await add(club, channel)
    question = "What does the lathe need on Mondays?"
    before = said(await club.ask(question))

    await club.ada.delete(opening)

    assert "whale-free oil" in before
    assert await becomes(club, question, "whale-free", there=False)


async def test_a_thread_that_is_gone_is_not_quoted(club: Stage) -> None:
    forum = club.guild.forum("loom-help")
    post = await club.bob.open_post(forum, "Loom", "The loom by the window is reserved for beginners.")
    await add(club, forum)
    question = "For whom is the loom by the window reserved?"
    before = said(await club.ask(question))

    assert post.starter is not None
    await club.bob.delete(post.starter)

    assert "reserved for beginners" in before
    assert await becomes(club, question, "beginners", there=False)


async def test_a_channel_that_is_gone_is_not_quoted(club: Stage) -> None:
    forum = club.guild.forum("forge-help")
    await club.bob.open_post(forum, "Forge", "The forge is lit by the eldest apprentice.")
    await add(club, forum)
    question = "Who lights the forge?"
    before = said(await club.ask(question))

    forum.remove()

    assert "eldest apprentice" in before
    assert await becomes(club, question, "eldest apprentice", there=False)
    assert "forge-help" not in said((await club.mo.slash(club.channel, "knowledge status")).response)


async def test_what_bots_wrote_is_left_out(club: Stage) -> None:
    forum, robot = club.guild.forum("robots"), club.sandbox.other_bot("Clanker")
    club.guild.join(robot)
    post = await club.bob.open_post(forum, "Gears", "The gears turn clockwise in the lobby.")
    await robot.write(post, "The gears turn to sausages in the lobby.")

    await add(club, forum)

    assert "sausages" not in said(await club.ask("What do the gears turn to in the lobby?"))


async def test_threads_are_known_in_their_server_alone(club: Stage) -> None:
    forum = club.guild.forum("anvil-help")
    await club.bob.open_post(forum, "Anvil", "The anvil was cast in Riga.")
    await add(club, forum)
    question = "Where was the anvil cast?"

    assert "Riga" in said(await club.ask(question))
    assert "Riga" not in said(await club.ask(question, club.zoe, club.elsewhere))


async def test_a_private_channel_is_added_only_if_that_is_meant(club: Stage) -> None:
    secret = club.guild.text("board", private=True)
    secret.permit(club.mo, allow=Permission.VIEW_CHANNEL)
    secret.permit(club.guild.members[club.sandbox.bot.id], allow=Permission.VIEW_CHANNEL)

    refused = await add(club, secret)
    added = await add(club, secret, private=True)

    assert said(refused.response).startswith("Not everyone may see that channel")
    assert said(added.response) == "Done; nothing has changed."


async def test_a_channel_that_the_bot_may_not_read_is_refused(club: Stage) -> None:
    channel = club.guild.text("quiet")
    channel.permit(club.guild.members[club.sandbox.bot.id], deny=Permission.READ_MESSAGE_HISTORY)

    refused = await add(club, channel)

    assert said(refused.response).startswith("I may not read that channel.")


async def test_a_channel_that_somebody_may_not_see_is_not_theirs_to_add(club: Stage) -> None:
    secret = club.guild.text("treasury", private=True)
    secret.permit(club.guild.members[club.sandbox.bot.id], allow=Permission.VIEW_CHANNEL)

    refused = await add(club, secret, private=True)

    assert said(refused.response) == "You may not see that channel, so you cannot add it."


async def test_add_channel_says_what_to_switch_on_where(stage: Stage) -> None:
    refused = await add(stage, stage.guild.forum("help"))

    assert refused.ephemeral
    assert "“Message Content Intent” at https://discord.com/developers/applications" in said(refused.response)
    assert "MESSAGE_CONTENT=true" in said(refused.response).replace("\\", "")
