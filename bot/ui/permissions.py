"""What the bot must be allowed to do in a channel, in the words of Discord's own settings."""

import discord

from bot.languages import Language, phrase

_NAMES = {
    "view_channel": phrase("View Channel"),
    "send_messages": phrase("Send Messages"),
    "send_messages_in_threads": phrase("Send Messages in Threads"),
    "embed_links": phrase("Embed Links"),
    "read_message_history": phrase("Read Message History"),
}


def missing_permissions(channel: object, say: Language, *, threads: bool = False) -> list[str]:
    """What an answer needs and the bot may not do there; `threads`: in the channel's threads, too.

    Nothing where there are no permissions.
    """
    if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return []
    in_threads = isinstance(channel, discord.Thread | discord.ForumChannel)
    speak = ["send_messages_in_threads"] if in_threads else ["send_messages"]
    also = ["send_messages_in_threads"] if threads and not in_threads else []
    have = channel.permissions_for(channel.guild.me)
    needed = ["view_channel", *speak, *also, "embed_links", "read_message_history"]
    return [say(_NAMES[name]) for name in needed if not getattr(have, name)]


def needed_names(say: Language) -> list[str]:
    """All that an answer needs."""
    return [say(name) for name in _NAMES.values()]
