"""Who there is, and what belongs to them, as plain records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.sandbox.state.intents import NO_INTENT, Intent

if TYPE_CHECKING:
    from bot.sandbox.state.permissions import Permission
    from bot.sandbox.state.requests import Request


@dataclass(eq=False, kw_only=True)
class User:
    id: str
    name: str
    """As people read it; the unique user name is derived from it."""
    bot: bool = False
    locale: str = "en-US"
    takes_direct_messages: bool = True
    """Whether members of the same guilds, bots among them, may write to this person."""

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"

    def __str__(self) -> str:
        return self.name


@dataclass(eq=False, kw_only=True)
class Application(User):
    """The bot that this Discord is there for, as the developer portal has it. Since 2016 both share an id."""

    bot: bool = True
    token: str = field(repr=False)
    privileged: Intent = NO_INTENT
    """The intents that were switched on for it."""
    requests: list[Request] = field(default_factory=list, repr=False)
    """All that it asked of the REST interface, oldest first."""


@dataclass(eq=False, kw_only=True)
class Role:
    id: str
    name: str
    permissions: Permission
    position: int
    mentionable: bool = False
    of_bot: User | None = None

    @property
    def mention(self) -> str:
        return f"<@&{self.id}>"


@dataclass(eq=False, kw_only=True)
class Overwrite:
    """What a role (kind 0) or a member (kind 1) may or may not do in one channel, against the guild's roles."""

    id: str
    kind: int
    allow: Permission
    deny: Permission


@dataclass(eq=False, kw_only=True)
class Attachment:
    id: str
    filename: str
    content: bytes = field(repr=False)
    url: str
    content_type: str
    description: str | None = None
