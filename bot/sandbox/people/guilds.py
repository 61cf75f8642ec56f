"""A guild, and what its owner can do to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.sandbox.state.permissions import NOBODY, Permission
from bot.sandbox.state.places import CATEGORY, FORUM, NEWS, TEXT, VOICE

if TYPE_CHECKING:
    from bot.sandbox.people.person import Person
    from bot.sandbox.state.people import Member, Role, User
    from bot.sandbox.state.places import GuildChannel, Thread
    from bot.sandbox.world.world import World


@dataclass(eq=False, kw_only=True)
class Guild:
    id: str
    name: str
    owner: Person
    world: World = field(repr=False)
    roles: dict[str, Role] = field(default_factory=dict, repr=False)
    members: dict[str, Member] = field(default_factory=dict, repr=False)
    channels: dict[str, GuildChannel] = field(default_factory=dict, repr=False)
    threads: dict[str, Thread] = field(default_factory=dict, repr=False)
    locale: str = "en-US"
    command_grants: set[tuple[str, str]] = field(default_factory=set, repr=False)
    """(command name, id of a role or person): who may use a command against its default permissions."""

    @property
    def everyone(self) -> Role:
        return self.roles[self.id]

    def text(self, name: str, *, topic: str | None = None, private: bool = False) -> GuildChannel:
        """A text channel; a private one is seen only by those whom `channel.permit` lets in, and administrators."""
        channel = self.world.add_channel(self, name, TEXT, topic=topic)
        return channel.permit(self.everyone, deny=Permission.VIEW_CHANNEL) if private else channel

    def news(self, name: str) -> GuildChannel:
        return self.world.add_channel(self, name, NEWS)

    def voice(self, name: str) -> GuildChannel:
        return self.world.add_channel(self, name, VOICE)

    def category(self, name: str) -> GuildChannel:
        return self.world.add_channel(self, name, CATEGORY)

    def forum(self, name: str, *, tags: tuple[str, ...] = ()) -> GuildChannel:
        return self.world.add_channel(self, name, FORUM, tags=tags)

    def role(self, name: str, permissions: Permission = NOBODY, *, mentionable: bool = False) -> Role:
        return self.world.add_role(self, name, permissions, mentionable=mentionable)

    def join(self, user: User, *roles: Role, permissions: Permission = NOBODY, nick: str | None = None) -> Member:
        """Let somebody in, with roles; `permissions` are given through a role of their own."""
        own = (self.role(f"{user.name}'s", permissions),) if permissions else ()
        return self.world.add_member(self, user, [*roles, *own], nick)

    def give(self, user: User, role: Role) -> None:
        self.world.change_member(self.members[user.id], roles=[*self.members[user.id].roles, role])

    def take(self, user: User, role: Role) -> None:
        member = self.members[user.id]
        self.world.change_member(member, roles=[each for each in member.roles if each is not role])

    def leave(self, user: User) -> None:
        """Somebody leaves, or is removed. When it is the bot, the guild disappears for it."""
        self.world.remove_member(self, user)

    def change_locale(self, locale: str) -> None:
        """The language that a community sets for itself."""
        self.world.change_locale(self, locale)

    def grant_command(self, name: str, whom: Role | User) -> None:
        """What admins can do under Integrations: let somebody use a command in spite of its default permissions."""
        self.command_grants.add((name, whom.id))
