"""What Discord accepts as the options of a command, and as the choices of an option.

Source: https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-structure
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.command_names import check_description, check_name, check_unique, localized

if TYPE_CHECKING:
    from bot.sandbox.form import Form, Path
    from bot.sandbox.state.people import Json

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
