"""The limits of menus, of what is typed into forms, and which texts Discord takes for an emoji.

Source: https://discord.com/developers/docs/components/reference
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import unquote

from bot.sandbox.state.components import STRING_SELECT

if TYPE_CHECKING:
    from bot.sandbox.rules.errors import Form
    from bot.sandbox.state import Json
    from bot.sandbox.state.components import Path

_ALSO = frozenset("‼⁉ℹ↔↕↖↗↘↙↩↪▪▫◾◽〰〽Ⓜ㊗㊙⤴⤵")
"""Emoji that Unicode does not file under symbols."""
_KEYCAP = "\u20e3"
_MOST = 25
"""Options of a menu, and values picked from one."""
_TEXT = 4000
_DEFAULTS = {5: ("user",), 6: ("role",), 7: ("user", "role"), 8: ("channel",)}
"""What may be picked beforehand, by the type of the menu."""


def check_select(form: Form, select: Json, path: Path) -> None:
    """A menu of texts, people, roles or channels."""
    form.require((*path, "custom_id"), select.get("custom_id"))
    if form.string((*path, "placeholder"), select.get("placeholder")):
        form.length((*path, "placeholder"), select.get("placeholder"), 150)
    fewest, most = _given(select, "min_values", 1), _given(select, "max_values", 1)
    if not 0 <= fewest <= _MOST or not 1 <= most <= _MOST or fewest > most:
        form.refuse((*path, "min_values"), "NUMBER_TYPE_MAX", "min_values and max_values must be 0 to 25, in order")
    elif select.get("type") == STRING_SELECT:
        _check_options(form, select.get("options") or [], (*path, "options"), most)
    else:
        _check_default_values(form, select, (*path, "default_values"), (fewest, most))


def _given(component: Json, key: str, otherwise: int) -> int:
    value = component.get(key)
    return otherwise if value is None else int(value)


def _check_options(form: Form, options: list[Json], path: Path, most: int) -> None:
    """As many as may be picked must be there."""
    form.length(path, options, _MOST, most)
    seen: set[str] = set()
    for index, option in enumerate(options):
        _check_option(form, option, (*path, index))
        if option.get("value") in seen:
            text = "The specified option value is already used"
            form.refuse((*path, index), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", text)
        seen.add(str(option.get("value")))
    if sum(bool(option.get("default")) for option in options) > most:
        form.refuse(path, "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", f"At most {most} options can be the default")


def _check_option(form: Form, option: Json, path: Path) -> None:
    form.text((*path, "label"), option.get("label"), 100)
    form.text((*path, "value"), option.get("value"), 100)
    if form.string((*path, "description"), option.get("description")):
        form.length((*path, "description"), option.get("description"), 100)
    check_emoji(form, option.get("emoji"), (*path, "emoji"))


def _check_default_values(form: Form, select: Json, path: Path, how_many: tuple[int, int]) -> None:
    """None are always allowed; some must be as many as may be picked, each of a kind that the menu offers."""
    values = select.get("default_values") or []
    if values and not how_many[0] <= len(values) <= how_many[1]:
        text = f"Must be between {how_many[0]} and {how_many[1]} in length."
        form.refuse(path, "BASE_TYPE_BAD_LENGTH", text)
    for index, value in enumerate(values):
        form.choice((*path, index, "type"), value.get("type"), _DEFAULTS[select["type"]])
        form.require((*path, index, "id"), value.get("id"))


def check_emoji(form: Form, emoji: Json | None, path: Path) -> None:
    """On a button or an option; one of the server's own has an id."""
    if emoji is not None and not emoji.get("id") and not is_emoji(str(emoji.get("name"))):
        form.refuse((*path, "name"), "BUTTON_COMPONENT_INVALID_EMOJI", "Invalid emoji")


def check_text_input(form: Form, entry: Json, path: Path) -> None:
    """A field to type into; what is filled in beforehand must be what may be sent."""
    form.require((*path, "custom_id"), entry.get("custom_id"))
    form.choice((*path, "style"), entry.get("style"), (1, 2))
    form.length((*path, "label"), entry.get("label"), 45, 1)
    form.length((*path, "placeholder"), entry.get("placeholder"), 100)
    low, high = _given(entry, "min_length", 0), _given(entry, "max_length", _TEXT)
    if not 0 <= low <= _TEXT or not 1 <= high <= _TEXT or low > high:
        form.refuse((*path, "min_length"), "NUMBER_TYPE_MAX", "min_length and max_length must be 0 to 4000, in order")
    elif form.string((*path, "value"), entry.get("value")) and entry.get("value"):
        form.length((*path, "value"), entry["value"], high, low)


def is_emoji(text: str) -> bool:
    """Whether this is one of Unicode's emoji; a guild's own ones are not known here."""
    if not text or len(text) > 16 or any(char.isascii() and char.isalpha() for char in text):
        return False
    return _KEYCAP in text or any(unicodedata.category(char) == "So" or char in _ALSO for char in text)


def from_path(text: str) -> str | None:
    """The emoji in a reaction's address, or None if there is no such emoji."""
    emoji = unquote(text)
    return emoji if is_emoji(emoji) else None
