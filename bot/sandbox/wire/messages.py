"""Messages as Discord's JSON, whole or without what needs the message content intent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.state.ids import iso
from bot.sandbox.state.numbers import COMMAND, COMPONENT, REPLY, THREAD_STARTER
from bot.sandbox.wire import payloads

if TYPE_CHECKING:
    from bot.sandbox.state import Json
    from bot.sandbox.state.commands import Use
    from bot.sandbox.state.people import Attachment, User
    from bot.sandbox.state.places import Message

_CONTENT = {"content": "", "embeds": [], "attachments": [], "components": []}


def message_payload(its: Message, *, deep: bool = True) -> Json:
    """The message; with `deep` also the one that it replies to."""
    payload = {
        "id": its.id,
        "channel_id": its.channel.id,
        "type": its.kind,
        "author": payloads.user(its.author),
        "content": its.content,
        "embeds": its.embeds,
        "attachments": [attachment_payload(each, ephemeral=its.ephemeral) for each in its.attachments],
        "components": its.components,
        "mentions": [payloads.user(each) for each in its.mentions],
        "mention_roles": [each.id for each in its.mention_roles],
        "mention_everyone": its.mention_everyone,
        "timestamp": iso(its.created),
        "edited_timestamp": iso(its.edited) if its.edited else None,
        "flags": its.flags,
        "pinned": its.pinned,
        "tts": False,
    }
    return payload | _extras(its, deep=deep)


def _extras(its: Message, *, deep: bool) -> Json:
    extras: Json = {}
    if its.nonce is not None:
        extras["nonce"] = its.nonce
    if its.reactions:
        extras["reactions"] = [_reaction(emoji, users, its) for emoji, users in its.reactions.items()]
    if its.thread is not None:
        extras["thread"] = payloads.thread(its.thread)
    if its.interaction is not None:
        extras |= _answered(its.interaction, its.channel.bot.id)
    if its.kind in (REPLY, THREAD_STARTER):
        extras |= _reference(its, deep=deep)
    return extras


def _answered(use: Use, application_id: str) -> Json:
    """What a message says of the interaction that it answers."""
    told: Json = {
        "application_id": application_id,
        "webhook_id": application_id,
        "interaction_metadata": _metadata(use),
    }
    if use.kind == COMMAND:
        user = payloads.user(use.user)
        told["interaction"] = {"id": use.id, "type": use.kind, "name": use.name, "user": user}
    return told


def _metadata(use: Use) -> Json:
    told: Json = {
        "id": use.id,
        "type": use.kind,
        "user": payloads.user(use.user),
        "authorizing_integration_owners": payloads.owners(use),
    }
    if use.kind == COMMAND:
        told |= {"name": use.name, "command_type": use.data.get("type", 1)}
    if use.kind == COMPONENT and use.message_id is not None:
        told["interacted_message_id"] = use.message_id
    if use.before is not None:
        told["triggering_interaction_metadata"] = _metadata(use.before)
    return told


def _reference(its: Message, *, deep: bool) -> Json:
    answered = its.reply_to
    if answered is None:
        return {}
    reference: Json = {"type": 0, "message_id": answered.id, "channel_id": answered.channel.id}
    if answered.channel.guild is not None:
        reference["guild_id"] = answered.channel.guild.id
    extras: Json = {"message_reference": reference}
    if deep:
        extras["referenced_message"] = None if answered.deleted else message_payload(answered, deep=False)
    return extras


def attachment_payload(its: Attachment, *, ephemeral: bool = False) -> Json:
    payload: Json = {
        "id": its.id,
        "filename": its.filename,
        "size": len(its.content),
        "url": its.url,
        "proxy_url": its.url,
        "content_type": its.content_type,
    }
    if its.description:
        payload["description"] = its.description
    return payload | ({"ephemeral": True} if ephemeral else {})


def emoji_payload(name: str) -> Json:
    return {"id": None, "name": name}


def _reaction(name: str, users: list[User], its: Message) -> Json:
    return {
        "emoji": emoji_payload(name),
        "count": len(users),
        "count_details": {"normal": len(users), "burst": 0},
        "burst_colors": [],
        "me": its.channel.bot in users,
        "me_burst": False,
    }


def _needs_content_intent(its: Message) -> bool:
    """Whether the bot reads this only with the message content intent.

    Its own messages, direct ones and those that mention it, it reads always.
    Source: https://discord.com/developers/docs/events/gateway#message-content-intent
    """
    bot = its.channel.bot
    return its.channel.guild is not None and its.author is not bot and bot not in its.mentions


def without_content(payload: Json, its: Message) -> Json:
    """What is left for a bot without the intent, of the message and of the one that it replies to."""
    reduced = payload | (_CONTENT if _needs_content_intent(its) else {})
    answered = its.reply_to
    if answered and _needs_content_intent(answered) and reduced.get("referenced_message"):
        reduced["referenced_message"] = reduced["referenced_message"] | _CONTENT
    return reduced


def event_payload(its: Message) -> Json:
    """The message as the gateway sends it: with the guild, and its author as a member."""
    payload = message_payload(its)
    guild = its.channel.guild
    if guild is None:
        return payload
    payload["guild_id"] = guild.id
    if author := guild.members.get(its.author.id):
        payload["member"] = payloads.member_without_user(author)
    for mention, user in zip(payload["mentions"], its.mentions, strict=True):
        if member := guild.members.get(user.id):
            mention["member"] = payloads.member_without_user(member)
    return payload
