"""What a person types after a slash → the options of the interaction, checked as Discord's client does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.state.waiting import NotOffered

if TYPE_CHECKING:
    from bot.sandbox.resolved import Resolved
    from bot.sandbox.state.people import Command, Json

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


def _refuse_missing(command: Command, schema: list[Json], values: dict[str, Any]) -> None:
    missing = [each["name"] for each in schema if each.get("required") and each["name"] not in values]
    if missing:
        raise NotOffered(f"/{command.name} needs {', '.join(missing)}")


def _option(schema: Json, value: Any, resolved: Resolved, focused: str | None) -> Json:
    option: Json = {"type": schema["type"], "name": schema["name"]}
    if schema["name"] == focused:
        return option | {"value": str(value), "focused": True}
    return option | {"value": _value(schema, value, resolved)}


def _value(schema: Json, value: Any, resolved: Resolved) -> Any:
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


def _chosen(schema: Json, choices: list[Json], value: Any) -> Any:
    for choice in choices:
        if value in (choice["name"], choice["value"]):
            return choice["value"]
    offered = ", ".join(str(choice["name"]) for choice in choices)
    raise NotOffered(f"{schema['name']} offers no {value!r}, only: {offered}")


def _refuse_outside(schema: Json, size: float, low: float | None, high: float | None) -> None:
    if (low is not None and size < low) or (high is not None and size > high):
        raise NotOffered(f"{schema['name']} must be from {low} to {high}, not {size}")


def focused_option(data: Json) -> Json:
    """The option that is being typed in, wherever it is nested; an empty one if there is none."""
    for option in data.get("options") or []:
        if option.get("focused"):
            return dict(option)
        if found := focused_option(option):
            return found
    return {}
