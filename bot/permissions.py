"""What the bot must be allowed to do in a channel, in the words of Discord's own settings."""

from typing import Any

import discord
from discord import app_commands

from bot.languages import Language, phrase

_NAMES = {
    "view_channel": phrase("View Channel"),
    "send_messages": phrase("Send Messages"),
    "send_messages_in_threads": phrase("Send Messages in Threads"),
    "embed_links": phrase("Embed Links"),
    "attach_files": phrase("Attach Files"),
    "read_message_history": phrase("Read Message History"),
}


def missing_permissions(channel: object, say: Language) -> list[str]:
    """What an answer needs and the bot may not do there; nothing where there are no permissions."""
    if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return []
    speak = "send_messages_in_threads" if isinstance(channel, discord.Thread) else "send_messages"
    have = channel.permissions_for(channel.guild.me)
    needed = ("view_channel", speak, "embed_links", "read_message_history")
    return [say(_NAMES[name]) for name in needed if not getattr(have, name)]


def require_manager(interaction: discord.Interaction[Any]) -> None:
    """Discord hides commands from others by default, but that can be changed there. Raises MissingPermissions."""
    if interaction.guild_id is None or not interaction.permissions.manage_guild:
        raise app_commands.MissingPermissions(["manage_guild"])
