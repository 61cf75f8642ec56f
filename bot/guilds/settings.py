"""What those who manage a server have chosen: one thing, read once, changed by one at a time."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import discord
from pydantic import Field

from bot.guilds.rules import Mode, Rule, Rules
from knowledge import Model, read_each
from knowledge.library import Library

_KEY = "guild"


class GuildSettings(Model):
    """Of one guild. None = as Discord has it, or nobody."""

    language: str | None = None
    """For what everyone sees: a code of bot.languages."""
    admin_role: int | None = None
    """May do what those with Manage Server may."""
    team_role: int | None = None
    """Asked when the documents do not say."""
    refuse_breaking: bool = False
    """Whether documents that break a golden question are refused."""
    rules: Rules = Field(default_factory=Rules)
    """Where the bot answers."""


def settings_of(library: Library, guild_id: int | None) -> GuildSettings:
    """In direct messages (guild 0) nothing is chosen."""
    return _read(library.settings.get(guild_id, _KEY) if guild_id else None)


def team_role(library: Library, guild: discord.Guild | None) -> discord.Role | None:
    """The role that is asked when the documents do not say, if it still exists."""
    chosen = settings_of(library, guild.id).team_role if guild else None
    return guild.get_role(chosen) if guild and chosen else None


async def choose(library: Library, guild_id: int, **changes: Any) -> None:
    """Fields of GuildSettings, from now on and after the next start."""
    await change_settings(library, guild_id, lambda settings: settings.model_copy(update=changes))


async def change_rules(library: Library, guild_id: int, change: Callable[[Rules], Rules]) -> Rules:
    """What `change` makes of them; two managers at once do not undo each other."""

    def changed(settings: GuildSettings) -> GuildSettings:
        return settings.model_copy(update={"rules": change(settings.rules)})

    return (await change_settings(library, guild_id, changed)).rules


async def change_rule(library: Library, guild_id: int, channel_id: int, **changes: Any) -> Rule:
    """Of one channel and its threads; what is not among `changes` stays. The rule that holds then."""
    rules = await change_rules(library, guild_id, lambda rules: rules.with_rule(channel_id, **changes))
    return rules.channels[channel_id]


async def set_elsewhere(library: Library, guild_id: int, mode: Mode) -> None:
    """For all channels without a rule of their own."""
    await change_rules(library, guild_id, lambda rules: rules.model_copy(update={"elsewhere": mode}))


async def change_settings(
    library: Library, guild_id: int, change: Callable[[GuildSettings], GuildSettings]
) -> GuildSettings:
    """What `change` makes of them; nobody else changes them in between."""
    return _read(await library.settings.change(guild_id, _KEY, lambda kept: change(_read(kept)).model_dump_json()))


@lru_cache(maxsize=10_000)
def _read(kept: str | None) -> GuildSettings:
    """Read once, and told once if it cannot be: every message asks for it."""
    values = [] if kept is None else [kept]
    return next(iter(read_each(values, GuildSettings.model_validate_json, "servers' settings")), GuildSettings())
