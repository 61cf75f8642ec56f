"""Interactions: somebody used something of the bot's, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.sandbox.state.commands import Use
from bot.sandbox.state.numbers import (
    COMMAND,
    DEFAULT,
    DEFERRED_MESSAGE,
    DEFERRED_UPDATE,
    MENU_COMMAND,
    REPLY,
    SLASH_COMMAND,
)
from bot.sandbox.state.waiting import NoAnswer

if TYPE_CHECKING:
    from bot.sandbox.state import Json
    from bot.sandbox.state.places import Channel, Message


@dataclass(eq=False, kw_only=True)
class Interaction(Use):
    token: str = field(repr=False)
    channel: Channel = field(repr=False)
    created: float
    message: Message | None = field(default=None, repr=False)
    """The one with the button, also for modals that a button opened."""
    callback: int | None = None
    """The type of the answer: 4 message, 5 deferred, 6 and 7 the same for the button's message, 8 choices, 9 modal."""
    acknowledged: float | None = None
    original: Message | None = field(default=None, repr=False)
    followups: list[Message] = field(default_factory=list, repr=False)
    edits_before: int = 0
    """How often the button's message had been changed when it was used."""
    modal: Json | None = None
    choices: list[Json] | None = None

    @property
    def guild_id(self) -> str | None:
        return self.channel.guild.id if self.channel.guild else None

    @property
    def message_id(self) -> str | None:
        return self.message.id if self.message else None

    @property
    def deferred(self) -> bool:
        return self.callback in (DEFERRED_MESSAGE, DEFERRED_UPDATE)

    @property
    def answered(self) -> bool:
        """Whether the person is no longer left waiting."""
        thinking = self.original is not None and self.original.loading and not self.original.deleted
        return self.callback is not None and not thinking

    @property
    def settled(self) -> bool:
        """Whether nothing more is to be expected: after deferring a change of the message, the change was made."""
        if self.callback != DEFERRED_UPDATE or self.message is None:
            return self.answered
        return self.message.edits > self.edits_before or self.message.deleted or bool(self.followups)

    @property
    def response(self) -> Message:
        """The message that answers. Raises NoAnswer if there is none."""
        if self.original is None or not self.answered:
            raise NoAnswer(f"{self} was not answered with a message")
        return self.original

    @property
    def ephemeral(self) -> bool:
        return self.response.ephemeral

    @property
    def answer_kind(self) -> int:
        """The type of message that answers it."""
        if self.message is not None:
            return REPLY
        if self.kind == COMMAND:
            return SLASH_COMMAND if self.data.get("type") == 1 else MENU_COMMAND
        return DEFAULT
