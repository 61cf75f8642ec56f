"""The limits of buttons and of what holds them.

Source: https://discord.com/developers/docs/components/reference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.rules.fields import check_emoji, check_select, check_text_input
from bot.sandbox.state.components import (
    BUTTON,
    CONTAINER,
    LABEL,
    LINK,
    ROW,
    SECTION,
    SELECTS,
    TEXT_DISPLAY,
    TEXT_INPUT,
    walk,
)

if TYPE_CHECKING:
    from bot.sandbox.rules.errors import Form
    from bot.sandbox.state import Json
    from bot.sandbox.state.components import Path

_LEGACY_TOP = (ROW,)
_V2_TOP = (ROW, SECTION, TEXT_DISPLAY, 12, 13, 14, CONTAINER)
_MODAL_TOP = (ROW, TEXT_DISPLAY, LABEL)
_IN_LABEL = (*SELECTS, TEXT_INPUT, 19, 21, 22, 23)
_PREMIUM = 6


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
    _check_ids(form, everything)
    for path, component in everything:
        _check_one(form, component, path, (BUTTON, *SELECTS))


def check_modal(form: Form, modal: Json) -> None:
    """A form to fill in."""
    form.text(("title",), modal.get("title"), 45)
    form.text(("custom_id",), modal.get("custom_id"), 100)
    components = modal.get("components") or []
    form.length(("components",), components, 5, 1)
    everything = list(walk(components))
    _check_ids(form, everything)
    for index, component in enumerate(components):
        form.choice(("components", index, "type"), component.get("type"), _MODAL_TOP)
    for path, component in everything:
        _check_one(form, component, path, (TEXT_INPUT,))
        if component.get("type") == LABEL:
            _check_label(form, component, path)
        if component.get("disabled"):
            text = "Components cannot be disabled in modals"
            form.refuse((*path, "disabled"), "COMPONENT_MODAL_DISABLED", text)


def _check_shown_text(form: Form, everything: list[tuple[Path, Json]]) -> None:
    shown = sum(len(each.get("content") or "") for _, each in everything if each.get("type") == TEXT_DISPLAY)
    if shown > 4000:
        form.refuse(("components",), "COMPONENT_MAX_TOTAL_TEXT_SIZE_EXCEEDED", "Total text must be 4000 or fewer.")


def _check_ids(form: Form, everything: list[tuple[Path, Json]]) -> None:
    """Both kinds: the one that the bot gives to know a button by, and the number of the component; 0 is none."""
    seen: set[tuple[str, str | int]] = set()
    for path, component in everything:
        if component.get("custom_id") is not None:
            form.length((*path, "custom_id"), component["custom_id"], 100, 1)
        for key, name in (("custom_id", "custom id"), ("id", "id")):
            value = component.get(key)
            if value and (key, value) in seen:
                code = f"COMPONENT_{key.upper()}_DUPLICATED"
                form.refuse((*path, key), code, f"Component {name} cannot be duplicated")
            seen.add((key, value or 0))


def _check_one(form: Form, component: Json, path: Path, in_row: tuple[int, ...]) -> None:
    kind = component.get("type")
    if kind == ROW:
        _check_row(form, component, path, in_row)
    elif kind == BUTTON:
        _check_button(form, component, path)
    elif kind in SELECTS:
        check_select(form, component, path)
    elif kind == TEXT_INPUT:
        check_text_input(form, component, path)
    elif kind == TEXT_DISPLAY:
        form.text((*path, "content"), component.get("content"), 4000)


def _check_row(form: Form, row: Json, path: Path, in_row: tuple[int, ...]) -> None:
    inside = row.get("components") or []
    form.length((*path, "components"), inside, 5, 1)
    for index, each in enumerate(inside):
        form.choice((*path, "components", index, "type"), each.get("type"), in_row)
        if each.get("type") == TEXT_INPUT:
            form.require((*path, "components", index, "label"), each.get("label"))
    wide = [each for each in inside if each.get("type") != BUTTON]
    if wide and len(inside) > 1:
        form.refuse(
            (*path, "components"),
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
            "The specified component exceeds the maximum width",
        )


def _check_button(form: Form, button: Json, path: Path) -> None:
    if not form.choice((*path, "style"), button.get("style"), (1, 2, 3, 4, LINK, _PREMIUM)):
        return
    if form.string((*path, "label"), button.get("label")):
        form.length((*path, "label"), button.get("label"), 80)
    check_emoji(form, button.get("emoji"), (*path, "emoji"))
    if button["style"] == _PREMIUM:
        _check_premium(form, button, path)
        return
    if button["style"] == LINK:
        _check_link(form, button, path)
    else:
        form.require((*path, "custom_id"), button.get("custom_id"))
        if button.get("url"):
            _refuse_both(form, (*path, "custom_id"))
    if not str(button.get("label") or "").strip() and not button.get("emoji"):
        form.refuse(path, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A button needs a label or an emoji")


def _check_link(form: Form, button: Json, path: Path) -> None:
    if form.require((*path, "url"), button.get("url")):
        form.url((*path, "url"), button["url"], ("http", "https", "discord"), high=512)
    if button.get("custom_id"):
        _refuse_both(form, (*path, "custom_id"))


def _check_premium(form: Form, button: Json, path: Path) -> None:
    form.require((*path, "sku_id"), button.get("sku_id"))
    for key in ("custom_id", "label", "url", "emoji"):
        if button.get(key):
            form.refuse((*path, key), "BUTTON_COMPONENT_PREMIUM", f"A premium button cannot have a {key}")


def _refuse_both(form: Form, path: Path) -> None:
    form.refuse(path, "BUTTON_COMPONENT_CUSTOM_ID_AND_URL", "A custom id and url cannot both be specified")


def _check_label(form: Form, label: Json, path: Path) -> None:
    """What stands above a field names it: so the field has no label of its own."""
    form.text((*path, "label"), label.get("label"), 45)
    form.length((*path, "description"), label.get("description"), 100, 1)
    component = label.get("component") or {}
    form.choice((*path, "component", "type"), component.get("type"), _IN_LABEL)
    if component.get("type") == TEXT_INPUT and component.get("label"):
        text = "A text input in a label cannot have a label"
        form.refuse((*path, "component", "label"), "TEXT_INPUT_LABEL_IN_LABEL", text)
