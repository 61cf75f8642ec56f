"""Threads and forum posts: started, changed, joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.rules.channels import check_thread
from bot.sandbox.rules.drafts import require_posting
from bot.sandbox.rules.errors import ARCHIVED, THREAD_EXISTS, WRONG_CHANNEL_TYPE, ApiError
from bot.sandbox.rules.permissions import require
from bot.sandbox.state.facts import MessageChanged, ThreadChanged, ThreadJoined, ThreadLeft, ThreadStarted
from bot.sandbox.state.numbers import FORUM, HAS_THREAD, NEWS, NEWS_THREAD, PRIVATE_THREAD, PUBLIC_THREAD
from bot.sandbox.state.permissions import Permission
from bot.sandbox.state.places import GuildChannelRecord, Thread
from bot.sandbox.world.posting import post

if TYPE_CHECKING:
    from bot.sandbox.rules.drafts import Draft
    from bot.sandbox.state import Json
    from bot.sandbox.state.people import User
    from bot.sandbox.state.places import Channel, Message
    from bot.sandbox.world.world import World


def _make_thread(  # noqa: PLR0913 - as many as a thread has sides
    world: World,
    parent: Channel,
    owner: User,
    name: str,
    *,
    kind: int = PUBLIC_THREAD,
    auto_archive: int = 1440,
    thread_id: str | None = None,
) -> Thread:
    """A thread in a text channel; `thread_id` is that of the message it is made of."""
    if not isinstance(parent, GuildChannelRecord) or not (parent.takes_messages or parent.kind == FORUM):
        raise ApiError(WRONG_CHANNEL_TYPE)
    thread = Thread(
        id=thread_id or world.ids.next(),
        name=name,
        kind=NEWS_THREAD if parent.kind == NEWS else kind,
        parent=parent,
        owner=owner,
        created=world.clock.now(),
        people=[owner],
        auto_archive=auto_archive,
    )
    parent.guild.threads[thread.id] = world.channels[thread.id] = thread
    return thread


def _announce(world: World, thread: Thread) -> None:
    world.tell(ThreadStarted(thread))
    thread.parent.touch()


def open_thread(  # noqa: PLR0913 - as many as a thread has sides
    world: World, channel: Channel, owner: User, name: str, *, kind: int = PUBLIC_THREAD, auto_archive: int = 1440
) -> Thread:
    """A thread that is made of no message."""
    private = kind == PRIVATE_THREAD
    require(channel, owner, Permission.CREATE_PRIVATE_THREADS if private else Permission.CREATE_PUBLIC_THREADS)
    if channel.kind == FORUM:
        raise ApiError(WRONG_CHANNEL_TYPE)
    thread = _make_thread(world, channel, owner, name, kind=kind, auto_archive=auto_archive)
    _announce(world, thread)
    return thread


def open_thread_of(world: World, message: Message, owner: User, name: str, *, auto_archive: int = 1440) -> Thread:
    """A thread made of a message, whose id it shares."""
    require(message.channel, owner, Permission.CREATE_PUBLIC_THREADS)
    if message.thread is not None:
        raise ApiError(THREAD_EXISTS)
    thread = _make_thread(world, message.channel, owner, name, auto_archive=auto_archive, thread_id=message.id)
    message.thread = thread
    message.flags |= HAS_THREAD
    _announce(world, thread)
    world.tell(MessageChanged(message))
    return thread


def open_post(  # noqa: PLR0913 - as many as a post has sides
    world: World,
    forum: Channel,
    owner: User,
    name: str,
    draft: Draft,
    *,
    tags: list[str] | None = None,
    auto_archive: int = 1440,
) -> Thread:
    """A post in a forum: a thread and its first message, which share an id. The thread is told first, as by Discord."""
    require(forum, owner, Permission.SEND_MESSAGES)
    if forum.kind != FORUM:
        raise ApiError(WRONG_CHANNEL_TYPE)
    thread = _make_thread(world, forum, owner, name, auto_archive=auto_archive)
    thread.applied_tags = tags or []
    require_posting(thread, owner, draft, world.guilds.values())
    _announce(world, thread)
    post(world, thread, owner, draft, message_id=thread.id)
    return thread


def change_thread(world: World, thread: Thread, body: Json) -> None:
    check_thread(body)
    if thread.archived and body.get("archived") is not False:
        raise ApiError(ARCHIVED)
    thread.name = body.get("name", thread.name)
    thread.archived = bool(body.get("archived", thread.archived))
    thread.locked = bool(body.get("locked", thread.locked))
    thread.auto_archive = body.get("auto_archive_duration", thread.auto_archive)
    thread.applied_tags = [str(tag) for tag in body.get("applied_tags", thread.applied_tags)]
    world.tell(ThreadChanged(thread))
    thread.touch()


def join_thread(world: World, thread: Thread, user: User) -> None:
    if user not in thread.people:
        thread.people.append(user)
        world.tell(ThreadJoined(thread, user))


def leave_thread(world: World, thread: Thread, user: User) -> None:
    if user in thread.people:
        thread.people.remove(user)
        world.tell(ThreadLeft(thread, user))
