"""Opcodes and close codes of the gateway, and reading what a client sends.

Source: https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.sandbox.state.intents import EVERY_INTENT, PRIVILEGED, Intent

if TYPE_CHECKING:
    from bot.sandbox.state.people import Json

HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, MEMBERS = 1, 2, 3, 4, 6, 8
RECONNECT, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 7, 9, 10, 11
UNKNOWN_OP, NOT_DECODED, NOT_IDENTIFIED, BAD_TOKEN, IDENTIFIED_TWICE = 4001, 4002, 4003, 4004, 4005
BAD_SEQUENCE, TOO_FAST, BAD_SHARD, BAD_VERSION, BAD_INTENTS, DISALLOWED_INTENTS = 4007, 4008, 4010, 4012, 4013, 4014
_PAYLOAD_LIMIT = 4096


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
