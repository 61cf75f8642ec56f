"""A message, and the draft of one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.sandbox.state.components import buttons_of, selects_of
from bot.sandbox.state.waiting import Watched

if TYPE_CHECKING:
    from bot.sandbox.state.interactions import Interaction
    from bot.sandbox.state.people import Attachment, Json, Role, User
    from bot.sandbox.state.places import Channel, Thread

DEFAULT, REPLY, THREAD_STARTER, SLASH_COMMAND, MENU_COMMAND = 0, 19, 21, 20, 23
SUPPRESS_EMBEDS, EPHEMERAL, LOADING, HAS_THREAD, COMPONENTS_V2 = 1 << 2, 1 << 6, 1 << 7, 1 << 5, 1 << 15


@dataclass(kw_only=True)
class Draft:
    """What is to become a message, already within the limits."""

    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    allowed_mentions: Json | None = None
    reply_to: Message | None = None
    flags: int = 0
    nonce: str | int | None = None


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
    interaction: Interaction | None = field(default=None, repr=False)
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
        return await self.channel.world.wait_for_reply(self, timeout)


def embed_text(embed: Json) -> str:
    fields = (text for item in embed.get("fields") or [] for text in (item["name"], item["value"]))
    parts = (
        (embed.get("author") or {}).get("name"),
        embed.get("title"),
        embed.get("description"),
        *fields,
        (embed.get("footer") or {}).get("text"),
    )
    return "\n".join(part for part in parts if part)
