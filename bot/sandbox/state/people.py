"""Who and what there is in a guild, as plain records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.sandbox.people.guilds import Guild
    from bot.sandbox.state.permissions import Permission

Json = dict[str, Any]


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
class Member:
    user: User
    guild: Guild = field(repr=False)
    joined: float
    roles: list[Role] = field(default_factory=list)
    nick: str | None = None
    timed_out: bool = False


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
