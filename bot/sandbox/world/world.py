"""Everything that exists, and the few ways in which guilds change; each change is told as a fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from bot.sandbox.people.guilds import Guild
from bot.sandbox.rules.errors import UNKNOWN_CHANNEL, UNKNOWN_GUILD, UNKNOWN_MESSAGE, UNKNOWN_USER, ApiError, Problem
from bot.sandbox.rules.objections import Objections
from bot.sandbox.state.facts import (
    ChannelAdded,
    ChannelChanged,
    ChannelRemoved,
    GuildChanged,
    GuildJoined,
    GuildLeft,
    MemberChanged,
    MemberJoined,
    MemberLeft,
    RoleAdded,
    RoleRemoved,
    ThreadRemoved,
)
from bot.sandbox.state.ids import Clock, Snowflakes
from bot.sandbox.state.nonces import Nonces
from bot.sandbox.state.people import Member, Overwrite, Role, User
from bot.sandbox.state.permissions import BOT, EVERYONE, Permission
from bot.sandbox.state.places import Channel, DirectChannel, GuildChannel, Thread
from bot.sandbox.wire import payloads

if TYPE_CHECKING:
    from bot.sandbox.people.person import Person
    from bot.sandbox.state.facts import Fact, Listener
    from bot.sandbox.state.interactions import Interaction
    from bot.sandbox.state.messages import Message
    from bot.sandbox.state.people import Attachment, Command


SomeUser = TypeVar("SomeUser", bound=User)
Found = TypeVar("Found")


class WaitForReply(Protocol):
    async def __call__(self, message: Message, timeout: float) -> Message: ...  # noqa: ASYNC109 - see Watched.until


class World:
    wait_for_reply: WaitForReply

    def __init__(self, bot_name: str) -> None:
        self.clock = Clock()
        self.ids = Snowflakes(self.clock)
        self.files_url = ""
        self.objections = Objections()
        self.users: dict[str, User] = {}
        self.guilds: dict[str, Guild] = {}
        self.channels: dict[str, Channel] = {}
        self.commands: dict[str, Command] = {}
        self.interactions: dict[str, Interaction] = {}
        """By token."""
        self.attachments: dict[str, Attachment] = {}
        self.nonces = Nonces()
        self._listeners: list[Listener] = []
        self.developer = self.add_user(User(id=self.ids.past(1500), name="Developer"))
        self.bot = self.add_user(User(id=self.ids.past(400), name=bot_name, bot=True))

    @property
    def application_id(self) -> str:
        """The same as the bot's, as for every application made since 2016."""
        return self.bot.id

    def add_user(self, user: SomeUser) -> SomeUser:
        self.users[user.id] = user
        return user

    def listen(self, listener: Listener) -> None:
        """From now on tell it every fact, as soon as it is one."""
        self._listeners.append(listener)

    def tell(self, fact: Fact) -> None:
        for listener in self._listeners:
            listener(fact)

    # Looking up, refusing as Discord does.

    def user(self, user_id: str) -> User:
        return _found(self.users, user_id, UNKNOWN_USER)

    def guild(self, guild_id: str) -> Guild:
        """A guild that the bot is in."""
        guild = _found(self.guilds, guild_id, UNKNOWN_GUILD)
        if self.bot.id not in guild.members:
            raise ApiError(UNKNOWN_GUILD)
        return guild

    def channel(self, channel_id: str) -> Channel:
        return _found(self.channels, channel_id, UNKNOWN_CHANNEL)

    def message(self, channel: Channel, message_id: str) -> Message:
        """A message that everybody in the channel can see."""
        message = _found(channel.messages, message_id, UNKNOWN_MESSAGE)
        if message.ephemeral:
            raise ApiError(UNKNOWN_MESSAGE)
        return message

    def direct(self, user: User) -> DirectChannel:
        """The conversation between the bot and somebody, opened if need be."""
        for channel in self.channels.values():
            if isinstance(channel, DirectChannel) and channel.recipient is user:
                return channel
        channel = DirectChannel(id=self.ids.next(), name=user.name, kind=1, world=self, recipient=user)
        self.channels[channel.id] = channel
        return channel

    # Guilds.

    def add_guild(self, name: str, owner: Person, permissions: Permission = BOT) -> Guild:
        guild = Guild(id=self.ids.past(300), name=name, owner=owner, world=self)
        guild.roles[guild.id] = Role(id=guild.id, name="@everyone", permissions=EVERYONE, position=0)
        self.guilds[guild.id] = guild
        self._seat(guild, owner, [])
        own = Role(id=self.ids.next(), name=self.bot.name, permissions=permissions, position=1, of_bot=self.bot)
        guild.roles[own.id] = own
        self._seat(guild, self.bot, [own])
        self.tell(GuildJoined(guild))
        return guild

    def _seat(self, guild: Guild, user: User, roles: list[Role], nick: str | None = None) -> Member:
        member = Member(user=user, guild=guild, joined=self.clock.now(), roles=roles, nick=nick)
        guild.members[user.id] = member
        return member

    def add_member(self, guild: Guild, user: User, roles: list[Role], nick: str | None) -> Member:
        member = self._seat(guild, user, roles, nick)
        self.tell(GuildJoined(guild) if user is self.bot else MemberJoined(member))
        return member

    def change_member(self, member: Member, *, roles: list[Role] | None = None, nick: str | None = None) -> None:
        member.roles = member.roles if roles is None else roles
        member.nick = member.nick if nick is None else nick or None
        self.tell(MemberChanged(member))

    def remove_member(self, guild: Guild, user: User) -> None:
        del guild.members[user.id]
        self.tell(GuildLeft(guild) if user is self.bot else MemberLeft(guild, user))

    def rename_guild(self, guild: Guild, name: str) -> None:
        guild.name = name
        self.tell(GuildChanged(guild))

    def change_locale(self, guild: Guild, locale: str) -> None:
        guild.locale = locale
        self.tell(GuildChanged(guild))

    def add_role(self, guild: Guild, name: str, permissions: Permission, *, mentionable: bool = False) -> Role:
        role = Role(
            id=self.ids.next(), name=name, permissions=permissions, position=len(guild.roles), mentionable=mentionable
        )
        guild.roles[role.id] = role
        self.tell(RoleAdded(guild, role))
        return role

    def remove_role(self, guild: Guild, role: Role) -> None:
        del guild.roles[role.id]
        for member in guild.members.values():
            member.roles = [each for each in member.roles if each is not role]
        self.tell(RoleRemoved(guild, role))

    # Channels.

    def add_channel(
        self, guild: Guild, name: str, kind: int, *, topic: str | None = None, tags: tuple[str, ...] = ()
    ) -> GuildChannel:
        channel = GuildChannel(
            id=self.ids.next(), name=name, kind=kind, world=self, home=guild, topic=topic, position=len(guild.channels)
        )
        channel.tags = [payloads.forum_tag(self.ids.next(), tag) for tag in tags]
        guild.channels[channel.id] = self.channels[channel.id] = channel
        self.tell(ChannelAdded(channel))
        return channel

    def change_channel(self, channel: GuildChannel) -> None:
        self.tell(ChannelChanged(channel))

    def set_overwrite(
        self, channel: GuildChannel, whom: Role | Member | User, *, allow: Permission, deny: Permission
    ) -> None:
        target = whom.user if isinstance(whom, Member) else whom
        kind = 0 if isinstance(target, Role) else 1
        channel.overwrites[target.id] = Overwrite(id=target.id, kind=kind, allow=allow, deny=deny)
        self.change_channel(channel)

    def remove_channel(self, channel: GuildChannel) -> None:
        for thread in [each for each in channel.guild.threads.values() if each.parent is channel]:
            del channel.guild.threads[thread.id], self.channels[thread.id]
        del channel.guild.channels[channel.id], self.channels[channel.id]
        self.tell(ChannelRemoved(channel))

    def remove_thread(self, thread: Thread) -> None:
        del thread.guild.threads[thread.id], self.channels[thread.id]
        self.tell(ThreadRemoved(thread))


def _found(among: dict[str, Found], key: str, problem: Problem) -> Found:
    try:
        return among[key]
    except KeyError:
        raise ApiError(problem) from None
