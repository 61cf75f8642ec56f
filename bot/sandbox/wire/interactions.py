"""An interaction as Discord's JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.rules.permissions import permissions_in
from bot.sandbox.wire import payloads
from bot.sandbox.wire.messages import message_payload

if TYPE_CHECKING:
    from bot.sandbox.state import Json
    from bot.sandbox.state.interactions import Interaction


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
