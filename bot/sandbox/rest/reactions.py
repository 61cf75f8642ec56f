"""Reactions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.rest.calls import Route
from bot.sandbox.rules.errors import UNKNOWN_EMOJI, ApiError
from bot.sandbox.rules.fields import from_path
from bot.sandbox.rules.permissions import require
from bot.sandbox.state.permissions import Permission
from bot.sandbox.wire import payloads
from bot.sandbox.world.posting import add_reaction, clear_reactions, remove_reaction

if TYPE_CHECKING:
    from bot.sandbox.rest.calls import Call
    from bot.sandbox.state import Json

_REACTIONS = "/channels/{channel_id}/messages/{message_id}/reactions"


def _emoji(call: Call) -> str:
    emoji = from_path(call.params["emoji_name"])
    if emoji is None:
        raise ApiError(UNKNOWN_EMOJI)
    return emoji


def react(call: Call) -> None:
    require(call.channel, call.world.bot)
    add_reaction(call.world, call.message, call.world.bot, _emoji(call))


def take_own_back(call: Call) -> None:
    remove_reaction(call.world, call.message, call.world.bot, _emoji(call))


def take_from_user(call: Call) -> None:
    require(call.channel, call.world.bot, Permission.MANAGE_MESSAGES)
    remove_reaction(call.world, call.message, call.world.user(call.params["user_id"]), _emoji(call))


def list_users(call: Call) -> list[Json]:
    require(call.channel, call.world.bot)
    limit = int(call.query.get("limit", 25))
    return [payloads.user(each) for each in call.message.reactions.get(_emoji(call), [])][:limit]


def clear(call: Call) -> None:
    require(call.channel, call.world.bot, Permission.MANAGE_MESSAGES)
    clear_reactions(call.world, call.message)


def clear_emoji(call: Call) -> None:
    require(call.channel, call.world.bot, Permission.MANAGE_MESSAGES)
    clear_reactions(call.world, call.message, _emoji(call))


ROUTES = (
    Route("DELETE", _REACTIONS, clear),
    Route("GET", _REACTIONS + "/{emoji_name}", list_users),
    Route("DELETE", _REACTIONS + "/{emoji_name}", clear_emoji),
    Route("PUT", _REACTIONS + "/{emoji_name}/@me", react),
    Route("DELETE", _REACTIONS + "/{emoji_name}/@me", take_own_back),
    Route("DELETE", _REACTIONS + "/{emoji_name}/{user_id}", take_from_user),
)
