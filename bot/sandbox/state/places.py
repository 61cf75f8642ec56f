"""Places where messages are written: channels of a guild, threads, direct messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.sandbox.state.permissions import NOBODY, Permission
from bot.sandbox.state.waiting import Watched

if TYPE_CHECKING:
    from bot.sandbox.people.guilds import Guild
    from bot.sandbox.state.messages import Message
    from bot.sandbox.state.people import Json, Member, Overwrite, Role, User
    from bot.sandbox.world.world import World

TEXT, VOICE, CATEGORY, NEWS, FORUM = 0, 2, 4, 5, 15
NEWS_THREAD, PUBLIC_THREAD, PRIVATE_THREAD = 10, 11, 12
_NO_MESSAGES = (CATEGORY, FORUM)


@dataclass(eq=False, kw_only=True)
class Channel(Watched):
    id: str
    name: str
    kind: int
    world: World = field(repr=False)
    messages: dict[str, Message] = field(default_factory=dict, repr=False)
    """By id, oldest first; deleted ones are gone."""
    typing: list[User] = field(default_factory=list, repr=False)
    """Who started to type, each time that they did."""

    @property
    def guild(self) -> Guild | None:
        return None

    @property
    def ruling(self) -> GuildChannel:
        """The channel whose overwrites hold here."""
        raise TypeError(f"{self.name} is in no guild")

    @property
    def is_thread(self) -> bool:
        return False

    @property
    def takes_messages(self) -> bool:
        return self.kind not in _NO_MESSAGES

    @property
    def mention(self) -> str:
        return f"<#{self.id}>"

    @property
    def last_message_id(self) -> str | None:
        return next(reversed(self.messages), None)

    def has(self, user: User) -> bool:
        """Whether somebody is in the guild or the conversation that the channel belongs to."""
        return self.guild is not None and user.id in self.guild.members

    def history(self) -> list[Message]:
        return list(self.messages.values())


@dataclass(eq=False, kw_only=True)
class GuildChannel(Channel):
    home: Guild = field(repr=False)
    position: int = 0
    topic: str | None = None
    parent_id: str | None = None
    overwrites: dict[str, Overwrite] = field(default_factory=dict)
    tags: list[Json] = field(default_factory=list)
    settings: Json = field(default_factory=dict)
    """What else was set: nsfw, rate_limit_per_user and the like, as sent."""

    @property
    def guild(self) -> Guild:
        return self.home

    @property
    def ruling(self) -> GuildChannel:
        return self

    def permit(
        self, whom: Role | Member | User, *, allow: Permission = NOBODY, deny: Permission = NOBODY
    ) -> GuildChannel:
        """Overwrite, for this channel, what a role or a person may do."""
        self.world.set_overwrite(self, whom, allow=allow, deny=deny)
        return self

    def remove(self) -> None:
        self.world.remove_channel(self)


@dataclass(eq=False, kw_only=True)
class Thread(Channel):
    parent: GuildChannel = field(repr=False)
    owner: User
    created: float
    people: list[User] = field(default_factory=list)
    applied_tags: list[str] = field(default_factory=list)
    archived: bool = False
    locked: bool = False
    auto_archive: int = 1440
    sent: int = 0

    @property
    def guild(self) -> Guild:
        return self.parent.home

    @property
    def ruling(self) -> GuildChannel:
        return self.parent

    @property
    def is_thread(self) -> bool:
        return True

    @property
    def starter(self) -> Message | None:
        """The message of a forum post, or the one that the thread was made of; both carry the thread's id."""
        return self.messages.get(self.id) or self.parent.messages.get(self.id)


@dataclass(eq=False, kw_only=True)
class DirectChannel(Channel):
    """Between the bot and one person."""

    recipient: User

    def has(self, user: User) -> bool:
        return user is self.recipient or user is self.world.bot
