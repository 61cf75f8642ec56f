"""Guilds, channels and people as Discord's JSON. What is never set here has Discord's default."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.state.ids import iso
from bot.sandbox.state.numbers import CATEGORY, FORUM, TEXT, VOICE
from bot.sandbox.state.places import DirectChannel, GuildChannelRecord, Thread

if TYPE_CHECKING:
    from bot.sandbox.state import Json
    from bot.sandbox.state.commands import Use
    from bot.sandbox.state.people import Overwrite, Role, User
    from bot.sandbox.state.places import Channel, GuildRecord, Member


def user(somebody: User) -> Json:
    payload: Json = {
        "id": somebody.id,
        "username": somebody.name.lower().replace(" ", "_"),
        "discriminator": "0000" if somebody.bot else "0",
        "global_name": None if somebody.bot else somebody.name,
        "avatar": None,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }
    if somebody.bot:
        payload |= {"bot": True, "username": somebody.name}
    return payload


def member_without_user(somebody: Member) -> Json:
    return {
        "avatar": None,
        "banner": None,
        "communication_disabled_until": None,
        "deaf": False,
        "flags": 0,
        "joined_at": iso(somebody.joined),
        "mute": False,
        "nick": somebody.nick,
        "pending": False,
        "premium_since": None,
        "roles": [role.id for role in somebody.roles],
    }


def member(somebody: Member) -> Json:
    return member_without_user(somebody) | {"user": user(somebody.user)}


def role(its: Role) -> Json:
    payload: Json = {
        "id": its.id,
        "name": its.name,
        "permissions": str(int(its.permissions)),
        "position": its.position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": its.of_bot is not None,
        "mentionable": its.mentionable,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
    return payload | {"tags": {"bot_id": its.of_bot.id}} if its.of_bot else payload


def overwrite(its: Overwrite) -> Json:
    return {"id": its.id, "type": its.kind, "allow": str(int(its.allow)), "deny": str(int(its.deny))}


def channel(place: Channel) -> Json:
    if isinstance(place, Thread):
        return thread(place)
    if isinstance(place, DirectChannel):
        return direct_channel(place)
    if not isinstance(place, GuildChannelRecord):
        raise TypeError(f"a channel of no kind: {place!r}")
    return _guild_channel(place)


def _guild_channel(place: GuildChannelRecord) -> Json:
    payload: Json = {
        "id": place.id,
        "type": place.kind,
        "guild_id": place.guild.id,
        "name": place.name,
        "position": place.position,
        "parent_id": place.parent_id,
        "permission_overwrites": [overwrite(each) for each in place.overwrites.values()],
        "nsfw": False,
        "flags": 0,
    }
    return payload | _OF_KIND.get(place.kind, _of_text)(place) | place.settings


def _of_text(place: GuildChannelRecord) -> Json:
    return {"topic": place.topic, "last_message_id": place.last_message_id, "rate_limit_per_user": 0}


def _of_voice(place: GuildChannelRecord) -> Json:
    return {"bitrate": 64000, "user_limit": 0, "rtc_region": None} | _of_text(place)


def _of_forum(place: GuildChannelRecord) -> Json:
    forum = {"available_tags": place.tags, "default_reaction_emoji": None, "default_sort_order": None}
    return _of_text(place) | forum | {"default_forum_layout": 0}


def _of_category(_: GuildChannelRecord) -> Json:
    return {}


_OF_KIND = {TEXT: _of_text, VOICE: _of_voice, FORUM: _of_forum, CATEGORY: _of_category}


def direct_channel(place: DirectChannel) -> Json:
    return {
        "id": place.id,
        "type": place.kind,
        "flags": 0,
        "last_message_id": place.last_message_id,
        "recipients": [user(place.recipient)],
    }


def forum_tag(tag_id: str, name: str) -> Json:
    return {"id": tag_id, "name": name, "moderated": False, "emoji_id": None, "emoji_name": None}


def thread(place: Thread) -> Json:
    return {
        "id": place.id,
        "type": place.kind,
        "guild_id": place.guild.id,
        "parent_id": place.parent.id,
        "owner_id": place.owner.id,
        "name": place.name,
        "flags": 0,
        "last_message_id": place.last_message_id,
        "message_count": max(0, place.sent - (place.id in place.messages)),
        "total_message_sent": place.sent,
        "member_count": len(place.people),
        "rate_limit_per_user": 0,
        "applied_tags": place.applied_tags,
        "thread_metadata": {
            "archived": place.archived,
            "archive_timestamp": iso(place.created),
            "auto_archive_duration": place.auto_archive,
            "locked": place.locked,
            "create_timestamp": iso(place.created),
        },
    }


def thread_member(place: Thread, somebody: User) -> Json:
    return {"id": place.id, "user_id": somebody.id, "join_timestamp": iso(place.created), "flags": 0}


def guild(its: GuildRecord) -> Json:
    return {
        "id": its.id,
        "name": its.name,
        "owner_id": its.owner.id,
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "description": None,
        "home_header": None,
        "banner": None,
        "emojis": [],
        "stickers": [],
        "features": ["COMMUNITY"],
        "region": "deprecated",
        "roles": [role(each) for each in its.roles.values()],
        "preferred_locale": its.locale,
        "vanity_url_code": None,
        "application_id": None,
        "afk_channel_id": None,
        "system_channel_id": None,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "safety_alerts_channel_id": None,
        "widget_channel_id": None,
        "widget_enabled": False,
        "nsfw": False,
        "premium_progress_bar_enabled": False,
        "incidents_data": None,
    } | _GUILD_NUMBERS


_GUILD_NUMBERS = {
    "afk_timeout": 300,
    "default_message_notifications": 1,
    "explicit_content_filter": 2,
    "max_members": 500_000,
    "max_presences": None,
    "max_stage_video_channel_users": 50,
    "max_video_channel_users": 25,
    "mfa_level": 0,
    "nsfw_level": 0,
    "premium_subscription_count": 0,
    "premium_tier": 0,
    "system_channel_flags": 0,
    "verification_level": 1,
}


def guild_create(its: GuildRecord) -> Json:
    """The guild with what is in it. Of the members only the bot: others come with privileged intents alone."""
    bot = its.members[its.bot.id]
    return guild(its) | {
        "joined_at": iso(bot.joined),
        "large": False,
        "unavailable": False,
        "member_count": len(its.members),
        "members": [member(bot)],
        "channels": [channel(each) for each in its.channels.values()],
        "threads": [thread(each) | own_membership(each) for each in its.threads.values() if not each.archived],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def own_membership(place: Thread) -> Json:
    """What a thread says of the bot, if it is in it."""
    return {"member": thread_member(place, place.bot)} if place.bot in place.people else {}


def unavailable(its: GuildRecord) -> Json:
    return {"id": its.id, "unavailable": True}


def owners(use: Use) -> Json:
    """Where the command that was used is installed."""
    return {"0": use.guild_id or "0"}
