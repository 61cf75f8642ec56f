"""Registering commands, everywhere or in one guild."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.rest.calls import Route
from bot.sandbox.rules.commands import MOST, check_command, check_commands
from bot.sandbox.rules.errors import NOT_YOUR_APPLICATION, TOO_MANY_COMMANDS, UNKNOWN_COMMAND, ApiError, Form
from bot.sandbox.state.commands import Command
from bot.sandbox.wire.interactions import command_payload

if TYPE_CHECKING:
    from bot.sandbox.rest.calls import Call
    from bot.sandbox.state import Json

_GLOBAL = "/applications/{application_id}/commands"
_IN_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"


def _place(call: Call) -> str | None:
    """The guild whose commands are meant, or None for those everywhere."""
    if call.params["application_id"] != call.world.bot.id:
        raise ApiError(NOT_YOUR_APPLICATION)
    return call.guild.id if "guild_id" in call.params else None


def _registered(call: Call) -> list[Command]:
    place = _place(call)
    return [each for each in call.world.commands.values() if each.guild_id == place]


def list_all(call: Call) -> list[Json]:
    return [command_payload(each, call.world.bot.id) for each in _registered(call)]


def replace_all(call: Call) -> list[Json]:
    """Commands that keep name and type keep their id, as with Discord."""
    check_commands(call.body)
    old = {(each.kind, each.name): each for each in _registered(call)}
    for each in old.values():
        del call.world.commands[each.id]
    kept = [_register(call, body, old.get((body.get("type") or 1, body["name"]))) for body in call.body]
    return [command_payload(each, call.world.bot.id) for each in kept]


def _register(call: Call, body: Json, old: Command | None) -> Command:
    command_id = old.id if old else call.world.ids.next()
    unchanged = old is not None and old.form == body
    version = old.version if old and unchanged else call.world.ids.next()
    command = Command(id=command_id, guild_id=_place(call), version=version, form=body)
    call.world.commands[command_id] = command
    return command


def create(call: Call) -> Json:
    """A command of a known name and type replaces the old one."""
    form = Form()
    check_command(form, call.body, ())
    form.finish()
    others = _registered(call)
    kind = call.body.get("type") or 1
    old = next((each for each in others if (each.kind, each.name) == (kind, call.body["name"])), None)
    if old is None and sum(each.kind == kind for each in others) >= MOST[kind]:
        raise ApiError(TOO_MANY_COMMANDS)
    return command_payload(_register(call, call.body, old), call.world.bot.id)


def _command(call: Call) -> Command:
    place, command = _place(call), call.world.commands.get(call.params["command_id"])
    if command is None or command.guild_id != place:
        raise ApiError(UNKNOWN_COMMAND)
    return command


def get(call: Call) -> Json:
    return command_payload(_command(call), call.world.bot.id)


def change(call: Call) -> Json:
    command = _command(call)
    form = Form()
    check_command(form, command.form | call.body, ())
    form.finish()
    return command_payload(_register(call, command.form | call.body, command), call.world.bot.id)


def delete(call: Call) -> None:
    del call.world.commands[_command(call).id]


ROUTES = tuple(
    route
    for base in (_GLOBAL, _IN_GUILD)
    for route in (
        Route("GET", base, list_all),
        Route("PUT", base, replace_all),
        Route("POST", base, create, 201),
        Route("GET", base + "/{command_id}", get),
        Route("PATCH", base + "/{command_id}", change),
        Route("DELETE", base + "/{command_id}", delete),
    )
)
