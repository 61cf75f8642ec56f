"""The limits of embeds. Source: https://discord.com/developers/docs/resources/message#embed-object-embed-limits"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.sandbox.rules.errors import Form
    from bot.sandbox.state import Json
    from bot.sandbox.state.components import Path

TOTAL = 6000
_PICTURES = ("http", "https", "attachment")
_SAID = ("title", "description", "fields", "image", "thumbnail", "author", "footer", "video")


def check_embeds(form: Form, embeds: list[Json], path: Path = ("embeds",)) -> None:
    form.length(path, embeds, 10)
    for index, embed in enumerate(embeds):
        _check_embed(form, embed, (*path, index))
    if sum(map(embed_length, embeds)) > TOTAL:
        form.refuse(path, "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {TOTAL}")


def _check_embed(form: Form, embed: Json, path: Path) -> None:
    for key, high in (("title", 256), ("description", 4096)):
        if form.string((*path, key), embed.get(key)):
            form.length((*path, key), embed.get(key), high)
    form.url((*path, "url"), embed.get("url"))
    form.number((*path, "color"), embed.get("color"), 0, 0xFFFFFF)
    _check_time(form, embed.get("timestamp"), (*path, "timestamp"))
    _check_parts(form, embed, path)
    fields = embed.get("fields") or []
    form.length((*path, "fields"), fields, 25)
    for index, field in enumerate(fields):
        form.text((*path, "fields", index, "name"), field.get("name"), 256)
        form.text((*path, "fields", index, "value"), field.get("value"), 1024)


def _check_time(form: Form, time: Any, path: Path) -> None:
    if time is None or not form.string(path, time):
        return
    try:
        datetime.fromisoformat(time)
    except ValueError:
        form.refuse(path, "DATE_TIME_TYPE_PARSE", f"Could not parse {time}. Should be ISO8601.")


def _check_parts(form: Form, embed: Json, path: Path) -> None:
    if footer := embed.get("footer"):
        form.text((*path, "footer", "text"), footer.get("text"), 2048)
        form.url((*path, "footer", "icon_url"), footer.get("icon_url"), _PICTURES)
    if author := embed.get("author"):
        form.text((*path, "author", "name"), author.get("name"), 256)
        form.url((*path, "author", "url"), author.get("url"))
        form.url((*path, "author", "icon_url"), author.get("icon_url"), _PICTURES)
    for key in ("image", "thumbnail"):
        if (picture := embed.get(key)) and form.require((*path, key, "url"), picture.get("url")):
            form.url((*path, key, "url"), picture["url"], _PICTURES)


def embed_length(embed: Json) -> int:
    """The characters that count towards the 6,000 of all embeds together."""
    fields = embed.get("fields") or []
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    texts += [text for field in fields for text in (field.get("name"), field.get("value"))]
    return sum(len(text) for text in texts if isinstance(text, str))


def says_something(embed: Json) -> bool:
    return any(embed.get(key) for key in _SAID)
