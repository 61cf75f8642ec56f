"""What people of a server call what everything is about: the server itself, the bot, and what managers add."""

import re
from collections.abc import Collection

import discord

from bot.guilds.settings import settings_of
from knowledge.library import Library

_BETWEEN = re.compile(r"[,;\n]")


def names_of(client: discord.Client, library: Library, guild_id: int) -> Collection[str]:
    """Questions may hold them, and documents need not."""
    guild = client.get_guild(guild_id)
    own = [each.name for each in (client.user, guild) if each is not None]
    return (*own, *settings_of(library, guild_id).names)


def names_in(typed: str) -> tuple[str, ...]:
    """One on each line, or with commas between them; each once."""
    names = (" ".join(name.split()) for name in _BETWEEN.split(typed))
    return tuple({name.casefold(): name for name in names if name}.values())
