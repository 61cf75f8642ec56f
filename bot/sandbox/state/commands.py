"""What the bot registered, and that somebody used it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.sandbox.state.numbers import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL_SUBMIT
from bot.sandbox.state.waiting import Watched

if TYPE_CHECKING:
    from bot.sandbox.state import Json
    from bot.sandbox.state.people import User


@dataclass(eq=False, kw_only=True)
class Command:
    """A registered command: what the bot sent, with its id. `guild_id` None = everywhere."""

    id: str
    guild_id: str | None
    version: str
    form: Json

    @property
    def name(self) -> str:
        return str(self.form["name"])

    @property
    def kind(self) -> int:
        """1 slash, 2 on a person, 3 on a message."""
        return int(self.form.get("type") or 1)


@dataclass(eq=False, kw_only=True)
class Use(Watched):
    """Somebody used a command, a button, a menu or a modal: what the messages that answer it say of it."""

    id: str
    kind: int
    user: User
    data: Json
    before: Use | None = field(default=None, repr=False)
    """The one that opened the modal."""

    @property
    def guild_id(self) -> str | None:
        raise NotImplementedError

    @property
    def message_id(self) -> str | None:
        """The message with the button."""
        raise NotImplementedError

    @property
    def name(self) -> str:
        return str(self.data.get("name") or self.data.get("custom_id"))

    def __str__(self) -> str:
        verb = {COMMAND: "use of", COMPONENT: "click on", AUTOCOMPLETE: "typing in", MODAL_SUBMIT: "submission of"}
        return f"{self.user.name}'s {verb[self.kind]} {self.name}"
