"""Threads and forum posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.rest.calls import Route
from bot.sandbox.rules.errors import WRONG_CHANNEL_TYPE, ApiError
from bot.sandbox.rules.permissions import require
from bot.sandbox.state.numbers import FORUM, PRIVATE_THREAD, PUBLIC_THREAD
from bot.sandbox.state.permissions import Permission
from bot.sandbox.state.places import Thread
from bot.sandbox.wire import payloads
from bot.sandbox.wire.messages import message_payload
from bot.sandbox.world.drafting import read_draft
from bot.sandbox.world.threads import check_thread, join_thread, leave_thread, open_post, open_thread, open_thread_of

if TYPE_CHECKING:
    from bot.sandbox.rest.calls import Call
    from bot.sandbox.state import Json


def start_of_message(call: Call) -> Json:
    check_thread(call.body | {"name": call.body.get("name")})
    archive = call.body.get("auto_archive_duration") or 1440
    thread = open_thread_of(call.world, call.message, call.world.bot, call.body["name"], auto_archive=archive)
    return payloads.thread(thread)


def start(call: Call) -> Json:
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


def join(call: Call) -> None:
    join_thread(call.world, _thread(call), call.world.bot)


def leave(call: Call) -> None:
    leave_thread(call.world, _thread(call), call.world.bot)


def add(call: Call) -> None:
    require(call.channel, call.world.bot, Permission.SEND_MESSAGES_IN_THREADS)
    join_thread(call.world, _thread(call), call.world.user(call.params["user_id"]))


def remove(call: Call) -> None:
    require(call.channel, call.world.bot, Permission.MANAGE_THREADS)
    leave_thread(call.world, _thread(call), call.world.user(call.params["user_id"]))


def list_people(call: Call) -> list[Json]:
    thread = _thread(call)
    return [payloads.thread_member(thread, each) for each in thread.people]


def list_archived(call: Call) -> Json:
    require(call.channel, call.world.bot, Permission.READ_MESSAGE_HISTORY)
    guild = call.channel.guild
    ours = [each for each in (guild.threads.values() if guild else ()) if each.parent is call.channel]
    archived = [payloads.thread(each) for each in ours if each.archived and each.kind == PUBLIC_THREAD]
    return {"threads": archived, "members": [], "has_more": False}


ROUTES = (
    Route("POST", "/channels/{channel_id}/messages/{message_id}/threads", start_of_message, 201),
    Route("POST", "/channels/{channel_id}/threads", start, 201),
    Route("GET", "/channels/{channel_id}/threads/archived/public", list_archived),
    Route("GET", "/channels/{channel_id}/thread-members", list_people),
    Route("PUT", "/channels/{channel_id}/thread-members/@me", join),
    Route("DELETE", "/channels/{channel_id}/thread-members/@me", leave),
    Route("PUT", "/channels/{channel_id}/thread-members/{user_id}", add),
    Route("DELETE", "/channels/{channel_id}/thread-members/{user_id}", remove),
)
