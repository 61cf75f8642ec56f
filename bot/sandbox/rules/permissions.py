"""Who may do what where.

Source of the order in which it is worked out: https://discord.com/developers/docs/topics/permissions
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.rules.errors import (
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    ApiError,
)
from bot.sandbox.state.numbers import PRIVATE_THREAD
from bot.sandbox.state.permissions import EVERYTHING, IN_DIRECT_MESSAGES, NOBODY, Permission
from bot.sandbox.state.places import Thread

if TYPE_CHECKING:
    from bot.sandbox.state.people import User
    from bot.sandbox.state.places import Channel, GuildChannelRecord, GuildRecord, Member

P = Permission
_NEEDS_SENDING = P.MENTION_EVERYONE | P.SEND_TTS_MESSAGES | P.ATTACH_FILES | P.EMBED_LINKS
_WHILE_TIMED_OUT = P.VIEW_CHANNEL | P.READ_MESSAGE_HISTORY


def guild_permissions(member: Member) -> Permission:
    """What a member may do in the guild, before channels have their say."""
    if member.guild.owner is member.user:
        return EVERYTHING
    granted = member.guild.everyone.permissions
    for role in member.roles:
        granted |= role.permissions
    return EVERYTHING if P.ADMINISTRATOR in granted else granted


def permissions_in(channel: Channel, user: User) -> Permission:
    """What somebody may do in a channel; nothing at all for those who are not in it."""
    guild = channel.guild
    if guild is None:
        return IN_DIRECT_MESSAGES if channel.has(user) else NOBODY
    member = guild.members.get(user.id)
    if member is None:
        return NOBODY
    granted = guild_permissions(member)
    if P.ADMINISTRATOR not in granted:
        granted = _without_implied(_overwritten(granted, channel.ruling, member), channel)
    return granted & _WHILE_TIMED_OUT if member.timed_out else granted


def _overwritten(granted: Permission, channel: GuildChannelRecord, member: Member) -> Permission:
    """Everyone's overwrite, then all of the roles' together, then the member's own."""
    rules = channel.overwrites
    mine = [rules[role.id] for role in member.roles if role.id in rules]
    if everyone := rules.get(member.guild.id):
        granted = granted & ~everyone.deny | everyone.allow
    for rule in mine:
        granted &= ~rule.deny
    for rule in mine:
        granted |= rule.allow
    if own := rules.get(member.user.id):
        granted = granted & ~own.deny | own.allow
    return granted


def _without_implied(granted: Permission, channel: Channel) -> Permission:
    if P.VIEW_CHANNEL not in granted:
        return NOBODY
    sending = P.SEND_MESSAGES_IN_THREADS if channel.is_thread else P.SEND_MESSAGES
    return granted if sending in granted else granted & ~_NEEDS_SENDING


def require(channel: Channel, user: User, *needed: Permission) -> None:
    """Refuse who cannot see the channel, then who lacks a permission in it."""
    granted = permissions_in(channel, user)
    if Permission.VIEW_CHANNEL not in granted or _is_shut_out(channel, user, granted):
        raise ApiError(MISSING_ACCESS)
    if any(each not in granted for each in needed):
        raise ApiError(MISSING_PERMISSIONS)


def require_in_guild(guild: GuildRecord, user: User, *needed: Permission) -> None:
    granted = guild_permissions(guild.members[user.id])
    if any(each not in granted for each in needed):
        raise ApiError(MISSING_PERMISSIONS)


def _is_shut_out(channel: Channel, user: User, granted: Permission) -> bool:
    """Private threads are for those in them, and for who manages threads."""
    if not isinstance(channel, Thread) or channel.kind != PRIVATE_THREAD:
        return False
    return user not in channel.people and Permission.MANAGE_THREADS not in granted
