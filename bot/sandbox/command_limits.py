"""What Discord accepts as a command.

Source: https://discord.com/developers/docs/interactions/application-commands
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from bot.sandbox.form import Form

if TYPE_CHECKING:
    from bot.sandbox.entities import Json
    from bot.sandbox.form import Path

SLASH, ON_USER, ON_MESSAGE = 1, 2, 3
MOST = {SLASH: 100, ON_USER: 15, ON_MESSAGE: 15}
SUBCOMMAND, GROUP, STRING, INTEGER, NUMBER = 1, 2, 3, 4, 10
_WITH_CHOICES = (STRING, INTEGER, NUMBER)
_ALL_TEXT = 8000
LOCALES = frozenset(
    "id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja "
    "zh-TW ko".split()
)


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
    _check_name(form, body, path, any_case=kind != SLASH)
    if kind == SLASH:
        _check_description(form, body, path)
        _check_options(form, body.get("options") or [], (*path, "options"), depth=0)
        if _text_of(body) > _ALL_TEXT:
            text = f"Command exceeds maximum size ({_ALL_TEXT})"
            form.refuse(path, "APPLICATION_COMMAND_TOO_LARGE", text)
    elif body.get("description") or body.get("options"):
        text = "Context menu commands cannot have description or options"
        form.refuse(path, "APPLICATION_COMMAND_INVALID_FOR_TYPE", text)


def _check_name(form: Form, body: Json, path: Path, *, any_case: bool = False) -> None:
    if form.require((*path, "name"), body.get("name")):
        _check_one_name(form, body["name"], (*path, "name"), any_case=any_case)
    for locale, name in _localized(form, body, path, "name_localizations"):
        _check_one_name(form, name, (*path, "name_localizations", locale), any_case=any_case)


def _check_one_name(form: Form, name: str, path: Path, *, any_case: bool) -> None:
    form.length(path, name, 32, 1)
    if not any_case and (name != name.lower() or not all(map(_fits_name, name))):
        form.refuse(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _fits_name(char: str) -> bool:
    r"""A character of ``[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]``."""
    if char in "-_'" or unicodedata.category(char)[0] in "LN":
        return True
    return unicodedata.name(char, "").split(" ")[0] in ("DEVANAGARI", "THAI")


def _check_description(form: Form, body: Json, path: Path) -> None:
    form.text((*path, "description"), body.get("description"), 100)
    for locale, text in _localized(form, body, path, "description_localizations"):
        form.text((*path, "description_localizations", locale), text, 100)


def _localized(form: Form, body: Json, path: Path, key: str) -> list[tuple[str, str]]:
    translations = body.get(key) or {}
    for locale in translations:
        form.choice((*path, key, locale), locale, tuple(LOCALES))
    return list(translations.items())


def _check_options(form: Form, options: list[Json], path: Path, depth: int) -> None:
    form.length(path, options, 25)
    names = [option.get("name") for option in options]
    optional_before = False
    for index, option in enumerate(options):
        here = (*path, index)
        if names.index(option.get("name")) != index:
            form.refuse((*here, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", "Option name must be unique")
        if option.get("required") and optional_before:
            text = "Required options must be placed before non-required options"
            form.refuse(here, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", text)
        optional_before = optional_before or not option.get("required")
        _check_option(form, option, here, depth)


def _check_option(form: Form, option: Json, path: Path, depth: int) -> None:
    kind = option.get("type")
    if not form.choice((*path, "type"), kind, tuple(range(1, 12))):
        return
    _check_name(form, option, path)
    _check_description(form, option, path)
    if kind in (SUBCOMMAND, GROUP):
        if depth > 1 or (kind == GROUP and depth > 0):
            form.refuse(path, "APPLICATION_COMMAND_OPTIONS_NESTING_INVALID", "Sub-commands are nested too deeply")
        _check_options(form, option.get("options") or [], (*path, "options"), depth + 1)
    if option.get("choices"):
        _check_choices(form, option, path)


def _check_choices(form: Form, option: Json, path: Path) -> None:
    if option.get("autocomplete"):
        text = "Autocomplete and choices cannot both be specified"
        form.refuse(path, "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES", text)
    form.choice((*path, "type"), option.get("type"), _WITH_CHOICES)
    check_choices(form, option["choices"], (*path, "choices"), option.get("type"))


def check_choices(form: Form, choices: list[Json], path: Path, kind: int | None) -> None:
    """Choices of an option, fixed or suggested while somebody types."""
    form.length(path, choices, 25)
    for index, choice in enumerate(choices):
        form.text((*path, index, "name"), choice.get("name"), 100)
        value = choice.get("value")
        if kind == STRING:
            form.text((*path, index, "value"), value, 100)
        elif isinstance(value, bool) or not isinstance(value, int | float):
            form.refuse((*path, index, "value"), "NUMBER_TYPE_COERCE", f'Value "{value}" is not a number.')


def _text_of(body: Json) -> int:
    """The characters of names, descriptions and values, which count towards 8,000; of translations the longest."""
    own = _longest(body, "name") + _longest(body, "description") + len(str(body.get("value") or ""))
    return own + sum(map(_text_of, [*(body.get("options") or []), *(body.get("choices") or [])]))


def _longest(body: Json, key: str) -> int:
    texts = [body.get(key) or "", *(body.get(f"{key}_localizations") or {}).values()]
    return max(map(len, texts))
