"""Reactions, of people and of the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.rules.errors import TOO_MANY_REACTIONS, ApiError
from bot.sandbox.rules.permissions import require
from bot.sandbox.state.facts import ReactionAdded, ReactionRemoved, ReactionsCleared
from bot.sandbox.state.permissions import Permission
from bot.sandbox.world.posting import wake

if TYPE_CHECKING:
    from bot.sandbox.state.messages import Message
    from bot.sandbox.state.people import User


def add_reaction(message: Message, user: User, emoji: str) -> None:
    if emoji not in message.reactions:
        if len(message.reactions) >= 20:
            raise ApiError(TOO_MANY_REACTIONS)
        require(message.channel, user, Permission.ADD_REACTIONS, Permission.READ_MESSAGE_HISTORY)
    users = message.reactions.setdefault(emoji, [])
    if user not in users:
        users.append(user)
        message.channel.world.tell(ReactionAdded(message, user, emoji))
        wake(message)


def remove_reaction(message: Message, user: User, emoji: str) -> None:
    users = message.reactions.get(emoji, [])
    if user in users:
        users.remove(user)
        if not users:
            del message.reactions[emoji]
        message.channel.world.tell(ReactionRemoved(message, user, emoji))
        wake(message)


def clear_reactions(message: Message, emoji: str | None = None) -> None:
    """Take away all reactions, or all with one emoji."""
    if emoji is None:
        message.reactions.clear()
    else:
        message.reactions.pop(emoji, None)
    message.channel.world.tell(ReactionsCleared(message, emoji))
    wake(message)
