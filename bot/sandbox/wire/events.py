"""Facts → the gateway's events.

Source: https://discord.com/developers/docs/events/gateway-events
"""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING, NamedTuple

from bot.sandbox.state.facts import (
    AboutMessage,
    ChannelAdded,
    ChannelChanged,
    ChannelRemoved,
    Fact,
    GuildChanged,
    GuildJoined,
    GuildLeft,
    InteractionBegun,
    MemberChanged,
    MemberJoined,
    MemberLeft,
    MessageChanged,
    MessageErased,
    MessagePosted,
    PinsChanged,
    ReactionAdded,
    ReactionRemoved,
    ReactionsCleared,
    RoleAdded,
    RoleRemoved,
    ThreadChanged,
    ThreadJoined,
    ThreadLeft,
    ThreadRemoved,
    ThreadStarted,
    TypingStarted,
)
from bot.sandbox.wire import payloads
from bot.sandbox.wire.interactions import interaction_payload
from bot.sandbox.wire.messages import emoji_payload, event_payload, without_content

if TYPE_CHECKING:
    from bot.sandbox.state import Json
    from bot.sandbox.state.people import User
    from bot.sandbox.state.places import Channel, Message, Thread


class Event(NamedTuple):
    name: str
    data: Json
    lean: Json | None = None
    """The same for those who may not read what people write, where it differs."""


@singledispatch
def event(fact: Fact) -> Event:
    raise TypeError(f"no event for {fact!r}")


# Guilds.


@event.register(GuildJoined)
def _(fact: GuildJoined) -> Event:
    return Event("GUILD_CREATE", payloads.guild_create(fact.guild))


@event.register(GuildChanged)
def _(fact: GuildChanged) -> Event:
    return Event("GUILD_UPDATE", payloads.guild(fact.guild))


@event.register(GuildLeft)
def _(fact: GuildLeft) -> Event:
    return Event("GUILD_DELETE", {"id": fact.guild.id})


@event.register(MemberJoined)
def _(fact: MemberJoined) -> Event:
    return Event("GUILD_MEMBER_ADD", payloads.member(fact.member) | {"guild_id": fact.member.guild.id})


@event.register(MemberChanged)
def _(fact: MemberChanged) -> Event:
    return Event("GUILD_MEMBER_UPDATE", payloads.member(fact.member) | {"guild_id": fact.member.guild.id})


@event.register(MemberLeft)
def _(fact: MemberLeft) -> Event:
    return Event("GUILD_MEMBER_REMOVE", {"guild_id": fact.guild.id, "user": payloads.user(fact.user)})


@event.register(RoleAdded)
def _(fact: RoleAdded) -> Event:
    return Event("GUILD_ROLE_CREATE", {"guild_id": fact.guild.id, "role": payloads.role(fact.role)})


@event.register(RoleRemoved)
def _(fact: RoleRemoved) -> Event:
    return Event("GUILD_ROLE_DELETE", {"guild_id": fact.guild.id, "role_id": fact.role.id})


# Channels and threads.


@event.register(ChannelAdded)
def _(fact: ChannelAdded) -> Event:
    return Event("CHANNEL_CREATE", payloads.channel(fact.channel))


@event.register(ChannelChanged)
def _(fact: ChannelChanged) -> Event:
    return Event("CHANNEL_UPDATE", payloads.channel(fact.channel))


@event.register(ChannelRemoved)
def _(fact: ChannelRemoved) -> Event:
    return Event("CHANNEL_DELETE", payloads.channel(fact.channel))


@event.register(PinsChanged)
def _(fact: PinsChanged) -> Event:
    return Event("CHANNEL_PINS_UPDATE", {"channel_id": fact.channel.id, "last_pin_timestamp": None} | _at(fact.channel))


@event.register(TypingStarted)
def _(fact: TypingStarted) -> Event:
    body: Json = {"channel_id": fact.channel.id, "user_id": fact.user.id, "timestamp": int(fact.at)}
    return Event("TYPING_START", body | _at(fact.channel) | _as_member(fact.channel, fact.user))


