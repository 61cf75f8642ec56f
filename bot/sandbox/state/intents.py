"""Which events a client gets for which intents.

Source: https://discord.com/developers/docs/events/gateway#list-of-intents
"""

from enum import IntFlag


class Intent(IntFlag):
    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_MODERATION = 1 << 2
    GUILD_EXPRESSIONS = 1 << 3
    GUILD_INTEGRATIONS = 1 << 4
    GUILD_WEBHOOKS = 1 << 5
    GUILD_INVITES = 1 << 6
    GUILD_VOICE_STATES = 1 << 7
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    GUILD_MESSAGE_REACTIONS = 1 << 10
    GUILD_MESSAGE_TYPING = 1 << 11
    DIRECT_MESSAGES = 1 << 12
    DIRECT_MESSAGE_REACTIONS = 1 << 13
    DIRECT_MESSAGE_TYPING = 1 << 14
    MESSAGE_CONTENT = 1 << 15
    GUILD_SCHEDULED_EVENTS = 1 << 16
    AUTO_MODERATION_CONFIGURATION = 1 << 20
    AUTO_MODERATION_EXECUTION = 1 << 21
    GUILD_MESSAGE_POLLS = 1 << 24
    DIRECT_MESSAGE_POLLS = 1 << 25


PRIVILEGED = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT
EVERY_INTENT = Intent(sum(Intent))
NO_INTENT = Intent(0)

_IN_GUILDS = {
    Intent.GUILDS: (
        "GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE", "GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE", "GUILD_ROLE_DELETE",
        "CHANNEL_CREATE", "CHANNEL_UPDATE", "CHANNEL_DELETE", "CHANNEL_PINS_UPDATE", "THREAD_CREATE", "THREAD_UPDATE",
        "THREAD_DELETE", "THREAD_LIST_SYNC", "THREAD_MEMBER_UPDATE", "THREAD_MEMBERS_UPDATE",
    ),
    Intent.GUILD_MEMBERS: ("GUILD_MEMBER_ADD", "GUILD_MEMBER_UPDATE", "GUILD_MEMBER_REMOVE"),
    Intent.GUILD_MESSAGES: ("MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "MESSAGE_DELETE_BULK"),
    Intent.GUILD_MESSAGE_REACTIONS: (
        "MESSAGE_REACTION_ADD", "MESSAGE_REACTION_REMOVE", "MESSAGE_REACTION_REMOVE_ALL",
        "MESSAGE_REACTION_REMOVE_EMOJI",
    ),
    Intent.GUILD_MESSAGE_TYPING: ("TYPING_START",),
}  # fmt: skip
_IN_DIRECT_MESSAGES = {
    Intent.DIRECT_MESSAGES: ("MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "CHANNEL_PINS_UPDATE"),
    Intent.DIRECT_MESSAGE_REACTIONS: _IN_GUILDS[Intent.GUILD_MESSAGE_REACTIONS],
    Intent.DIRECT_MESSAGE_TYPING: ("TYPING_START",),
}
_GUILD_NEEDS = {event: intent for intent, events in _IN_GUILDS.items() for event in events}
_DIRECT_NEEDS = {event: intent for intent, events in _IN_DIRECT_MESSAGES.items() for event in events}


def needed_for(event: str, *, in_guild: bool) -> Intent:
    """The intent without which a client does not get this event; none for those that everybody gets."""
    return (_GUILD_NEEDS if in_guild else _DIRECT_NEEDS).get(event, NO_INTENT)
