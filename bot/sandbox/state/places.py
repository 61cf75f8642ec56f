"""Guilds, the channels in them, direct messages, and what is written there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.sandbox.state.components import buttons_of, embed_text, selects_of
from bot.sandbox.state.numbers import CATEGORY, DEFAULT, EPHEMERAL, FORUM, LOADING
from bot.sandbox.state.requests import told
from bot.sandbox.state.waiting import NoAnswer, Watched

if TYPE_CHECKING:
    from bot.sandbox.state import Json
    from bot.sandbox.state.commands import Use
    from bot.sandbox.state.people import Application, Attachment, Overwrite, Role, User


@dataclass(eq=False, kw_only=True)
class Member:
    user: User
    guild: GuildRecord = field(repr=False)
    joined: float
    roles: list[Role] = field(default_factory=list)
    nick: str | None = None
    timed_out: bool = False


@dataclass(eq=False, kw_only=True)
class GuildRecord:
    """A guild as it stands."""

    id: str
    name: str
    owner: User
    bot: Application = field(repr=False)
    roles: dict[str, Role] = field(default_factory=dict, repr=False)
    members: dict[str, Member] = field(default_factory=dict, repr=False)
    channels: dict[str, GuildChannelRecord] = field(default_factory=dict, repr=False)
    threads: dict[str, Thread] = field(default_factory=dict, repr=False)
    locale: str = "en-US"
    command_grants: set[tuple[str, str]] = field(default_factory=set, repr=False)
    """(command name, id of a role or person): who may use a command against its default permissions."""

    @property
    def everyone(self) -> Role:
        return self.roles[self.id]


@dataclass(eq=False, kw_only=True)
class Channel(Watched):
    id: str
    name: str
    kind: int
    messages: dict[str, Message] = field(default_factory=dict, repr=False)
    """By id, oldest first; deleted ones are gone."""
    typing: list[User] = field(default_factory=list, repr=False)
    """Who started to type, each time that they did."""

    @property
    def guild(self) -> GuildRecord | None:
        return None

    @property
    def bot(self) -> Application:
        """The bot that may come here."""
        raise NotImplementedError

    @property
    def ruling(self) -> GuildChannelRecord:
        """The channel whose overwrites hold here."""
        raise TypeError(f"{self.name} is in no guild")

    @property
    def is_thread(self) -> bool:
        return False

    @property
    def takes_messages(self) -> bool:
        return self.kind not in (CATEGORY, FORUM)

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
class GuildChannelRecord(Channel):
    """A channel of a guild as it stands."""

    home: GuildRecord = field(repr=False)
    position: int = 0
    topic: str | None = None
    parent_id: str | None = None
    overwrites: dict[str, Overwrite] = field(default_factory=dict)
    tags: list[Json] = field(default_factory=list)
    settings: Json = field(default_factory=dict)
    """What else was set: nsfw, rate_limit_per_user and the like, as sent."""

    @property
    def guild(self) -> GuildRecord:
        return self.home

    @property
    def bot(self) -> Application:
        return self.home.bot

    @property
    def ruling(self) -> GuildChannelRecord:
        return self


@dataclass(eq=False, kw_only=True)
class Thread(Channel):
    parent: GuildChannelRecord = field(repr=False)
    owner: User
    created: float
    people: list[User] = field(default_factory=list)
    applied_tags: list[str] = field(default_factory=list)
    archived: bool = False
    locked: bool = False
    auto_archive: int = 1440
    sent: int = 0

    @property
    def guild(self) -> GuildRecord:
        return self.parent.home

    @property
    def bot(self) -> Application:
        return self.parent.bot

    @property
    def ruling(self) -> GuildChannelRecord:
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

    opener: Application = field(repr=False)
    recipient: User

    @property
    def bot(self) -> Application:
        return self.opener

    def has(self, user: User) -> bool:
        return user is self.recipient or user is self.opener


@dataclass(eq=False, kw_only=True)
class Message(Watched):
    id: str
    channel: Channel = field(repr=False)
    author: User
    content: str
    created: float
    kind: int = DEFAULT
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list, repr=False)
    attachments: list[Attachment] = field(default_factory=list)
    flags: int = 0
    edited: float | None = None
    edits: int = 0
    """How often it was changed."""
    deleted: bool = False
    pinned: bool = False
    nonce: str | int | None = None
    reply_to: Message | None = field(default=None, repr=False)
    interaction: Use | None = field(default=None, repr=False)
    """What it answers, for messages that answer a command, a button or a modal."""
    only_for: User | None = None
    """The one person who sees it, if it is ephemeral."""
    mentions: list[User] = field(default_factory=list)
    mention_roles: list[Role] = field(default_factory=list)
    mention_everyone: bool = False
    pinged: list[User] = field(default_factory=list)
    """Everybody whose phone this made ring."""
    reactions: dict[str, list[User]] = field(default_factory=dict)
    thread: Thread | None = field(default=None, repr=False)
    replies: list[Message] = field(default_factory=list, repr=False)

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & EPHEMERAL)

    @property
    def loading(self) -> bool:
        """Whether people see "is thinking…"."""
        return bool(self.flags & LOADING)

    @property
    def buttons(self) -> list[Json]:
        return buttons_of(self.components)

    @property
    def selects(self) -> list[Json]:
        return selects_of(self.components)

    @property
    def text(self) -> str:
        """All that a person can read: the content and every text of the embeds, a line each."""
        return "\n".join(part for part in (self.content, *map(embed_text, self.embeds)) if part)

    async def reply_from_bot(self, timeout: float = 5.0) -> Message:  # noqa: ASYNC109 - a wait that ends is the point of it
        """The first reply of the bot to this message. Raises NoAnswer, saying what the bot did instead."""
        bot = self.channel.bot
        began = len(bot.requests)

        def first() -> Message | None:
            replies = (each for each in self.replies if each.author is bot and not each.loading)
            return next(replies, None)

        await self.until(lambda: first() is not None, timeout)
        if reply := first():
            return reply
        raise NoAnswer(f"no reply to {self.content!r} within {timeout} s; {told(bot.requests[began:])}")
