"""Guilds, their members and roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.rest.calls import Route
from bot.sandbox.rules.errors import MISSING_ACCESS, MISSING_PERMISSIONS, UNKNOWN_MEMBER, UNKNOWN_ROLE, ApiError, Form
from bot.sandbox.rules.permissions import require_in_guild
from bot.sandbox.state.intents import Intent
from bot.sandbox.state.permissions import NOBODY, Permission
from bot.sandbox.wire import payloads

if TYPE_CHECKING:
    from bot.sandbox.rest.calls import Call
    from bot.sandbox.state import Json
    from bot.sandbox.state.people import Role
    from bot.sandbox.state.places import Member


def get_guild(call: Call) -> Json:
    counts = {"approximate_member_count": len(call.guild.members), "approximate_presence_count": 1}
    return payloads.guild(call.guild) | (counts if call.query.get("with_counts") in ("1", "true") else {})


def get_member(call: Call) -> Json:
    return payloads.member(_member(call))


def _member(call: Call) -> Member:
    call.world.user(call.params["user_id"])
    member = call.guild.members.get(call.params["user_id"])
    if member is None:
        raise ApiError(UNKNOWN_MEMBER)
    return member


def list_members(call: Call) -> list[Json]:
    if Intent.GUILD_MEMBERS not in call.world.bot.privileged:
        raise ApiError(MISSING_ACCESS)
    after, limit = int(call.query.get("after", 0)), int(call.query.get("limit", 1))
    members = sorted(call.guild.members.values(), key=lambda each: int(each.user.id))
    return [payloads.member(each) for each in members if int(each.user.id) > after][:limit]


def search_members(call: Call) -> list[Json]:
    wanted, limit = call.query.get("query", "").lower(), int(call.query.get("limit", 1))
    found = (each for each in call.guild.members.values() if each.user.name.lower().startswith(wanted))
    return [payloads.member(each) for each in found][:limit]


def change_member(call: Call) -> Json:
    member = _member(call)
    if "nick" in call.body:
        require_in_guild(call.guild, call.world.bot, Permission.MANAGE_NICKNAMES)
        _check_nick(call.body)
    roles = None
    if "roles" in call.body:
        require_in_guild(call.guild, call.world.bot, Permission.MANAGE_ROLES)
        roles = [_role(call, str(role_id)) for role_id in call.body["roles"] or []]
    call.world.change_member(member, roles=roles, nick=_nick(call.body))
    return payloads.member(member)


def change_own_member(call: Call) -> Json:
    require_in_guild(call.guild, call.world.bot, Permission.CHANGE_NICKNAME)
    _check_nick(call.body)
    member = call.guild.members[call.world.bot.id]
    call.world.change_member(member, nick=_nick(call.body))
    return payloads.member(member)


def _check_nick(body: Json) -> None:
    form = Form()
    form.length(("nick",), body.get("nick"), 32)
    form.finish()


def _nick(body: Json) -> str | None:
    return (body["nick"] or "") if "nick" in body else None


def list_roles(call: Call) -> list[Json]:
    return [payloads.role(each) for each in call.guild.roles.values()]


def _role(call: Call, role_id: str) -> Role:
    role = call.guild.roles.get(role_id)
    if role is None:
        raise ApiError(UNKNOWN_ROLE)
    return role


def get_role(call: Call) -> Json:
    return payloads.role(_role(call, call.params["role_id"]))


def create_role(call: Call) -> Json:
    require_in_guild(call.guild, call.world.bot, Permission.MANAGE_ROLES)
    form = Form()
    form.length(("name",), call.body.get("name"), 100)
    form.finish()
    permissions = Permission(int(call.body.get("permissions") or NOBODY))
    mentionable = bool(call.body.get("mentionable"))
    name = call.body.get("name") or "new role"
    return payloads.role(call.world.add_role(call.guild, name, permissions, mentionable=mentionable))


def delete_role(call: Call) -> None:
    require_in_guild(call.guild, call.world.bot, Permission.MANAGE_ROLES)
    call.world.remove_role(call.guild, _role(call, call.params["role_id"]))


def give_role(call: Call) -> None:
    _require_above(call, _role(call, call.params["role_id"]))
    call.world.give_role(_member(call), _role(call, call.params["role_id"]))


def take_role(call: Call) -> None:
    _require_above(call, _role(call, call.params["role_id"]))
    call.world.take_role(_member(call), _role(call, call.params["role_id"]))


def _require_above(call: Call, role: Role) -> None:
    """Roles can be given only by who has a higher one."""
    require_in_guild(call.guild, call.world.bot, Permission.MANAGE_ROLES)
    own = call.guild.members[call.world.bot.id].roles
    if role.position >= max((each.position for each in own), default=0):
        raise ApiError(MISSING_PERMISSIONS)


def list_active_threads(call: Call) -> Json:
    threads = [each for each in call.guild.threads.values() if not each.archived]
    mine = [payloads.thread_member(each, call.world.bot) for each in threads if call.world.bot in each.people]
    return {"threads": [payloads.thread(each) for each in threads], "members": mine, "has_more": False}


ROUTES = (
    Route("GET", "/guilds/{guild_id}", get_guild),
    Route("GET", "/guilds/{guild_id}/members", list_members),
    Route("GET", "/guilds/{guild_id}/members/search", search_members),
    Route("PATCH", "/guilds/{guild_id}/members/@me", change_own_member),
    Route("GET", "/guilds/{guild_id}/members/{user_id}", get_member),
    Route("PATCH", "/guilds/{guild_id}/members/{user_id}", change_member),
    Route("PUT", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}", give_role),
    Route("DELETE", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}", take_role),
    Route("GET", "/guilds/{guild_id}/roles", list_roles),
    Route("POST", "/guilds/{guild_id}/roles", create_role),
    Route("GET", "/guilds/{guild_id}/roles/{role_id}", get_role),
    Route("DELETE", "/guilds/{guild_id}/roles/{role_id}", delete_role),
    Route("GET", "/guilds/{guild_id}/threads/active", list_active_threads),
)
