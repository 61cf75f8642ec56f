"""Commands, and interactions with them, as Discord's JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.rules.permissions import permissions_in
from bot.sandbox.state.numbers import MESSAGE, UPDATE
from bot.sandbox.wire import payloads
from bot.sandbox.wire.messages import message_payload

if TYPE_CHECKING:
    from bot.sandbox.state import Json
    from bot.sandbox.state.commands import Command
    from bot.sandbox.state.interactions import Interaction


def command_payload(command: Command, application_id: str) -> Json:
    kept = {key: value for key, value in command.form.items() if value is not None}
    permissions = command.form.get("default_member_permissions")
    told: Json = {
        "id": command.id,
        "application_id": application_id,
        "version": command.version,
        "description": "",
        "nsfw": False,
        "name_localizations": None,
        "description_localizations": None,
        **kept,
        "type": command.kind,
        "default_member_permissions": None if permissions is None else str(permissions),
    }
    if command.guild_id is not None:
        return told | {"guild_id": command.guild_id}
    return {"contexts": None, "integration_types": [0], "dm_permission": True} | told


def interaction_payload(interaction: Interaction) -> Json:
    """What INTERACTION_CREATE tells the bot."""
    channel, guild = interaction.channel, interaction.channel.guild
    told: Json = {
        "id": interaction.id,
        "application_id": channel.bot.id,
        "type": interaction.kind,
        "token": interaction.token,
        "version": 1,
        "data": interaction.data,
        "channel_id": channel.id,
        "channel": payloads.channel(channel) | {"permissions": str(int(permissions_in(channel, interaction.user)))},
        "app_permissions": str(int(permissions_in(channel, channel.bot))),
        "locale": interaction.user.locale,
        "entitlements": [],
        "authorizing_integration_owners": payloads.owners(interaction),
        "context": 0 if guild else 1,
        "attachment_size_limit": 10 * 1024 * 1024,
    }
    return told | _who(interaction) | _source(interaction)


def _who(interaction: Interaction) -> Json:
    guild = interaction.channel.guild
    if guild is None:
        return {"user": payloads.user(interaction.user)}
    permissions = str(int(permissions_in(interaction.channel, interaction.user)))
    return {
        "guild_id": guild.id,
        "guild": {"id": guild.id, "locale": guild.locale, "features": ["COMMUNITY"]},
        "guild_locale": guild.locale,
        "member": payloads.member(guild.members[interaction.user.id]) | {"permissions": permissions},
    }


def _source(interaction: Interaction) -> Json:
    return {"message": message_payload(interaction.message)} if interaction.message else {}


def receipt_payload(interaction: Interaction) -> Json:
    """What the first answer is answered with, for who asked for that."""
    about: Json = {"id": interaction.id, "type": interaction.kind}
    message = interaction.original
    if message is None:
        return {"interaction": about}
    about |= {
        "response_message_id": message.id,
        "response_message_loading": message.loading,
        "response_message_ephemeral": message.ephemeral,
    }
    if interaction.callback not in (MESSAGE, UPDATE):
        return {"interaction": about}
    return {
        "interaction": about,
        "resource": {"type": interaction.callback, "message": message_payload(message)},
    }
