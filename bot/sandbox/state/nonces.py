"""Messages that may not be sent twice.

Source: https://discord.com/developers/docs/resources/message#create-message
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.sandbox.state import Json
    from bot.sandbox.state.people import User
    from bot.sandbox.state.places import Message

_REMEMBERED = 5 * 60
"""Seconds; Discord says "the past few minutes"."""


class Nonces:
    """The latest messages by author and nonce, of those that asked for it with `enforce_nonce`."""

    def __init__(self) -> None:
        self._sent: dict[tuple[str, str], Message] = {}

    def sent(self, author: User, body: Json, now: float) -> Message | None:
        """What the author has just sent with the same nonce, if the body wants it to be looked for."""
        message = self._sent.get((author.id, str(body.get("nonce")))) if body.get("enforce_nonce") else None
        return message if message and now - message.created < _REMEMBERED else None

    def keep(self, message: Message) -> None:
        """From now on it is found by its nonce, if it has one."""
        if message.nonce is not None:
            self._sent[message.author.id, str(message.nonce)] = message
