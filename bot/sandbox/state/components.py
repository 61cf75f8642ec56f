"""Buttons, menus, fields of modals and embeds: what is in them, and what Discord makes of them.

Source: https://discord.com/developers/docs/components/reference
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.sandbox.state import Json

Path = tuple[str | int, ...]

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


def _without_nulls(part: object) -> Any:
    if isinstance(part, dict):
        return {key: _without_nulls(value) for key, value in part.items() if value is not None}
    return [_without_nulls(each) for each in part] if isinstance(part, list) else part


def embed_text(embed: Json) -> str:
    """All that a person can read of an embed, a line each."""
    fields = (text for item in embed.get("fields") or [] for text in (item["name"], item["value"]))
    parts = (
        (embed.get("author") or {}).get("name"),
        embed.get("title"),
        embed.get("description"),
        *fields,
        (embed.get("footer") or {}).get("text"),
    )
    return "\n".join(part for part in parts if part)
