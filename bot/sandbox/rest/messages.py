"""Messages of the bot and of people, and reactions to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.rest.calls import Route
from bot.sandbox.rules.drafts import require_posting
from bot.sandbox.rules.errors import (
    BAD_DELETE_COUNT,
    MISSING_PERMISSIONS,
    NOT_IN_DIRECT_MESSAGES,
    NOT_YOUR_MESSAGE,
    TOO_OLD,
    UNKNOWN_EMOJI,
    ApiError,
    Form,
)
from bot.sandbox.rules.fields import from_path
from bot.sandbox.rules.permissions import permissions_in, require
from bot.sandbox.state.ids import created_at, iso
from bot.sandbox.state.intents import Intent
from bot.sandbox.state.permissions import Permission
from bot.sandbox.wire import payloads
from bot.sandbox.wire.messages import message_payload, without_content
from bot.sandbox.world.drafting import read_draft
from bot.sandbox.world.posting import (
    add_reaction,
    clear_reactions,
    erase,
    pin,
    post,
    remove_reaction,
    revise,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.sandbox.rest.calls import Call
    from bot.sandbox.state import Json
    from bot.sandbox.state.places import Message

_TWO_WEEKS = 14 * 86_400


def shown(call: Call, message: Message) -> Json:
    """The message as the bot may read it: without content where the intent is not switched on."""
    payload = message_payload(message)
    reads = Intent.MESSAGE_CONTENT in call.world.bot.privileged
    return payload if reads else without_content(payload, message)


def create_message(call: Call) -> Json:
    draft = read_draft(call.world, call.channel, call.body, call.files)
    bot, nonces = call.world.bot, call.world.nonces
    require_posting(call.channel, bot, draft, call.world.guilds.values())
    sent = nonces.sent(bot, call.body, call.world.clock.now())
    if sent is None:
        sent = post(call.world, call.channel, bot, draft)
        nonces.keep(sent)
    return shown(call, sent)


def get_message(call: Call) -> Json:
    require(call.channel, call.world.bot, Permission.READ_MESSAGE_HISTORY)
    return shown(call, call.message)


def list_messages(call: Call) -> list[Json]:
    channel = call.channel
    require(channel, call.world.bot)
    if Permission.READ_MESSAGE_HISTORY not in permissions_in(channel, call.world.bot):
        return []
    limit = _limit(call.query.get("limit", "50"))
    seen = [each for each in channel.messages.values() if not each.ephemeral]
    return [shown(call, each) for each in reversed(_window(seen, call.query, limit))]


def _limit(text: str) -> int:
    form = Form()
    if not text.isdigit() or not 1 <= int(text) <= 100:
        form.refuse(("limit",), "NUMBER_TYPE_MAX", "int value should be between 1 and 100.")
    form.finish()
    return int(text)


def _window(messages: list[Message], query: Mapping[str, str], limit: int) -> list[Message]:
    """Those before, after or around an id, oldest first; without one the last."""
    if "after" in query:
        return [each for each in messages if int(each.id) > int(query["after"])][:limit]
    if "around" in query:
        middle = int(query["around"])
        older = [each for each in messages if int(each.id) < middle][-(limit // 2) :]
        return older + [each for each in messages if int(each.id) >= middle][: limit - len(older)]
    before = int(query["before"]) if "before" in query else None
    return [each for each in messages if before is None or int(each.id) < before][-limit:]


def edit_message(call: Call) -> Json:
    require(call.channel, call.world.bot)
    if call.message.author is not call.world.bot:
        raise ApiError(NOT_YOUR_MESSAGE)
    return shown(call, revise(call.world, call.message, call.body, call.files))


def delete_message(call: Call) -> None:
    require(call.channel, call.world.bot)
    message = call.message
    if message.author is not call.world.bot:
        if call.channel.guild is None:
            raise ApiError(NOT_IN_DIRECT_MESSAGES)
        require(call.channel, call.world.bot, Permission.MANAGE_MESSAGES)
    erase(call.world, message)


def delete_messages(call: Call) -> None:
    require(call.channel, call.world.bot, Permission.MANAGE_MESSAGES)
    ids = [str(each) for each in call.body.get("messages") or []]
    if not 2 <= len(ids) <= 100:
        raise ApiError(BAD_DELETE_COUNT)
    now = call.world.clock.now()
    if any(now - created_at(each) > _TWO_WEEKS for each in ids):
        raise ApiError(TOO_OLD)
    for message in [call.channel.messages[each] for each in ids if each in call.channel.messages]:
        erase(call.world, message)


def list_pins(call: Call) -> Json:
    require(call.channel, call.world.bot, Permission.READ_MESSAGE_HISTORY)
    pinned = [each for each in call.channel.messages.values() if each.pinned]
    return {
        "items": [{"pinned_at": iso(each.created), "message": shown(call, each)} for each in pinned],
        "has_more": False,
    }


def pin_message(call: Call) -> None:
    _require_pinning(call)
    pin(call.world, call.message, pinned=True)


def unpin_message(call: Call) -> None:
    _require_pinning(call)
    pin(call.world, call.message, pinned=False)


def _require_pinning(call: Call) -> None:
    """Pinning was part of managing messages, and has been a permission of its own since 2025."""
    require(call.channel, call.world.bot)
    either = Permission.PIN_MESSAGES | Permission.MANAGE_MESSAGES
    if not permissions_in(call.channel, call.world.bot) & either:
        raise ApiError(MISSING_PERMISSIONS)


_REACTIONS = "/channels/{channel_id}/messages/{message_id}/reactions"


def _emoji(call: Call) -> str:
    emoji = from_path(call.params["emoji_name"])
    if emoji is None:
        raise ApiError(UNKNOWN_EMOJI)
    return emoji


def react(call: Call) -> None:
    require(call.channel, call.world.bot)
    add_reaction(call.world, call.message, call.world.bot, _emoji(call))


def take_own_reaction(call: Call) -> None:
    remove_reaction(call.world, call.message, call.world.bot, _emoji(call))


def take_reaction_of(call: Call) -> None:
    require(call.channel, call.world.bot, Permission.MANAGE_MESSAGES)
    remove_reaction(call.world, call.message, call.world.user(call.params["user_id"]), _emoji(call))


def list_reacting(call: Call) -> list[Json]:
    require(call.channel, call.world.bot)
    limit = int(call.query.get("limit", 25))
    return [payloads.user(each) for each in call.message.reactions.get(_emoji(call), [])][:limit]


def clear_all_reactions(call: Call) -> None:
    require(call.channel, call.world.bot, Permission.MANAGE_MESSAGES)
    clear_reactions(call.world, call.message)


def clear_reactions_with(call: Call) -> None:
    require(call.channel, call.world.bot, Permission.MANAGE_MESSAGES)
    clear_reactions(call.world, call.message, _emoji(call))


ROUTES = (
    Route("GET", "/channels/{channel_id}/messages", list_messages),
    Route("POST", "/channels/{channel_id}/messages", create_message),
    Route("POST", "/channels/{channel_id}/messages/bulk-delete", delete_messages),
    Route("GET", "/channels/{channel_id}/messages/pins", list_pins),
    Route("PUT", "/channels/{channel_id}/messages/pins/{message_id}", pin_message),
    Route("DELETE", "/channels/{channel_id}/messages/pins/{message_id}", unpin_message),
    Route("GET", "/channels/{channel_id}/messages/{message_id}", get_message),
    Route("PATCH", "/channels/{channel_id}/messages/{message_id}", edit_message),
    Route("DELETE", "/channels/{channel_id}/messages/{message_id}", delete_message),
    Route("DELETE", _REACTIONS, clear_all_reactions),
    Route("GET", _REACTIONS + "/{emoji_name}", list_reacting),
    Route("DELETE", _REACTIONS + "/{emoji_name}", clear_reactions_with),
    Route("PUT", _REACTIONS + "/{emoji_name}/@me", react),
    Route("DELETE", _REACTIONS + "/{emoji_name}/@me", take_own_reaction),
    Route("DELETE", _REACTIONS + "/{emoji_name}/{user_id}", take_reaction_of),
)
