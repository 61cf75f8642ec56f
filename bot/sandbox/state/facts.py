"""What happened to what. The world tells it to whoever listens: the gateway, a terminal, a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.sandbox.state.interactions import Interaction
    from bot.sandbox.state.people import Role, User
    from bot.sandbox.state.places import Channel, GuildChannelRecord, GuildRecord, Member, Message, Thread


class Fact:
    """Something that has happened just now."""

    @property
    def told_in(self) -> GuildRecord | None:
        """The guild whose members may know; None in direct messages."""
        raise NotImplementedError

    @property
    def seen_in(self) -> Channel | None:
        """The channel that one must see to know; None where being in the guild is enough."""
        return None


Listener = Callable[[Fact], None]


@dataclass(frozen=True)
class AboutGuild(Fact):
    guild: GuildRecord

    @property
    def told_in(self) -> GuildRecord:
        return self.guild


class GuildJoined(AboutGuild):
    """The bot is in a guild."""


class GuildChanged(AboutGuild):
    pass


class GuildLeft(AboutGuild):
    """The bot is no longer in a guild."""


@dataclass(frozen=True)
class MemberLeft(AboutGuild):
    user: User


@dataclass(frozen=True)
class RoleAdded(AboutGuild):
    role: Role


@dataclass(frozen=True)
class RoleRemoved(AboutGuild):
    role: Role


@dataclass(frozen=True)
class AboutMember(Fact):
    member: Member

    @property
    def told_in(self) -> GuildRecord:
        return self.member.guild


class MemberJoined(AboutMember):
    pass


class MemberChanged(AboutMember):
    pass


@dataclass(frozen=True)
class AboutGuildChannel(Fact):
    channel: GuildChannelRecord

    @property
    def told_in(self) -> GuildRecord:
        return self.channel.home


class ChannelAdded(AboutGuildChannel):
    pass


class ChannelChanged(AboutGuildChannel):
    pass


class ChannelRemoved(AboutGuildChannel):
    pass


@dataclass(frozen=True)
class InChannel(Fact):
    """What only those know who see the channel."""

    channel: Channel

    @property
    def told_in(self) -> GuildRecord | None:
        return self.channel.guild

    @property
    def seen_in(self) -> Channel:
        return self.channel


class PinsChanged(InChannel):
    pass


@dataclass(frozen=True)
class TypingStarted(InChannel):
    user: User
    at: float


@dataclass(frozen=True)
class AboutThread(Fact):
    thread: Thread

    @property
    def told_in(self) -> GuildRecord:
        return self.thread.guild

    @property
    def seen_in(self) -> Channel:
        return self.thread


class ThreadStarted(AboutThread):
    pass


class ThreadChanged(AboutThread):
    pass


class ThreadRemoved(AboutThread):
    pass


@dataclass(frozen=True)
class ThreadJoined(AboutThread):
    user: User


@dataclass(frozen=True)
class ThreadLeft(AboutThread):
    user: User


@dataclass(frozen=True)
class AboutMessage(Fact):
    message: Message

    @property
    def told_in(self) -> GuildRecord | None:
        return self.message.channel.guild

    @property
    def seen_in(self) -> Channel:
        return self.message.channel


class MessagePosted(AboutMessage):
    pass


class MessageChanged(AboutMessage):
    pass


class MessageErased(AboutMessage):
    pass


@dataclass(frozen=True)
class ReactionAdded(AboutMessage):
    user: User
    emoji: str


@dataclass(frozen=True)
class ReactionRemoved(AboutMessage):
    user: User
    emoji: str


@dataclass(frozen=True)
class ReactionsCleared(AboutMessage):
    emoji: str | None
    """None = all of them."""


@dataclass(frozen=True)
class InteractionBegun(Fact):
    interaction: Interaction

    @property
    def told_in(self) -> GuildRecord | None:
        return self.interaction.channel.guild
