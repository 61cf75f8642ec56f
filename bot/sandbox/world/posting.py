"""What happens to messages: posted, changed, deleted, reacted to. The same for people and for the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.rules.errors import (
    ARCHIVED,
    TOO_MANY_REACTIONS,
    ApiError,
)
from bot.sandbox.rules.mentions import find_mentions, rung
from bot.sandbox.rules.permissions import require
from bot.sandbox.state.components import completed
from bot.sandbox.state.facts import (
    MessageChanged,
    MessageErased,
    MessagePosted,
    PinsChanged,
    ReactionAdded,
    ReactionRemoved,
    ReactionsCleared,
    TypingStarted,
)
from bot.sandbox.state.numbers import DEFAULT, LOADING, REPLY
from bot.sandbox.state.permissions import Permission
from bot.sandbox.state.places import Message, Thread
from bot.sandbox.world.drafting import apply_edit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.sandbox.rules.drafts import Draft, Upload
    from bot.sandbox.state import Json
    from bot.sandbox.state.interactions import Interaction
    from bot.sandbox.state.people import User
    from bot.sandbox.state.places import Channel
    from bot.sandbox.world.world import World


def post(  # noqa: PLR0913 - a message has that many sides
    world: World,
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
        id=message_id or world.ids.next(),
        channel=channel,
        author=author,
        content=draft.content,
        created=world.clock.now(),
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
    _file(world, message, draft)
    return message


def _note_mentions(world: World, message: Message, allowed: Json | None) -> None:
    found = find_mentions(message, allowed, world.users)
    message.mentions, message.mention_roles, message.mention_everyone = found.users, found.roles, found.everyone
    message.pinged = [] if message.ephemeral else rung(message, found)


def _file(world: World, message: Message, draft: Draft) -> None:
    if not message.loading:
        _note_mentions(world, message, draft.allowed_mentions)
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
    world.tell(MessagePosted(message))


def revise(world: World, message: Message, body: Json, files: Sequence[Upload] = ()) -> Message:
    """Change what the body names. A message that was still "thinking" is thereby posted, and may ring."""
    if isinstance(message.channel, Thread) and message.channel.archived:
        raise ApiError(ARCHIVED)
    apply_edit(world, message, body, files)
    message.components = completed(message.components)
    if message.loading:
        message.flags &= ~LOADING
        _note_mentions(world, message, body.get("allowed_mentions"))
    else:
        message.edited = world.clock.now()
    message.edits += 1
    world.tell(MessageChanged(message))
    _wake(message)
    return message


def _wake(message: Message) -> None:
    message.touch()
    message.channel.touch()
    if message.reply_to is not None:
        message.reply_to.touch()
    if message.interaction is not None:
        message.interaction.touch()


def erase(world: World, message: Message) -> None:
    del message.channel.messages[message.id]
    message.deleted = True
    world.tell(MessageErased(message))
    _wake(message)


def pin(world: World, message: Message, *, pinned: bool) -> None:
    message.pinned = pinned
    world.tell(MessageChanged(message))
    world.tell(PinsChanged(message.channel))


def start_typing(world: World, channel: Channel, user: User) -> None:
    channel.typing.append(user)
    channel.touch()
    world.tell(TypingStarted(channel, user, world.clock.now()))


def add_reaction(world: World, message: Message, user: User, emoji: str) -> None:
    if emoji not in message.reactions:
        if len(message.reactions) >= 20:
            raise ApiError(TOO_MANY_REACTIONS)
        require(message.channel, user, Permission.ADD_REACTIONS, Permission.READ_MESSAGE_HISTORY)
    users = message.reactions.setdefault(emoji, [])
    if user not in users:
        users.append(user)
        world.tell(ReactionAdded(message, user, emoji))
        _wake(message)


def remove_reaction(world: World, message: Message, user: User, emoji: str) -> None:
    users = message.reactions.get(emoji, [])
    if user in users:
        users.remove(user)
        if not users:
            del message.reactions[emoji]
        world.tell(ReactionRemoved(message, user, emoji))
        _wake(message)


def clear_reactions(world: World, message: Message, emoji: str | None = None) -> None:
    """Take away all reactions, or all with one emoji."""
    if emoji is None:
        message.reactions.clear()
    else:
        message.reactions.pop(emoji, None)
    world.tell(ReactionsCleared(message, emoji))
    _wake(message)
