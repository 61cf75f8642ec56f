"""Who is asked when the documents do not say: a role that those who manage the server choose."""

import discord

from knowledge.library import Library

_ROLE = "team_role"


async def team_role(library: Library, guild: discord.Guild | None) -> discord.Role | None:
    """The role that those who manage the server have chosen, if it still exists."""
    kept = library.settings.get(guild.id, _ROLE) if guild else None
    return guild.get_role(int(kept)) if guild and kept and kept.isdecimal() else None


async def set_team_role(library: Library, guild_id: int, role_id: int) -> None:
    """From now on."""
    await library.settings.put(guild_id, _ROLE, str(role_id))
