"""Which commands somebody sees where.

Source: https://discord.com/developers/docs/interactions/application-commands#permissions
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.rules.permissions import permissions_in
from bot.sandbox.state.permissions import Permission
from bot.sandbox.state.waiting import NotOffered

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from bot.sandbox.state.commands import Command
    from bot.sandbox.state.people import User
    from bot.sandbox.state.places import Channel

_IN_GUILD, _IN_DIRECT_MESSAGES = 0, 1


def offered(commands: Iterable[Command], channel: Channel, user: User) -> list[Command]:
    """The commands that somebody can use in a channel, a guild's own before those everywhere."""
    seen = [each for each in commands if _is_offered(each, channel, user)]
    return sorted(seen, key=lambda each: each.guild_id is None)


def find_command(commands: Collection[Command], channel: Channel, user: User, name: str, kind: int) -> Command:
    """Raises NotOffered if somebody has no such command here, saying whether it is missing or hidden."""
    for command in offered(commands, channel, user):
        if (command.kind, command.name) == (kind, name):
            return command
    exists = any((each.kind, each.name) == (kind, name) for each in commands)
    if exists:
        raise NotOffered(f"{user.name} may not use {name} in {channel.name}")
    known = ", ".join(sorted(each.name for each in commands if each.kind == kind)) or "none"
    raise NotOffered(f"the bot has registered no {name}; registered: {known}")


def _is_offered(command: Command, channel: Channel, user: User) -> bool:
    form, guild = command.form, channel.guild
    contexts = form.get("contexts")
    if guild is None:
        in_context = (
            form.get("dm_permission", True) is not False if contexts is None else _IN_DIRECT_MESSAGES in contexts
        )
        return command.guild_id is None and in_context and channel.has(user)
    if command.guild_id not in (None, guild.id) or (contexts is not None and _IN_GUILD not in contexts):
        return False
    granted = permissions_in(channel, user)
    return Permission.USE_APPLICATION_COMMANDS in granted and _is_permitted(command, channel, user, granted)


def _is_permitted(command: Command, channel: Channel, user: User, granted: Permission) -> bool:
    """By the default permissions, where "0" leaves administrators alone, or by what admins granted."""
    needed = command.form.get("default_member_permissions")
    if needed is None or Permission.ADMINISTRATOR in granted:
        return True
    if channel.guild is None:
        return True
    holders = {user.id} | {role.id for role in channel.guild.members[user.id].roles}
    if any((command.name, holder) in channel.guild.command_grants for holder in holders):
        return True
    return int(needed) != 0 and Permission(int(needed)) in granted
