"""Sending what Discord may refuse: again without the part that it refuses, and what permission is missing."""

import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import discord
from discord import ui

from bot.languages import Language, phrase
from bot.replies.names import tame

_log = logging.getLogger(__name__)
T = TypeVar("T")
Path = tuple[str, ...]
INVALID, NO_HISTORY = 50035, 160002
"""A body with something wrong in it; a reply where earlier messages may not be read
(https://discord.com/developers/docs/topics/opcodes-and-status-codes#json)."""
_TRIES = 6
"""Messages with ever less in them; the last one holds the words alone."""
_CONTENT = 2000
_TRIMMINGS = ("url", "footer", "author", "image", "thumbnail", "timestamp", "color", "title")
"""The parts of an embed that an answer can do without."""
_TOLD = 300  # characters of the log


@dataclass(frozen=True)
class Parts:
    """What a message is made of."""

    embed: discord.Embed | None
    view: ui.View | None = None
    reference: discord.MessageReference | None = None
    content: str | None = None
    nonce: str | None = None


async def insist(send: Callable[[Parts], Awaitable[T]], parts: Parts) -> T:
    """Send it, without what Discord refuses. Raises HTTPException if it fails for another reason, or for its words."""
    for _ in range(_TRIES - 1):
        try:
            return await send(parts)
        except discord.HTTPException as error:
            lesser = without_refused(parts, error)
            if lesser is None:
                raise
            _log.warning("Discord refused a part of a message, which is sent without it: %s", _told(error))
            parts = lesser
    return await send(in_words(parts))


def _told(error: discord.HTTPException) -> str:
    return tame(" · ".join(error.text.split("\n")))[:_TOLD]


def without_refused(parts: Parts, error: discord.HTTPException) -> Parts | None:
    """What is left to send; None if there is nothing to leave out. If it is unclear what is wrong, the words alone."""
    if error.code == NO_HISTORY:
        return replace(parts, reference=None) if parts.reference else None
    if error.status != 400 or error.code != INVALID:
        return None
    lesser = parts
    for path in refused_places(vars(error).get("_errors")):
        lesser = _without(lesser, parts, path)
    if lesser != parts:
        return lesser
    if parts.embed or parts.view:
        return replace(in_words(parts), reference=parts.reference)
    return replace(parts, reference=None) if parts.reference else None


def refused_places(errors: object) -> list[Path]:
    """Where in a message something is wrong, from the tree in which Discord tells it."""
    places = (path[1:] if path[:1] == ("data",) else path for path in _leaves(errors, ()))
    return list(dict.fromkeys(places))


def _leaves(errors: object, path: Path) -> Iterator[Path]:
    if not isinstance(errors, dict):
        return
    if "_errors" in errors:
        yield path
    for key, inner in errors.items():
        yield from _leaves(inner, (*path, str(key)))


def in_words(parts: Parts) -> Parts:
    """Without buttons, links and frames."""
    embed = parts.embed
    words = "\n\n".join(filter(None, (embed.title, embed.description))) if embed else parts.content or ""
    fitting = words if len(words) <= _CONTENT else words[: _CONTENT - 1].rpartition("\n")[0] + "…"
    return Parts(embed=None, content=fitting)


def _without(lesser: Parts, sent: Parts, path: Path) -> Parts:
    """The places are those of the message that was sent; some of it may be left out already."""
    match path:
        case ("components", *place):
            return replace(lesser, view=_without_item(lesser.view, sent.view, place))
        case ("embeds", "0", "fields", number, *_) if sent.embed and number.isdecimal():
            return replace(lesser, embed=_without_field(lesser.embed, sent.embed, int(number)))
        case ("embeds", "0", key, *_) if key in _TRIMMINGS and lesser.embed:
            kept = {name: value for name, value in lesser.embed.to_dict().items() if name != key}
            return replace(lesser, embed=discord.Embed.from_dict(kept))
        case ("message_reference", *_):
            return replace(lesser, reference=None)
        case ("nonce", *_):
            return replace(lesser, nonce=None)
    return lesser


def _without_field(embed: discord.Embed | None, sent: discord.Embed, number: int) -> discord.Embed | None:
    if embed is None or number >= len(sent.fields):
        return embed
    kept = embed.to_dict()
    gone = sent.to_dict().get("fields", [])[number]
    kept["fields"] = [field for field in kept.get("fields", []) if field != gone]
    return discord.Embed.from_dict(kept)


def _without_item(view: ui.View | None, sent: ui.View | None, place: list[str]) -> ui.View | None:
    """The button or menu that is named; its row, if no more is said; all of them, if not even that."""
    if view is None or sent is None:
        return None
    gone = _named(sent.to_components(), place)
    kept = [item for item in view.children if item.to_component_dict() not in gone]
    if len(kept) == len(view.children):
        return view
    left = ui.View(timeout=view.timeout)
    for item in kept:
        left.add_item(item)
    return left if kept else None


def _named(rows: list[dict[str, Any]], place: list[str]) -> list[object]:
    """The components at a place such as 0, components, 1, url."""
    match place:
        case [row, "components", item, *_] if row.isdecimal() and item.isdecimal() and int(row) < len(rows):
            return list(rows[int(row)]["components"][int(item) : int(item) + 1])
        case [row, *_] if row.isdecimal() and int(row) < len(rows):
            return list(rows[int(row)]["components"])
    return [item for row in rows for item in row["components"]]


_NAMES = {
    "view_channel": phrase("View Channel"),
    "send_messages": phrase("Send Messages"),
    "send_messages_in_threads": phrase("Send Messages in Threads"),
    "embed_links": phrase("Embed Links"),
    "read_message_history": phrase("Read Message History"),
}


def missing_permissions(channel: object, say: Language, *, threads: bool = False) -> list[str]:
    """What an answer needs and the bot may not do there; `threads`: in the channel's threads, too.

    Nothing where there are no permissions.
    """
    if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return []
    in_threads = isinstance(channel, discord.Thread | discord.ForumChannel)
    speak = ["send_messages_in_threads"] if in_threads else ["send_messages"]
    also = ["send_messages_in_threads"] if threads and not in_threads else []
    have = channel.permissions_for(channel.guild.me)
    needed = ["view_channel", *speak, *also, "embed_links", "read_message_history"]
    return [say(_NAMES[name]) for name in needed if not getattr(have, name)]


def needed_names(say: Language) -> list[str]:
    """All that an answer needs."""
    return [say(name) for name in _NAMES.values()]
