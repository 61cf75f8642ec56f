"""What happens to messages: posted, changed, deleted, reacted to. The same for people and for the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.rules.drafts import apply_edit
from bot.sandbox.rules.errors import (
    ARCHIVED,
    CANNOT_WRITE_TO_USER,
    NOT_A_TEXT_CHANNEL,
    REPLY_NEEDS_HISTORY,
    THREAD_LOCKED,
    ApiError,
)
from bot.sandbox.rules.mentions import find_mentions, rung
from bot.sandbox.rules.permissions import permissions_in, require
from bot.sandbox.state.components import completed
from bot.sandbox.state.facts import MessageChanged, MessageErased, MessagePosted, PinsChanged, TypingStarted
from bot.sandbox.state.messages import DEFAULT, LOADING, REPLY, Message
from bot.sandbox.state.permissions import Permission
from bot.sandbox.state.places import DirectChannel, Thread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.sandbox.rules.drafts import Upload
    from bot.sandbox.state.interactions import Interaction
    from bot.sandbox.state.messages import Draft
    from bot.sandbox.state.people import Json, User
    from bot.sandbox.state.places import Channel


def require_posting(channel: Channel, user: User, draft: Draft) -> None:
    """Refuse a message that somebody may not post here."""
    if not channel.takes_messages:
        raise ApiError(NOT_A_TEXT_CHANNEL)
    if isinstance(channel, DirectChannel) and user is not channel.recipient and not _reaches(channel):
        raise ApiError(CANNOT_WRITE_TO_USER)
    needed = [Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES]
    needed += [Permission.EMBED_LINKS] * bool(draft.embeds) + [Permission.ATTACH_FILES] * bool(draft.attachments)
    require(channel, user, *needed)
    granted = permissions_in(channel, user)
    if draft.reply_to is not None and Permission.READ_MESSAGE_HISTORY not in granted:
        raise ApiError(REPLY_NEEDS_HISTORY)
    if isinstance(channel, Thread) and channel.locked and Permission.MANAGE_THREADS not in granted:
        raise ApiError(THREAD_LOCKED)


def _reaches(channel: DirectChannel) -> bool:
    """Whether the bot may write to somebody: they share a guild, and it was not forbidden."""
    person, bot = channel.recipient, channel.world.bot
    shared = any({person.id, bot.id} <= guild.members.keys() for guild in channel.world.guilds.values())
    return shared and person.takes_direct_messages


def post(  # noqa: PLR0913 - a message has that many sides
    channel: Channel,
    author: User,
    draft: Draft,
    *,
    interaction: Interaction | None = None,
    kind: int | None = None,
    only_for: User | None = None,
    message_id: str | None = None,
) -> Message:
    """Put a draft into a channel and tell everybody who may know."""
    message = Message(
        id=message_id or channel.world.ids.next(),
        channel=channel,
        author=author,
        content=draft.content,
        created=channel.world.clock.now(),
        kind=kind if kind is not None else REPLY if draft.reply_to else DEFAULT,
        embeds=draft.embeds,
        components=completed(draft.components),
        attachments=draft.attachments,
        flags=draft.flags,
        nonce=draft.nonce,
        reply_to=draft.reply_to,
        interaction=interaction,
        only_for=only_for,
    )
    _file(message, draft)
    channel.world.tell(MessagePosted(message))
    return message


def _note_mentions(message: Message, allowed: Json | None) -> None:
    found = find_mentions(message, allowed)
    message.mentions, message.mention_roles, message.mention_everyone = found.users, found.roles, found.everyone
    message.pinged = [] if message.ephemeral else rung(message, found)


def _file(message: Message, draft: Draft) -> None:
    if not message.loading:
        _note_mentions(message, draft.allowed_mentions)
    channel = message.channel
    channel.messages[message.id] = message
    if isinstance(channel, Thread):
        channel.sent += 1
        channel.archived = False
        if message.author not in channel.people:
            channel.people.append(message.author)
    if message.reply_to is not None:
        message.reply_to.replies.append(message)
        message.reply_to.touch()
    channel.touch()


def revise(message: Message, body: Json, files: Sequence[Upload] = ()) -> Message:
    """Change what the body names. A message that was still "thinking" is thereby posted, and may ring."""
    if isinstance(message.channel, Thread) and message.channel.archived:
        raise ApiError(ARCHIVED)
    apply_edit(message, body, files)
    message.components = completed(message.components)
    if message.loading:
        message.flags &= ~LOADING
        _note_mentions(message, body.get("allowed_mentions"))
    else:
        message.edited = message.channel.world.clock.now()
    message.edits += 1
    message.channel.world.tell(MessageChanged(message))
    wake(message)
    return message


def wake(message: Message) -> None:
    message.touch()
    message.channel.touch()
    if message.reply_to is not None:
        message.reply_to.touch()
    if message.interaction is not None:
        message.interaction.touch()


def erase(message: Message) -> None:
    del message.channel.messages[message.id]
    message.deleted = True
    message.channel.world.tell(MessageErased(message))
    wake(message)


def pin(message: Message, *, pinned: bool) -> None:
    message.pinned = pinned
    message.channel.world.tell(MessageChanged(message))
    message.channel.world.tell(PinsChanged(message.channel))


def start_typing(channel: Channel, user: User) -> None:
    channel.typing.append(user)
    channel.touch()
    channel.world.tell(TypingStarted(channel, user, channel.world.clock.now()))
