"""Channels and threads, and what may be done in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.rest.calls import Route
from bot.sandbox.rules.channels import check_channel, check_thread
from bot.sandbox.rules.errors import NOT_IN_DIRECT_MESSAGES, UNKNOWN_OVERWRITE, WRONG_CHANNEL_TYPE, ApiError, Form
from bot.sandbox.rules.permissions import require, require_in_guild
from bot.sandbox.state.numbers import FORUM, PRIVATE_THREAD, PUBLIC_THREAD
from bot.sandbox.state.people import Overwrite
from bot.sandbox.state.permissions import Permission
from bot.sandbox.state.places import GuildChannelRecord, Thread
from bot.sandbox.wire import payloads
from bot.sandbox.wire.messages import message_payload
from bot.sandbox.world.drafting import read_draft
from bot.sandbox.world.posting import start_typing
from bot.sandbox.world.threads import (
    change_thread,
    join_thread,
    leave_thread,
    open_post,
    open_thread,
    open_thread_of,
)

if TYPE_CHECKING:
    from bot.sandbox.rest.calls import Call
    from bot.sandbox.state import Json
    from bot.sandbox.world.world import World

_PLAIN = ("nsfw", "rate_limit_per_user", "default_auto_archive_duration", "default_thread_rate_limit_per_user")


def get_channel(call: Call) -> Json:
    require(call.channel, call.world.bot)
    return payloads.channel(call.channel)


def change_channel(call: Call) -> Json:
    channel = call.channel
    if isinstance(channel, Thread):
        own = channel.owner is call.world.bot
        require(channel, call.world.bot, *([] if own else [Permission.MANAGE_THREADS]))
        change_thread(call.world, channel, call.body)
    elif isinstance(channel, GuildChannelRecord):
        require(channel, call.world.bot, Permission.MANAGE_CHANNELS)
        _change_guild_channel(call.world, channel, call.body)
    else:
        raise ApiError(NOT_IN_DIRECT_MESSAGES)
    return payloads.channel(channel)


def _change_guild_channel(world: World, channel: GuildChannelRecord, body: Json) -> None:
    check_channel(body)
    channel.name = body.get("name", channel.name)
    channel.topic = body.get("topic", channel.topic)
    channel.parent_id = body.get("parent_id", channel.parent_id)
    channel.settings |= {key: body[key] for key in _PLAIN if key in body}
    if "available_tags" in body:
        channel.tags = [_tag(world, tag) for tag in body["available_tags"]]
    if "permission_overwrites" in body:
        channel.overwrites = read_overwrites(body)
    world.change_channel(channel)


def _tag(world: World, tag: Json) -> Json:
    tag_id = tag.get("id") or world.ids.next()
    return payloads.forum_tag(str(tag_id), tag["name"]) | {key: value for key, value in tag.items() if key != "id"}


def read_overwrites(body: Json) -> dict[str, Overwrite]:
    return {str(each["id"]): _overwrite(str(each["id"]), each) for each in body["permission_overwrites"]}


def _overwrite(target: str, body: Json) -> Overwrite:
    allow, deny = Permission(int(body.get("allow") or 0)), Permission(int(body.get("deny") or 0))
    return Overwrite(id=target, kind=int(body["type"]), allow=allow, deny=deny)


def create_channel(call: Call) -> Json:
    require_in_guild(call.guild, call.world.bot, Permission.MANAGE_CHANNELS)
    form = Form()
    form.text(("name",), call.body.get("name"), 100)
    form.finish()
    channel = GuildChannelRecord(
        id=call.world.ids.next(),
        name=call.body["name"],
        kind=int(call.body.get("type") or 0),
        home=call.guild,
        topic=call.body.get("topic"),
    )
    call.world.add_channel(channel)
    if "permission_overwrites" in call.body:
        channel.overwrites = read_overwrites(call.body)
        call.world.change_channel(channel)
    return payloads.channel(channel)


def delete_channel(call: Call) -> Json:
    channel = call.channel
    if isinstance(channel, Thread):
        require(channel, call.world.bot, Permission.MANAGE_THREADS)
        call.world.remove_thread(channel)
    elif isinstance(channel, GuildChannelRecord):
        require(channel, call.world.bot, Permission.MANAGE_CHANNELS)
        call.world.remove_channel(channel)
    else:
        raise ApiError(NOT_IN_DIRECT_MESSAGES)
    return payloads.channel(channel)


def list_channels(call: Call) -> list[Json]:
    return [payloads.channel(each) for each in call.guild.channels.values()]


def set_overwrite(call: Call) -> None:
    channel = _guild_channel(call)
    require(channel, call.world.bot, Permission.MANAGE_ROLES)
    target = call.params["overwrite_id"]
    channel.overwrites[target] = _overwrite(target, call.body)
    call.world.change_channel(channel)


def delete_overwrite(call: Call) -> None:
    channel = _guild_channel(call)
    require(channel, call.world.bot, Permission.MANAGE_ROLES)
    if channel.overwrites.pop(call.params["overwrite_id"], None) is None:
        raise ApiError(UNKNOWN_OVERWRITE)
    call.world.change_channel(channel)


def _guild_channel(call: Call) -> GuildChannelRecord:
    channel = call.channel
    if not isinstance(channel, GuildChannelRecord):
        raise ApiError(NOT_IN_DIRECT_MESSAGES)
    return channel


def trigger_typing(call: Call) -> None:
    channel = call.channel
    require(
        channel, call.world.bot, Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES
    )
    start_typing(call.world, channel, call.world.bot)


def start_thread_of(call: Call) -> Json:
    check_thread(call.body | {"name": call.body.get("name")})
    archive = call.body.get("auto_archive_duration") or 1440
    thread = open_thread_of(call.world, call.message, call.world.bot, call.body["name"], auto_archive=archive)
    return payloads.thread(thread)


def start_thread(call: Call) -> Json:
    check_thread(call.body | {"name": call.body.get("name")})
    if call.channel.kind == FORUM:
        return _start_post(call)
    # Discord makes a private thread where no type is given.
    kind = int(call.body.get("type") or PRIVATE_THREAD)
    archive = call.body.get("auto_archive_duration") or 1440
    return payloads.thread(
        open_thread(call.world, call.channel, call.world.bot, call.body["name"], kind=kind, auto_archive=archive)
    )


def _start_post(call: Call) -> Json:
    draft = read_draft(call.world, call.channel, call.body.get("message") or {}, call.files)
    tags = [str(tag) for tag in call.body.get("applied_tags") or []]
    archive = call.body.get("auto_archive_duration") or 1440
    thread = open_post(
        call.world, call.channel, call.world.bot, call.body["name"], draft, tags=tags, auto_archive=archive
    )
    return payloads.thread(thread) | {"message": message_payload(thread.messages[thread.id])}


def _thread(call: Call) -> Thread:
    channel = call.channel
    if not isinstance(channel, Thread):
        raise ApiError(WRONG_CHANNEL_TYPE)
    require(channel.parent, call.world.bot)
    return channel


def enter_thread(call: Call) -> None:
    join_thread(call.world, _thread(call), call.world.bot)


def quit_thread(call: Call) -> None:
    leave_thread(call.world, _thread(call), call.world.bot)


def add_to_thread(call: Call) -> None:
    require(call.channel, call.world.bot, Permission.SEND_MESSAGES_IN_THREADS)
    join_thread(call.world, _thread(call), call.world.user(call.params["user_id"]))


def remove_from_thread(call: Call) -> None:
    require(call.channel, call.world.bot, Permission.MANAGE_THREADS)
    leave_thread(call.world, _thread(call), call.world.user(call.params["user_id"]))


def list_thread_members(call: Call) -> list[Json]:
    thread = _thread(call)
    return [payloads.thread_member(thread, each) for each in thread.people]


def list_archived_threads(call: Call) -> Json:
    require(call.channel, call.world.bot, Permission.READ_MESSAGE_HISTORY)
    guild = call.channel.guild
    ours = [each for each in (guild.threads.values() if guild else ()) if each.parent is call.channel]
    archived = [payloads.thread(each) for each in ours if each.archived and each.kind == PUBLIC_THREAD]
    return {"threads": archived, "members": [], "has_more": False}


ROUTES = (
    Route("GET", "/channels/{channel_id}", get_channel),
    Route("PATCH", "/channels/{channel_id}", change_channel),
    Route("DELETE", "/channels/{channel_id}", delete_channel),
    Route("POST", "/channels/{channel_id}/typing", trigger_typing),
    Route("PUT", "/channels/{channel_id}/permissions/{overwrite_id}", set_overwrite),
    Route("DELETE", "/channels/{channel_id}/permissions/{overwrite_id}", delete_overwrite),
    Route("GET", "/guilds/{guild_id}/channels", list_channels),
    Route("POST", "/guilds/{guild_id}/channels", create_channel, 201),
    Route("POST", "/channels/{channel_id}/messages/{message_id}/threads", start_thread_of, 201),
    Route("POST", "/channels/{channel_id}/threads", start_thread, 201),
    Route("GET", "/channels/{channel_id}/threads/archived/public", list_archived_threads),
    Route("GET", "/channels/{channel_id}/thread-members", list_thread_members),
    Route("PUT", "/channels/{channel_id}/thread-members/@me", enter_thread),
    Route("DELETE", "/channels/{channel_id}/thread-members/@me", quit_thread),
    Route("PUT", "/channels/{channel_id}/thread-members/{user_id}", add_to_thread),
    Route("DELETE", "/channels/{channel_id}/thread-members/{user_id}", remove_from_thread),
)
