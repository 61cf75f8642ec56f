"""Everything that exists, and the few ways in which guilds change; each change is told as a fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from bot.sandbox.rules.drafts import Objections
from bot.sandbox.rules.errors import UNKNOWN_CHANNEL, UNKNOWN_GUILD, UNKNOWN_MESSAGE, UNKNOWN_USER, ApiError, Problem
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
from bot.sandbox.state.people import Application, Overwrite, Role, User
from bot.sandbox.state.permissions import BOT, EVERYONE, Permission
from bot.sandbox.state.places import Channel, DirectChannel, GuildChannelRecord, GuildRecord, Member, Message, Thread

if TYPE_CHECKING:
    from bot.sandbox.state.commands import Command
    from bot.sandbox.state.facts import Fact, Listener
    from bot.sandbox.state.intents import Intent
    from bot.sandbox.state.interactions import Interaction
    from bot.sandbox.state.people import Attachment


SomeUser = TypeVar("SomeUser", bound=User)
Found = TypeVar("Found")


class World:
    def __init__(self, bot_name: str, token: str, privileged: Intent) -> None:
        self.clock = Clock()
        self.ids = Snowflakes(self.clock)
        self.files_url = ""
        self.gateway_url = ""
        self.patience = 5.0
        """Seconds that people wait for an answer."""
        self.objections = Objections()
        self.users: dict[str, User] = {}
        self.guilds: dict[str, GuildRecord] = {}
        self.channels: dict[str, Channel] = {}
        self.commands: dict[str, Command] = {}
        self.interactions: dict[str, Interaction] = {}
        """By token."""
        self.attachments: dict[str, Attachment] = {}
        self.nonces = Nonces()
        self._listeners: list[Listener] = []
        self.developer = self.add_user(User(id=self.ids.past(1500), name="Developer"))
        self.bot = self.add_user(Application(id=self.ids.past(400), name=bot_name, token=token, privileged=privileged))

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

    def guild(self, guild_id: str) -> GuildRecord:
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
        channel = DirectChannel(id=self.ids.next(), name=user.name, kind=1, opener=self.bot, recipient=user)
        self.channels[channel.id] = channel
        return channel

    # Guilds.

    def add_guild(self, guild: GuildRecord, permissions: Permission = BOT) -> None:
        """A guild begins with its owner and the bot in it; `permissions` are those of the bot's role."""
        guild.roles[guild.id] = Role(id=guild.id, name="@everyone", permissions=EVERYONE, position=0)
        self.guilds[guild.id] = guild
        self._seat(guild, guild.owner, [])
        own = Role(id=self.ids.next(), name=self.bot.name, permissions=permissions, position=1, of_bot=self.bot)
        guild.roles[own.id] = own
        self._seat(guild, self.bot, [own])
        self.tell(GuildJoined(guild))

    def _seat(self, guild: GuildRecord, user: User, roles: list[Role], nick: str | None = None) -> Member:
        member = Member(user=user, guild=guild, joined=self.clock.now(), roles=roles, nick=nick)
        guild.members[user.id] = member
        return member

    def add_member(self, guild: GuildRecord, user: User, roles: list[Role], nick: str | None) -> Member:
        member = self._seat(guild, user, roles, nick)
        self.tell(GuildJoined(guild) if user is self.bot else MemberJoined(member))
        return member

    def change_member(self, member: Member, *, roles: list[Role] | None = None, nick: str | None = None) -> None:
        member.roles = member.roles if roles is None else roles
        member.nick = member.nick if nick is None else nick or None
        self.tell(MemberChanged(member))

    def give_role(self, member: Member, role: Role) -> None:
        self.change_member(member, roles=[*member.roles, role])

    def take_role(self, member: Member, role: Role) -> None:
        self.change_member(member, roles=[each for each in member.roles if each is not role])

    def remove_member(self, guild: GuildRecord, user: User) -> None:
        del guild.members[user.id]
        self.tell(GuildLeft(guild) if user is self.bot else MemberLeft(guild, user))

    def rename_guild(self, guild: GuildRecord, name: str) -> None:
        guild.name = name
        self.tell(GuildChanged(guild))

    def change_locale(self, guild: GuildRecord, locale: str) -> None:
        guild.locale = locale
        self.tell(GuildChanged(guild))

    def add_role(self, guild: GuildRecord, name: str, permissions: Permission, *, mentionable: bool = False) -> Role:
        role = Role(
            id=self.ids.next(), name=name, permissions=permissions, position=len(guild.roles), mentionable=mentionable
        )
        guild.roles[role.id] = role
        self.tell(RoleAdded(guild, role))
        return role

    def remove_role(self, guild: GuildRecord, role: Role) -> None:
        del guild.roles[role.id]
        for member in guild.members.values():
            member.roles = [each for each in member.roles if each is not role]
        self.tell(RoleRemoved(guild, role))

    # Channels.

    def add_channel(self, channel: GuildChannelRecord) -> None:
        channel.position = len(channel.home.channels)
        channel.home.channels[channel.id] = self.channels[channel.id] = channel
        self.tell(ChannelAdded(channel))

    def change_channel(self, channel: GuildChannelRecord) -> None:
        self.tell(ChannelChanged(channel))

    def set_overwrite(
        self, channel: GuildChannelRecord, whom: Role | Member | User, *, allow: Permission, deny: Permission
    ) -> None:
        target = whom.user if isinstance(whom, Member) else whom
        kind = 0 if isinstance(target, Role) else 1
        channel.overwrites[target.id] = Overwrite(id=target.id, kind=kind, allow=allow, deny=deny)
        self.change_channel(channel)

    def remove_channel(self, channel: GuildChannelRecord) -> None:
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
