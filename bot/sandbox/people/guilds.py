"""A guild and its channels, with what the owner does to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.sandbox.state.numbers import CATEGORY, FORUM, NEWS, TEXT, VOICE
from bot.sandbox.state.permissions import NOBODY, Permission
from bot.sandbox.state.places import GuildChannelRecord, GuildRecord, Member
from bot.sandbox.wire import payloads

if TYPE_CHECKING:
    from bot.sandbox.people.person import Person
    from bot.sandbox.state.people import Role, User
    from bot.sandbox.world.world import World


@dataclass(eq=False, kw_only=True)
class Guild(GuildRecord):
    owner: Person
    world: World = field(repr=False)

    def text(self, name: str, *, topic: str | None = None, private: bool = False) -> GuildChannel:
        """A text channel; a private one is seen only by those whom `channel.permit` lets in, and administrators."""
        channel = self._open(name, TEXT, topic=topic)
        return channel.permit(self.everyone, deny=Permission.VIEW_CHANNEL) if private else channel

    def news(self, name: str) -> GuildChannel:
        return self._open(name, NEWS)

    def voice(self, name: str) -> GuildChannel:
        return self._open(name, VOICE)

    def category(self, name: str) -> GuildChannel:
        return self._open(name, CATEGORY)

    def forum(self, name: str, *, tags: tuple[str, ...] = ()) -> GuildChannel:
        return self._open(name, FORUM, tags=tags)

    def _open(self, name: str, kind: int, *, topic: str | None = None, tags: tuple[str, ...] = ()) -> GuildChannel:
        ids = self.world.ids
        channel = GuildChannel(id=ids.next(), name=name, kind=kind, world=self.world, home=self, topic=topic)
        channel.tags = [payloads.forum_tag(ids.next(), tag) for tag in tags]
        self.world.add_channel(channel)
        return channel

    def role(self, name: str, permissions: Permission = NOBODY, *, mentionable: bool = False) -> Role:
        return self.world.add_role(self, name, permissions, mentionable=mentionable)

    def join(self, user: User, *roles: Role, permissions: Permission = NOBODY, nick: str | None = None) -> Member:
        """Let somebody in, with roles; `permissions` are given through a role of their own."""
        own = (self.role(f"{user.name}'s", permissions),) if permissions else ()
        return self.world.add_member(self, user, [*roles, *own], nick)

    def give(self, user: User, role: Role) -> None:
        self.world.give_role(self.members[user.id], role)

    def take(self, user: User, role: Role) -> None:
        self.world.take_role(self.members[user.id], role)

    def leave(self, user: User) -> None:
        """Somebody leaves, or is removed. When it is the bot, the guild disappears for it."""
        self.world.remove_member(self, user)

    def change_locale(self, locale: str) -> None:
        """The language that a community sets for itself."""
        self.world.change_locale(self, locale)

    def grant_command(self, name: str, whom: Role | User) -> None:
        """What admins can do under Integrations: let somebody use a command in spite of its default permissions."""
        self.command_grants.add((name, whom.id))


@dataclass(eq=False, kw_only=True)
class GuildChannel(GuildChannelRecord):
    home: Guild = field(repr=False)
    world: World = field(repr=False)

    @property
    def guild(self) -> Guild:
        return self.home

    def permit(
        self, whom: Role | Member | User, *, allow: Permission = NOBODY, deny: Permission = NOBODY
    ) -> GuildChannel:
        """Overwrite, for this channel, what a role or a person may do."""
        self.world.set_overwrite(self, whom, allow=allow, deny=deny)
        return self

    def remove(self) -> None:
        self.world.remove_channel(self)
