"""What the bot may not do is named, where and to whom it can be said."""

import pytest

from bot.sandbox import Permission
from tests.bot.features.stage import QUESTION, SENTENCE, Stage, said

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_missing_embed_links_is_named_in_the_channel(stage: Stage) -> None:
    channel = stage.guild.text("plain").permit(stage.sandbox.bot, deny=Permission.EMBED_LINKS)
    message = await stage.ada.write(channel, f"{stage.sandbox.bot.mention} {QUESTION}")

    await channel.until(lambda: len(channel.messages) == 2)

    assert [said(each) for each in channel.history()][1:] == [
        f"I cannot answer in {channel.mention}: I am missing “Embed Links” there. "
        "Someone who manages the server can allow it."
    ]
    assert message.replies == []


async def test_missing_send_messages_is_named_to_the_asker(stage: Stage) -> None:
    channel = stage.guild.text("silent").permit(stage.sandbox.bot, deny=Permission.SEND_MESSAGES)
    await stage.bob.write(channel, f"{stage.sandbox.bot.mention} {QUESTION}")

    direct = stage.bob.direct()
    await direct.until(lambda: bool(direct.messages))

    assert "I am missing “Send Messages”" in said(direct.history()[-1])


async def test_missing_permission_for_threads_is_named(stage: Stage) -> None:
    channel = stage.guild.text("threads").permit(stage.sandbox.bot, deny=Permission.SEND_MESSAGES_IN_THREADS)
    thread = await stage.mo.open_thread(channel, "Questions")
    await stage.mo.write(thread, f"{stage.sandbox.bot.mention} {QUESTION}")

    direct = stage.mo.direct()
    await direct.until(lambda: bool(direct.messages))

    assert "I am missing “Send Messages in Threads”" in said(direct.history()[-1])


async def test_commands_are_answered_even_where_the_bot_may_not_write(stage: Stage) -> None:
    channel = stage.guild.text("quiet").permit(stage.sandbox.bot, deny=Permission.SEND_MESSAGES)

    asked = await stage.ada.slash(channel, "ask", question=QUESTION)

    assert SENTENCE in said(asked.response)
