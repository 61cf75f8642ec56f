"""Bodies of requests, to be changed where a test wants it."""

from typing import Any

Json = dict[str, Any]


def row(*components: Json) -> Json:
    return {"type": 1, "components": list(components)}


def button(number: int = 0, **more: Any) -> Json:
    return {"type": 2, "style": 1, "label": "Press", "custom_id": f"press {number}"} | more


def link(**more: Any) -> Json:
    return {"type": 2, "style": 5, "label": "Open", "url": "https://example.org"} | more


def menu(**more: Any) -> Json:
    return {"type": 3, "custom_id": "menu", "options": [{"label": "One", "value": "1"}]} | more


def options(count: int) -> list[Json]:
    return [{"label": str(index), "value": str(index)} for index in range(count)]


def with_embed(**embed: Any) -> Json:
    return {"embeds": [embed]}


def with_row(*components: Json) -> Json:
    return {"content": "x", "components": [row(*components)]}
