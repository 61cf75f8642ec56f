"""Reactions, of people and of the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.rules.errors import TOO_MANY_REACTIONS, ApiError
from bot.sandbox.rules.permissions import Permission
from bot.sandbox.wire import message_payloads, payloads
from bot.sandbox.world.posting import emit_about, require, wake

if TYPE_CHECKING:
    from bot.sandbox.state.messages import Message
    from bot.sandbox.state.people import Json, User


def add_reaction(message: Message, user: User, emoji: str) -> None:
    if emoji not in message.reactions:
        if len(message.reactions) >= 20:
            raise ApiError(TOO_MANY_REACTIONS)
        require(message.channel, user, Permission.ADD_REACTIONS, Permission.READ_MESSAGE_HISTORY)
    users = message.reactions.setdefault(emoji, [])
    if user not in users:
        users.append(user)
        author = {"message_author_id": message.author.id}
        _emit_reaction(message, "MESSAGE_REACTION_ADD", user, emoji, author | _as_member(message, user))


def _as_member(message: Message, user: User) -> Json:
    guild = message.channel.guild
    return {"member": payloads.member(guild.members[user.id])} if guild else {}


def remove_reaction(message: Message, user: User, emoji: str) -> None:
    users = message.reactions.get(emoji, [])
    if user in users:
        users.remove(user)
        if not users:
            del message.reactions[emoji]
        _emit_reaction(message, "MESSAGE_REACTION_REMOVE", user, emoji, {})


def _emit_reaction(message: Message, event: str, user: User, emoji: str, more: Json) -> None:
    body = {
        "user_id": user.id,
        "channel_id": message.channel.id,
        "message_id": message.id,
        "emoji": message_payloads.emoji(emoji),
        "burst": False,
        "type": 0,
    }
    emit_about(message, event, body | more)
    wake(message)


def clear_reactions(message: Message, emoji: str | None = None) -> None:
    """Take away all reactions, or all with one emoji."""
    about = {"channel_id": message.channel.id, "message_id": message.id}
    if emoji is None:
        message.reactions.clear()
        emit_about(message, "MESSAGE_REACTION_REMOVE_ALL", about)
    else:
        message.reactions.pop(emoji, None)
        emptied = about | {"emoji": message_payloads.emoji(emoji)}
        emit_about(message, "MESSAGE_REACTION_REMOVE_EMOJI", emptied)
    wake(message)
