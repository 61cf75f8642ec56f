"""Who the bot is, and where its gateway is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.rest.calls import Route
from bot.sandbox.rules.errors import CANNOT_WRITE_TO_USER, ApiError, Form
from bot.sandbox.wire import payloads
from bot.sandbox.wire.protocol import application_flags

if TYPE_CHECKING:
    from bot.sandbox.rest.calls import Call
    from bot.sandbox.state import Json


def get_gateway(call: Call) -> Json:
    return {"url": call.world.gateway_url}


def get_gateway_bot(call: Call) -> Json:
    limit = {"total": 1000, "remaining": 1000, "reset_after": 14_400_000, "max_concurrency": 1}
    return get_gateway(call) | {"shards": 1, "session_start_limit": limit}


def get_application(call: Call) -> Json:
    world = call.world
    return {
        "id": world.bot.id,
        "name": world.bot.name,
        "icon": None,
        "description": "",
        "type": None,
        "bot": payloads.user(world.bot),
        "owner": payloads.user(world.developer),
        "team": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": application_flags(world.bot.privileged),
        "flags_new": str(application_flags(world.bot.privileged)),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "approximate_guild_count": len(world.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": ["bot", "applications.commands"],
        "integration_types_config": {"0": {}},
    }


def get_own_user(call: Call) -> Json:
    return payloads.user(call.world.bot) | {"verified": True, "mfa_enabled": False, "email": None, "locale": "en-US"}


def change_own_user(call: Call) -> Json:
    form = Form()
    if "username" in call.body:
        form.length(("username",), call.body["username"], 32, 2)
        form.finish()
        call.world.bot.name = call.body["username"]
    return get_own_user(call)


def get_user(call: Call) -> Json:
    return payloads.user(call.world.user(call.params["user_id"]))


def list_own_guilds(call: Call) -> list[Json]:
    """Only what is asked of a listing: names and ids."""
    mine = (each for each in call.world.guilds.values() if call.world.bot.id in each.members)
    return [payloads.guild(each) | {"owner": False, "permissions": "0"} for each in mine]


def leave_guild(call: Call) -> None:
    call.world.remove_member(call.guild, call.world.bot)


def open_direct_channel(call: Call) -> Json:
    recipient = call.world.user(str(call.body.get("recipient_id")))
    if recipient.bot:
        raise ApiError(CANNOT_WRITE_TO_USER)
    return payloads.direct_channel(call.world.direct(recipient))


ROUTES = (
    Route("GET", "/gateway", get_gateway, needs_token=False),
    Route("GET", "/gateway/bot", get_gateway_bot),
    Route("GET", "/oauth2/applications/@me", get_application),
    Route("GET", "/applications/@me", get_application),
    Route("GET", "/users/@me", get_own_user),
    Route("PATCH", "/users/@me", change_own_user),
    Route("GET", "/users/@me/guilds", list_own_guilds),
    Route("DELETE", "/users/@me/guilds/{guild_id}", leave_guild),
    Route("POST", "/users/@me/channels", open_direct_channel),
    Route("GET", "/users/{user_id}", get_user),
)
