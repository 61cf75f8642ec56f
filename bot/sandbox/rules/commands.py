"""What Discord accepts as a command, as its options and their choices, and what these may be called.

Source: https://discord.com/developers/docs/interactions/application-commands
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from bot.sandbox.rules.errors import Form
from bot.sandbox.state.numbers import ON_MESSAGE, ON_USER, SLASH

if TYPE_CHECKING:
    from bot.sandbox.state import Json
    from bot.sandbox.state.components import Path

LOCALES = frozenset(
    "id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja "
    "zh-TW ko".split()
)


def check_name(form: Form, body: Json, path: Path, *, any_case: bool = False) -> None:
    """Of a command or an option, in every language; `any_case` for those of menus, which are read, not typed."""
    if form.require((*path, "name"), body.get("name")):
        _check_one_name(form, body["name"], (*path, "name"), any_case=any_case)
    for locale, name in localized(form, body, path, "name_localizations"):
        _check_one_name(form, name, (*path, "name_localizations", locale), any_case=any_case)


def _check_one_name(form: Form, name: str, path: Path, *, any_case: bool) -> None:
    form.text(path, name, 32)
    if not any_case and (name != name.lower() or not all(map(_fits_name, name))):
        form.refuse(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _fits_name(char: str) -> bool:
    r"""A character of ``[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]``."""
    if char in "-_'" or unicodedata.category(char)[0] in "LN":
        return True
    return unicodedata.name(char, "").split(" ")[0] in ("DEVANAGARI", "THAI")


def check_description(form: Form, body: Json, path: Path) -> None:
    """What it does, in every language."""
    form.text((*path, "description"), body.get("description"), 100)
    for locale, text in localized(form, body, path, "description_localizations"):
        form.text((*path, "description_localizations", locale), text, 100)


def localized(form: Form, body: Json, path: Path, key: str) -> list[tuple[str, str]]:
    """The translations of a text. Refuses languages that Discord does not speak."""
    translations = body.get(key) or {}
    for locale in translations:
        form.choice((*path, key, locale), locale, tuple(LOCALES))
    return list(translations.items())


def check_unique(form: Form, named: list[Json], path: Path, code: str) -> None:
    """No two of these are called the same in any language, where a name that is not translated stands as it is."""
    languages = {None}.union(*((each.get("name_localizations") or {}) for each in named))
    for language in sorted(languages, key=str):
        seen: set[str] = set()
        for index, each in enumerate(named):
            translated = (each.get("name_localizations") or {}).get(language)
            name = str(translated or each.get("name"))
            if name in seen:
                key = ("name_localizations", str(language)) if translated else ("name",)
                form.refuse((*path, index, *key), code, f"Names must be unique: {name}")
            seen.add(name)


SUBCOMMAND, GROUP, STRING, INTEGER, CHANNEL, NUMBER = 1, 2, 3, 4, 7, 10
_WITH_CHOICES = (STRING, INTEGER, NUMBER)
_NESTED = (SUBCOMMAND, GROUP)
_INSIDE: dict[int | None, tuple[int, ...]] = {
    None: tuple(range(1, 12)),
    GROUP: (SUBCOMMAND,),
    SUBCOMMAND: tuple(range(3, 12)),
}
"""The types of options that a command, a group and a subcommand hold."""
_ONLY_FOR = {
    "choices": _WITH_CHOICES,
    "autocomplete": _WITH_CHOICES,
    "min_value": (INTEGER, NUMBER),
    "max_value": (INTEGER, NUMBER),
    "min_length": (STRING,),
    "max_length": (STRING,),
    "channel_types": (CHANNEL,),
    "options": _NESTED,
}
_LARGEST, _LONGEST = 2**53, 6000
"""A number that every client can tell from its neighbours; the characters of a text."""


def check_options(form: Form, options: list[Json], path: Path, holder: int | None = None) -> None:
    """The options of a command, or of the group or subcommand `holder`."""
    form.length(path, options, 25)
    check_unique(form, options, path, "APPLICATION_COMMAND_OPTIONS_NAME_INVALID")
    _check_order(form, options, path)
    _check_mixture(form, options, path)
    for index, option in enumerate(options):
        _check_option(form, option, (*path, index), holder)


def _check_order(form: Form, options: list[Json], path: Path) -> None:
    optional_before = False
    for index, option in enumerate(options):
        if option.get("required") and optional_before:
            text = "Required options must be placed before non-required options"
            form.refuse((*path, index), "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", text)
        optional_before = optional_before or not option.get("required")


def _check_mixture(form: Form, options: list[Json], path: Path) -> None:
    """Source: https://github.com/discord/discord-api-docs/issues/7617"""
    nested = [option.get("type") in _NESTED for option in options]
    for index, is_nested in enumerate(nested):
        if is_nested is not nested[0]:
            text = "Sub-command and sub-command group option types are mutually exclusive to all other types"
            form.refuse((*path, index), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", text)


def _check_option(form: Form, option: Json, path: Path, holder: int | None) -> None:
    kind = option.get("type")
    if not form.choice((*path, "type"), kind, _INSIDE[None]):
        return
    if kind not in _INSIDE[holder]:
        form.refuse(path, "APPLICATION_COMMAND_OPTIONS_NESTING_INVALID", "Sub-commands are nested too deeply")
    check_name(form, option, path)
    check_description(form, option, path)
    _check_fields(form, option, path)
    if kind in _NESTED:
        check_options(form, option.get("options") or [], (*path, "options"), kind)
    if option.get("choices"):
        _check_fixed_choices(form, option, path)


def _check_fields(form: Form, option: Json, path: Path) -> None:
    """What only some types have, and numbers that contradict each other."""
    for key, kinds in _ONLY_FOR.items():
        if option.get(key) and option["type"] not in kinds:
            text = f"Options of type {option['type']} cannot have {key}"
            form.refuse((*path, key), "APPLICATION_COMMAND_OPTIONS_FIELD_INVALID", text)
    for ending, lowest, highest in (("value", -_LARGEST, _LARGEST), ("length", 0, _LONGEST)):
        low, high = option.get(f"min_{ending}"), option.get(f"max_{ending}")
        form.number((*path, f"min_{ending}"), low, lowest, highest)
        form.number((*path, f"max_{ending}"), high, max(lowest, 1) if ending == "length" else lowest, highest)
        if low is not None and high is not None and low > high:
            text = f"max_{ending} must be at least min_{ending}"
            form.refuse((*path, f"max_{ending}"), "APPLICATION_COMMAND_OPTIONS_RANGE_INVALID", text)


def _check_fixed_choices(form: Form, option: Json, path: Path) -> None:
    if option.get("autocomplete"):
        text = "Autocomplete and choices cannot both be specified"
        form.refuse(path, "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES", text)
    check_choices(form, option["choices"], (*path, "choices"), option.get("type"))


def check_choices(form: Form, choices: list[Json], path: Path, kind: int | None) -> None:
    """Choices of an option, fixed or suggested while somebody types."""
    form.length(path, choices, 25)
    check_unique(form, choices, path, "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_DUPLICATED")
    for index, choice in enumerate(choices):
        form.text((*path, index, "name"), choice.get("name"), 100)
        for locale, name in localized(form, choice, (*path, index), "name_localizations"):
            form.text((*path, index, "name_localizations", locale), name, 100)
        value = choice.get("value")
        if kind == STRING:
            form.text((*path, index, "value"), value, 100)
        elif form.require((*path, index, "value"), value):
            form.number((*path, index, "value"), value, -_LARGEST, _LARGEST)


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
