"""A modal filled in → what is submitted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.state.components import LABEL, ROW, TEXT_INPUT
from bot.sandbox.state.waiting import NotOffered

if TYPE_CHECKING:
    from bot.sandbox.resolved import Resolved
    from bot.sandbox.state.people import Json

_ENTITY_SELECTS = (5, 6, 7, 8)
_UPLOAD, _RADIO, _CHECKBOX = 19, 21, 23
_ONE_VALUE = (TEXT_INPUT, _RADIO, _CHECKBOX)


def submission(modal: Json, answers: dict[str, Any], resolved: Resolved) -> Json:
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


def _submitted(component: Json, left: dict[str, Any], resolved: Resolved) -> Json | None:
    if component["type"] == LABEL:
        inner = _entry(component["component"], component["label"], left, resolved)
        return {"type": LABEL, "id": component["id"], "component": inner}
    if component["type"] == ROW:
        entries = [_entry(each, each.get("label", ""), left, resolved) for each in component["components"]]
        return {"type": ROW, "id": component["id"], "components": entries}
    return {"type": component["type"], "id": component["id"]}


def _entry(component: Json, label: str, left: dict[str, Any], resolved: Resolved) -> Json:
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


def _typed(component: Json, label: str, answer: Any) -> Any:
    if component["type"] != TEXT_INPUT:
        return answer
    text = str(answer or "")
    low, high = component.get("min_length") or 0, component.get("max_length") or 4000
    if text and not low <= len(text) <= high:
        raise NotOffered(f"{label} must be {low} to {high} characters long, not {len(text)}")
    return text


def _picked(component: Json, answer: Any, resolved: Resolved) -> str:
    if component["type"] in (*_ENTITY_SELECTS, _UPLOAD):
        return resolved.id_of(answer)
    return pick_option(component, answer)


def pick_option(component: Json, answer: Any) -> str:
    """The value of an option, by its value or label. Raises NotOffered if there is none."""
    for option in component.get("options") or []:
        if answer in (option["value"], option["label"]):
            return str(option["value"])
    offered = ", ".join(option["label"] for option in component.get("options") or [])
    raise NotOffered(f"there is no {answer!r} to pick, only: {offered}")
