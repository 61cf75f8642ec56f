"""What people of a server call what everything is about: the server itself, the bot, and what managers add."""

import re
from collections.abc import Collection

import discord

from bot.guilds.settings import settings_of
from knowledge.library import Library

_ADORNED = re.compile(r"[^\w\s'’-]+|\s[-–—]\s")
"""What stands around a server's name, or between it and what it adds."""
_BETWEEN = re.compile(r"[,;\n]")


def names_of(client: discord.Client, library: Library, guild_id: int) -> Collection[str]:
    """Questions may hold them, and documents need not."""
    guild = client.get_guild(guild_id)
    server = () if guild is None else server_names(guild.name)
    own = () if client.user is None else (client.user.name,)
    return (*own, *server, *settings_of(library, guild_id).names)


def server_names(name: str) -> tuple[str, ...]:
    """Of "🔥 Lantern Hollow [EU]" all of it, and "Lantern Hollow"; a single word beside other things is no name."""
    parts = (" ".join(part.split()) for part in _ADORNED.split(name))
    return (name, *(part for part in parts if " " in part and part != name))


def names_in(typed: str) -> tuple[str, ...]:
    """One on each line, or with commas between them; each once."""
    names = (" ".join(name.split()) for name in _BETWEEN.split(typed))
    return tuple({name.casefold(): name for name in names if name}.values())