@event.register(ThreadStarted)
def _(fact: ThreadStarted) -> Event:
    thread = fact.thread
    body = payloads.thread(thread) | {"newly_created": True}
    return Event("THREAD_CREATE", body | payloads.own_membership(thread))


@event.register(ThreadChanged)
def _(fact: ThreadChanged) -> Event:
    return Event("THREAD_UPDATE", payloads.thread(fact.thread))


@event.register(ThreadRemoved)
def _(fact: ThreadRemoved) -> Event:
    gone = {"parent_id": fact.thread.parent.id, "type": fact.thread.kind}
    return Event("THREAD_DELETE", {"id": fact.thread.id, "guild_id": fact.thread.guild.id} | gone)


@event.register(ThreadJoined)
def _(fact: ThreadJoined) -> Event:
    added = [payloads.thread_member(fact.thread, fact.user)]
    return _members_changed(fact.thread, {"added_members": added})


@event.register(ThreadLeft)
def _(fact: ThreadLeft) -> Event:
    return _members_changed(fact.thread, {"removed_member_ids": [fact.user.id]})


def _members_changed(thread: Thread, change: Json) -> Event:
    body = {"id": thread.id, "guild_id": thread.guild.id, "member_count": len(thread.people)}
    return Event("THREAD_MEMBERS_UPDATE", body | change)


def _at(channel: Channel) -> Json:
    return {"guild_id": channel.guild.id} if channel.guild else {}


def _as_member(channel: Channel, user: User) -> Json:
    return {"member": payloads.member(channel.guild.members[user.id])} if channel.guild else {}


# Messages.


@event.register(MessagePosted)
def _(fact: MessagePosted) -> Event:
    return _with_content("MESSAGE_CREATE", fact.message)


@event.register(MessageChanged)
def _(fact: MessageChanged) -> Event:
    return _with_content("MESSAGE_UPDATE", fact.message)


def _with_content(name: str, message: Message) -> Event:
    whole = event_payload(message)
    return Event(name, whole, without_content(whole, message))


@event.register(MessageErased)
def _(fact: MessageErased) -> Event:
    message = fact.message
    return Event("MESSAGE_DELETE", {"id": message.id, "channel_id": message.channel.id} | _at(message.channel))


@event.register(ReactionAdded)
def _(fact: ReactionAdded) -> Event:
    more = {"message_author_id": fact.message.author.id} | _as_member(fact.message.channel, fact.user)
    return Event("MESSAGE_REACTION_ADD", _reaction(fact, fact.user, fact.emoji) | more | _at(fact.message.channel))


@event.register(ReactionRemoved)
def _(fact: ReactionRemoved) -> Event:
    body = _reaction(fact, fact.user, fact.emoji)
    return Event("MESSAGE_REACTION_REMOVE", body | _at(fact.message.channel))


def _reaction(fact: AboutMessage, user: User, emoji: str) -> Json:
    return {
        "user_id": user.id,
        "channel_id": fact.message.channel.id,
        "message_id": fact.message.id,
        "emoji": emoji_payload(emoji),
        "burst": False,
        "type": 0,
    }


@event.register(ReactionsCleared)
def _(fact: ReactionsCleared) -> Event:
    about: Json = {"channel_id": fact.message.channel.id, "message_id": fact.message.id}
    if fact.emoji is None:
        return Event("MESSAGE_REACTION_REMOVE_ALL", about | _at(fact.message.channel))
    emptied = about | {"emoji": emoji_payload(fact.emoji)}
    return Event("MESSAGE_REACTION_REMOVE_EMOJI", emptied | _at(fact.message.channel))


@event.register(InteractionBegun)
def _(fact: InteractionBegun) -> Event:
    return Event("INTERACTION_CREATE", interaction_payload(fact.interaction))
