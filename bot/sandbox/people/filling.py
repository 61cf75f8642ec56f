"""What a person types after a slash or into a modal → the data of the interaction, checked as Discord's client does."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING, Any

from bot.sandbox.rules.permissions import permissions_in
from bot.sandbox.state.components import LABEL, ROW, TEXT_INPUT
from bot.sandbox.state.people import Role, User
from bot.sandbox.state.places import Channel
from bot.sandbox.state.waiting import NotOffered
from bot.sandbox.wire import payloads
from bot.sandbox.wire.messages import attachment_payload, message_payload
from bot.sandbox.world.drafting import store_attachment

if TYPE_CHECKING:
    from bot.sandbox.state import Json
    from bot.sandbox.state.commands import Command
    from bot.sandbox.state.places import Message
    from bot.sandbox.world.world import World


class Resolved:
    def __init__(self, world: World, channel: Channel, user: User) -> None:
        self._world = world
        self._channel = channel
        self._user = user
        self._found: dict[str, Json] = {}

    def id_of(self, thing: Any) -> str:
        """The id that stands for a User, Role, Channel, or a file given as (name, bytes)."""
        if isinstance(thing, User):
            return self._user_id(thing)
        if isinstance(thing, Role):
            return self._add("roles", thing.id, payloads.role(thing))
        if isinstance(thing, Channel):
            permissions = str(int(permissions_in(thing, self._user)))
            return self._add("channels", thing.id, payloads.channel(thing) | {"permissions": permissions})
        filename, content = thing
        kind = mimetypes.guess_type(filename)[0] or "application/octet-stream"
        stored = store_attachment(self._world, self._channel, filename, content, content_type=kind)
        return self._add("attachments", stored.id, attachment_payload(stored, ephemeral=True))

    def _user_id(self, user: User) -> str:
        guild = self._channel.guild
        if guild and (member := guild.members.get(user.id)):
            permissions = str(int(permissions_in(self._channel, user)))
            self._add("members", user.id, payloads.member_without_user(member) | {"permissions": permissions})
        return self._add("users", user.id, payloads.user(user))

    def add_message(self, message: Message) -> str:
        """Chosen from the context menu: the bot reads it whole, whatever its intents."""
        return self._add("messages", message.id, message_payload(message))

    def _add(self, kind: str, key: str, payload: Json) -> str:
        self._found.setdefault(kind, {})[key] = payload
        return key

    def payload(self) -> Json:
        return {"resolved": self._found} if self._found else {}


SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, NUMBER = 1, 2, 3, 4, 5, 10
_ENTITIES = (6, 7, 8, 9, 11)


def fill_in(
    command: Command, words: list[str], values: dict[str, Any], resolved: Resolved, focused: str | None = None
) -> Json:
    """The data of an interaction. `words` are the subcommand after the command's name, `focused` what is being typed.

    Raises NotOffered for what the client would not let a person send.
    """
    schema, nesting = _descend(command, words)
    unknown = values.keys() - {each["name"] for each in schema}
    if unknown:
        offered = ", ".join(each["name"] for each in schema) or "none"
        raise NotOffered(f"/{command.name} has no option {', '.join(sorted(unknown))}; its options: {offered}")
    given = [_option(each, values[each["name"]], resolved, focused) for each in schema if each["name"] in values]
    if focused is None:
        _refuse_missing(command, schema, values)
    for kind, name in reversed(nesting):
        given = [{"type": kind, "name": name, "options": given}]
    data: Json = {"id": command.id, "name": command.name, "type": command.kind, "options": given}
    return data | resolved.payload() | ({"guild_id": command.guild_id} if command.guild_id else {})


def _descend(command: Command, words: list[str]) -> tuple[list[Json], list[tuple[int, str]]]:
    schema: list[Json] = command.form.get("options") or []
    nesting = []
    for word in words:
        inner = next((each for each in schema if each["name"] == word and each["type"] in (SUBCOMMAND, GROUP)), None)
        if inner is None:
            raise NotOffered(f"/{command.name} has no subcommand {word}")
        nesting.append((inner["type"], word))
        schema = inner.get("options") or []
    if any(each["type"] in (SUBCOMMAND, GROUP) for each in schema):
        raise NotOffered(f"/{command.name} needs one of: {', '.join(each['name'] for each in schema)}")
    return schema, nesting


def _refuse_missing(command: Command, schema: list[Json], values: dict[str, object]) -> None:
    missing = [each["name"] for each in schema if each.get("required") and each["name"] not in values]
    if missing:
        raise NotOffered(f"/{command.name} needs {', '.join(missing)}")


def _option(schema: Json, value: object, resolved: Resolved, focused: str | None) -> Json:
    option: Json = {"type": schema["type"], "name": schema["name"]}
    if schema["name"] == focused:
        return option | {"value": str(value), "focused": True}
    return option | {"value": _value(schema, value, resolved)}


def _value(schema: Json, value: Any, resolved: Resolved) -> object:
    kind = schema["type"]
    if kind in _ENTITIES:
        return resolved.id_of(value)
    if choices := schema.get("choices"):
        return _chosen(schema, choices, value)
    if kind == STRING:
        _refuse_outside(schema, len(value), schema.get("min_length"), schema.get("max_length"))
        return str(value)
    if kind == BOOLEAN:
        return bool(value)
    _refuse_outside(schema, value, schema.get("min_value"), schema.get("max_value"))
    return int(value) if kind == INTEGER else float(value)


def _chosen(schema: Json, choices: list[Json], value: object) -> object:
    for choice in choices:
        if value in (choice["name"], choice["value"]):
            return choice["value"]
    offered = ", ".join(str(choice["name"]) for choice in choices)
    raise NotOffered(f"{schema['name']} offers no {value!r}, only: {offered}")


def _refuse_outside(schema: Json, size: float, low: float | None, high: float | None) -> None:
    if (low is not None and size < low) or (high is not None and size > high):
        raise NotOffered(f"{schema['name']} must be from {low} to {high}, not {size}")


_ENTITY_SELECTS = (5, 6, 7, 8)
_UPLOAD, _RADIO, _CHECKBOX = 19, 21, 23
_ONE_VALUE = (TEXT_INPUT, _RADIO, _CHECKBOX)


def submission(modal: Json, answers: dict[str, object], resolved: Resolved) -> Json:
    """`answers` by custom id or by the label that a person reads. Raises NotOffered for what a client refuses."""
    left = dict(answers)
    components = [_submitted(each, left, resolved) for each in modal["components"]]
    if left:
        raise NotOffered(f"the modal {modal['title']!r} has no {', '.join(left)}")
    sent = [each for each in components if each is not None]
    return {"custom_id": modal["custom_id"], "components": sent} | resolved.payload()


def labels_of(modal: Json) -> list[str]:
    """What stands above each field."""
    rows = (each["components"] if each["type"] == ROW else [each] for each in modal["components"])
    return [str(field["label"]) for row in rows for field in row if field.get("label")]


def _submitted(component: Json, left: dict[str, object], resolved: Resolved) -> Json | None:
    if component["type"] == LABEL:
        inner = _entry(component["component"], component["label"], left, resolved)
        return {"type": LABEL, "id": component["id"], "component": inner}
    if component["type"] == ROW:
        entries = [_entry(each, each.get("label", ""), left, resolved) for each in component["components"]]
        return {"type": ROW, "id": component["id"], "components": entries}
    return {"type": component["type"], "id": component["id"]}


def _entry(component: Json, label: str, left: dict[str, object], resolved: Resolved) -> Json:
    """One field; what is not answered keeps what was filled in beforehand."""
    custom_id = component["custom_id"]
    key = custom_id if custom_id in left else label
    answer = left.pop(key, component.get("value"))
    if component.get("required", True) and answer in (None, "", []):
        raise NotOffered(f"{label or custom_id} must be filled in")
    entry: Json = {"type": component["type"], "id": component["id"], "custom_id": custom_id}
    if component["type"] in _ONE_VALUE:
        return entry | {"value": _typed(component, label, answer)}
    picked = [] if answer is None else answer if isinstance(answer, list) else [answer]
    return entry | {"values": [_picked(component, each, resolved) for each in picked]}


def _typed(component: Json, label: str, answer: object) -> object:
    if component["type"] != TEXT_INPUT:
        return answer
    text = str(answer or "")
    low, high = component.get("min_length") or 0, component.get("max_length") or 4000
    if text and not low <= len(text) <= high:
        raise NotOffered(f"{label} must be {low} to {high} characters long, not {len(text)}")
    return text


def _picked(component: Json, answer: object, resolved: Resolved) -> str:
    if component["type"] in (*_ENTITY_SELECTS, _UPLOAD):
        return resolved.id_of(answer)
    return pick_option(component, answer)


def pick_option(component: Json, answer: object) -> str:
    """The value of an option, by its value or label. Raises NotOffered if there is none."""
    for option in component.get("options") or []:
        if answer in (option["value"], option["label"]):
            return str(option["value"])
    offered = ", ".join(option["label"] for option in component.get("options") or [])
    raise NotOffered(f"there is no {answer!r} to pick, only: {offered}")
