"""What Discord accepts as a command.

Source: https://discord.com/developers/docs/interactions/application-commands
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.command_names import check_description, check_name
from bot.sandbox.form import Form
from bot.sandbox.option_limits import check_options

if TYPE_CHECKING:
    from bot.sandbox.form import Path
    from bot.sandbox.state.people import Json

SLASH, ON_USER, ON_MESSAGE = 1, 2, 3
MOST = {SLASH: 100, ON_USER: 15, ON_MESSAGE: 15}
_ALL_TEXT = 8000


def check_commands(bodies: list[Json]) -> None:
    """Several commands that replace all there were. Raises ApiError 50035."""
    form = Form()
    for index, body in enumerate(bodies):
        check_command(form, body, (index,))
    for kind, most in MOST.items():
        names = [str(body.get("name")) for body in bodies if (body.get("type") or SLASH) == kind]
        form.length((), names, most)
        for name in {each for each in names if names.count(each) > 1}:
            form.refuse((), "APPLICATION_COMMANDS_DUPLICATE_NAME", f"Application command names must be unique: {name}")
    form.finish()


def check_command(form: Form, body: Json, path: Path) -> None:
    kind = body.get("type") or SLASH
    if not form.choice((*path, "type"), kind, tuple(MOST)):
        return
    check_name(form, body, path, any_case=kind != SLASH)
    if kind == SLASH:
        check_description(form, body, path)
        check_options(form, body.get("options") or [], (*path, "options"))
        _check_permissions(form, body, path)
        if _text_of(body) > _ALL_TEXT:
            text = f"Command exceeds maximum size ({_ALL_TEXT})"
            form.refuse(path, "APPLICATION_COMMAND_TOO_LARGE", text)
    elif body.get("description") or body.get("options"):
        text = "Context menu commands cannot have description or options"
        form.refuse(path, "APPLICATION_COMMAND_INVALID_FOR_TYPE", text)


def _check_permissions(form: Form, body: Json, path: Path) -> None:
    """A number of bits, as text."""
    needed = body.get("default_member_permissions")
    if needed is not None and not str(needed).isdecimal():
        text = f'Value "{needed}" is not snowflake.'
        form.refuse((*path, "default_member_permissions"), "NUMBER_TYPE_COERCE", text)


def _text_of(body: Json) -> int:
    """The characters of names, descriptions and values, which count towards 8,000; of translations the longest."""
    own = _longest(body, "name") + _longest(body, "description") + len(str(body.get("value") or ""))
    return own + sum(map(_text_of, [*(body.get("options") or []), *(body.get("choices") or [])]))


def _longest(body: Json, key: str) -> int:
    texts = [body.get(key) or "", *(body.get(f"{key}_localizations") or {}).values()]
    return max(map(len, texts))
