"""Buttons, menus, modals: finding them, and their limits.

Source: https://discord.com/developers/docs/components/reference
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from bot.sandbox.emoji import is_emoji

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.sandbox.entities import Json
    from bot.sandbox.form import Form, Path

ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
SELECTS = (STRING_SELECT, 5, 6, 7, 8)
SECTION, TEXT_DISPLAY, CONTAINER, LABEL = 9, 10, 17, 18
LINK = 5
_GIVEN: dict[int, Json] = {kind: {"min_values": 1, "max_values": 1} for kind in SELECTS} | {
    11: {"description": None, "spoiler": False},
    14: {"spacing": 1, "divider": True},
    CONTAINER: {"accent_color": None, "spoiler": False},
}
"""What Discord fills in, by the type of component."""
_LEGACY_TOP = (ROW,)
_V2_TOP = (ROW, SECTION, TEXT_DISPLAY, 12, 13, 14, CONTAINER)
_MODAL_TOP = (ROW, TEXT_DISPLAY, LABEL)
_IN_LABEL = (*SELECTS, TEXT_INPUT, 19, 21, 22, 23)


def walk(components: list[Json], path: Path = ("components",)) -> Iterator[tuple[Path, Json]]:
    """Every component, outer ones first, each with the path to it."""
    for index, component in enumerate(components):
        yield from _walk_one(component, (*path, index))


def _walk_one(component: Json, path: Path) -> Iterator[tuple[Path, Json]]:
    yield path, component
    yield from walk(component.get("components") or [], (*path, "components"))
    for key in ("accessory", "component"):
        if inner := component.get(key):
            yield from _walk_one(inner, (*path, key))


def buttons_of(components: list[Json]) -> list[Json]:
    return [each for _, each in walk(components) if each.get("type") == BUTTON]


def selects_of(components: list[Json]) -> list[Json]:
    return [each for _, each in walk(components) if each.get("type") in SELECTS]


def completed(components: list[Json]) -> list[Json]:
    """The components as Discord gives them back: with ids and numbers, without nulls."""
    kept: list[Json] = _without_nulls(components)
    taken = {each["id"] for _, each in walk(kept) if each.get("id")}
    fresh = (number for number in count(1) if number not in taken)
    for _, each in walk(kept):
        each["id"] = each.get("id") or next(fresh)
        for key, value in _GIVEN.get(each.get("type", 0), {}).items():
            each.setdefault(key, value)
    return kept


def _without_nulls(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _without_nulls(value) for key, value in part.items() if value is not None}
    return [_without_nulls(each) for each in part] if isinstance(part, list) else part


def check_components(form: Form, components: list[Json], *, v2: bool) -> None:
    """The components of a message."""
    everything = list(walk(components))
    if v2:
        form.length(("components",), everything, 40)
        _check_shown_text(form, everything)
    else:
        form.length(("components",), components, 5)
    for index, component in enumerate(components):
        form.choice(("components", index, "type"), component.get("type"), _V2_TOP if v2 else _LEGACY_TOP)
    _check_custom_ids(form, everything)
    for path, component in everything:
        _check_one(form, component, path)


def _check_shown_text(form: Form, everything: list[tuple[Path, Json]]) -> None:
    shown = sum(len(each.get("content") or "") for _, each in everything if each.get("type") == TEXT_DISPLAY)
    if shown > 4000:
        form.refuse(("components",), "COMPONENT_MAX_TOTAL_TEXT_SIZE_EXCEEDED", "Total text must be 4000 or fewer.")


def _check_custom_ids(form: Form, everything: list[tuple[Path, Json]]) -> None:
    seen: set[str] = set()
    for path, component in everything:
        custom_id = component.get("custom_id")
        if custom_id is None:
            continue
        form.length((*path, "custom_id"), custom_id, 100, 1)
        if custom_id in seen:
            form.refuse(
                (*path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated"
            )
        seen.add(custom_id)


def _check_one(form: Form, component: Json, path: Path) -> None:
    kind = component.get("type")
    if kind == ROW:
        _check_row(form, component, path)
    elif kind == BUTTON:
        _check_button(form, component, path)
    elif kind in SELECTS:
        _check_select(form, component, path)
    elif kind == TEXT_INPUT:
        _check_text_input(form, component, path)
    elif kind == TEXT_DISPLAY:
        form.text((*path, "content"), component.get("content"), 4000)


def _check_row(form: Form, row: Json, path: Path) -> None:
    inside = row.get("components") or []
    form.length((*path, "components"), inside, 5, 1)
    wide = [each for each in inside if each.get("type") != BUTTON]
    if wide and len(inside) > 1:
        form.refuse(
            (*path, "components"),
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
            "The specified component exceeds the maximum width",
        )


def _check_button(form: Form, button: Json, path: Path) -> None:
    if not form.choice((*path, "style"), button.get("style"), (1, 2, 3, 4, 5, 6)):
        return
    form.length((*path, "label"), button.get("label"), 80)
    _check_emoji(form, button.get("emoji"), (*path, "emoji"))
    if button["style"] == LINK:
        if form.require((*path, "url"), button.get("url")):
            form.url((*path, "url"), button["url"], ("http", "https", "discord"))
            form.length((*path, "url"), button["url"], 512)
        if button.get("custom_id"):
            _refuse_both(form, (*path, "custom_id"))
        return
    form.require((*path, "custom_id"), button.get("custom_id"))
    if button.get("url"):
        _refuse_both(form, (*path, "custom_id"))
    if not button.get("label") and not button.get("emoji"):
        form.refuse(path, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A button needs a label or an emoji")


def _refuse_both(form: Form, path: Path) -> None:
    form.refuse(path, "BUTTON_COMPONENT_CUSTOM_ID_AND_URL", "A custom id and url cannot both be specified")


def _check_emoji(form: Form, emoji: Json | None, path: Path) -> None:
    if emoji and not emoji.get("id") and not is_emoji(str(emoji.get("name"))):
        form.refuse((*path, "name"), "BUTTON_COMPONENT_INVALID_EMOJI", "Invalid emoji")


def _check_select(form: Form, select: Json, path: Path) -> None:
    form.require((*path, "custom_id"), select.get("custom_id"))
    form.length((*path, "placeholder"), select.get("placeholder"), 150)
    fewest, most = select.get("min_values", 1), select.get("max_values", 1)
    if not 0 <= fewest <= 25 or not 1 <= most <= 25 or fewest > most:
        form.refuse((*path, "min_values"), "NUMBER_TYPE_MAX", "min_values and max_values must be 0 to 25, in order")
    if select.get("type") == STRING_SELECT:
        _check_options(form, select.get("options") or [], (*path, "options"))


def _check_options(form: Form, options: list[Json], path: Path) -> None:
    form.length(path, options, 25, 1)
    seen: set[str] = set()
    for index, option in enumerate(options):
        form.text((*path, index, "label"), option.get("label"), 100)
        form.text((*path, index, "value"), option.get("value"), 100)
        form.length((*path, index, "description"), option.get("description"), 100)
        _check_emoji(form, option.get("emoji"), (*path, index, "emoji"))
        if option.get("value") in seen:
            form.refuse(
                (*path, index, "value"),
                "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                "The specified option value is already used",
            )
        seen.add(str(option.get("value")))


def _check_text_input(form: Form, entry: Json, path: Path) -> None:
    form.require((*path, "custom_id"), entry.get("custom_id"))
    form.choice((*path, "style"), entry.get("style"), (1, 2))
    form.length((*path, "label"), entry.get("label"), 45, 1)
    form.length((*path, "placeholder"), entry.get("placeholder"), 100)
    form.length((*path, "value"), entry.get("value"), 4000)
    low, high = entry.get("min_length") or 0, entry.get("max_length") or 4000
    if not 0 <= low <= 4000 or not 1 <= high <= 4000 or low > high:
        form.refuse((*path, "min_length"), "NUMBER_TYPE_MAX", "min_length and max_length must be 0 to 4000, in order")


def check_modal(form: Form, modal: Json) -> None:
    form.text(("title",), modal.get("title"), 45)
    form.text(("custom_id",), modal.get("custom_id"), 100)
    components = modal.get("components") or []
    form.length(("components",), components, 5, 1)
    everything = list(walk(components))
    _check_custom_ids(form, everything)
    for index, component in enumerate(components):
        form.choice(("components", index, "type"), component.get("type"), _MODAL_TOP)
    for path, component in everything:
        _check_one(form, component, path)
        if component.get("type") == LABEL:
            _check_label(form, component, path)


def _check_label(form: Form, label: Json, path: Path) -> None:
    form.text((*path, "label"), label.get("label"), 45)
    form.length((*path, "description"), label.get("description"), 100)
    form.choice((*path, "component", "type"), (label.get("component") or {}).get("type"), _IN_LABEL)
