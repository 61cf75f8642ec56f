"""Opcodes and close codes of the gateway, reading what a client sends, and which events it gets for its intents.

Sources: https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway
and https://discord.com/developers/docs/events/gateway#list-of-intents
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.sandbox.state.intents import EVERY_INTENT, NO_INTENT, PRIVILEGED, Intent

if TYPE_CHECKING:
    from bot.sandbox.state import Json

HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, MEMBERS = 1, 2, 3, 4, 6, 8
RECONNECT, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 7, 9, 10, 11
UNKNOWN_OP, NOT_DECODED, NOT_IDENTIFIED, BAD_TOKEN, IDENTIFIED_TWICE = 4001, 4002, 4003, 4004, 4005
BAD_SEQUENCE, TOO_FAST, BAD_SHARD, BAD_VERSION, BAD_INTENTS, DISALLOWED_INTENTS = 4007, 4008, 4010, 4012, 4013, 4014
_PAYLOAD_LIMIT = 4096
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


class Close(Exception):
    """End the connection with this code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def read_frame(text: str) -> tuple[int, Any]:
    """The opcode and the data of a frame."""
    if len(text) > _PAYLOAD_LIMIT:
        raise Close(NOT_DECODED)
    try:
        frame = json.loads(text)
        return int(frame["op"]), frame.get("d")
    except (ValueError, KeyError, TypeError):
        raise Close(NOT_DECODED) from None


def read_intents(data: Json, privileged: Intent) -> Intent:
    """What a client asks for, if it is all switched on."""
    asked = int(data.get("intents", 0))
    if asked & ~int(EVERY_INTENT):  # the complement of a flag has none of the unknown bits
        raise Close(BAD_INTENTS)
    if asked & PRIVILEGED & ~privileged:
        raise Close(DISALLOWED_INTENTS)
    return Intent(asked)


def read_shard(data: Json) -> tuple[int, int]:
    index, total = data.get("shard") or (0, 1)
    if not 0 <= index < total:
        raise Close(BAD_SHARD)
    return index, total


def check_version(version: str) -> None:
    if version != "10":
        raise Close(BAD_VERSION)


def needed_for(event: str, *, in_guild: bool) -> Intent:
    """The intent without which a client does not get this event; none for those that everybody gets."""
    return (_GUILD_NEEDS if in_guild else _DIRECT_NEEDS).get(event, NO_INTENT)


def application_flags(privileged: Intent) -> int:
    """Which privileged intents are switched on, as the application's flags tell it."""
    flags = {Intent.GUILD_PRESENCES: 1 << 13, Intent.GUILD_MEMBERS: 1 << 15, Intent.MESSAGE_CONTENT: 1 << 19}
    return sum(flag for intent, flag in flags.items() if intent in privileged)
