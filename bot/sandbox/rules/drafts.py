"""What a message may be, who may post it, and refusing on purpose what nothing is wrong with.

Source of the limits: https://discord.com/developers/docs/resources/message#create-message
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from bot.sandbox.rules.components import check_components
from bot.sandbox.rules.embeds import check_embeds, says_something
from bot.sandbox.rules.errors import (
    CANNOT_WRITE_TO_USER,
    EMPTY_MESSAGE,
    NOT_A_TEXT_CHANNEL,
    REPLY_NEEDS_HISTORY,
    THREAD_LOCKED,
    TOO_LARGE,
    ApiError,
    Form,
)
from bot.sandbox.rules.mentions import check_allowed_mentions
from bot.sandbox.rules.permissions import permissions_in, require
from bot.sandbox.state.numbers import COMPONENTS_V2, SUPPRESS_EMBEDS
from bot.sandbox.state.permissions import Permission
from bot.sandbox.state.places import DirectChannel, Thread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.sandbox.state import Json
    from bot.sandbox.state.components import Path
    from bot.sandbox.state.people import Attachment, User
    from bot.sandbox.state.places import Channel, GuildRecord, Message

FLAGS = SUPPRESS_EMBEDS | COMPONENTS_V2 | 1 << 12 | 1 << 13
"""Those that whoever writes a message may set."""
_FILE_LIMIT = 10 * 1024 * 1024
"""Bytes of one file without boosts."""


class Upload(NamedTuple):
    """A file of a multipart body; `number` is the n of its part's name, files[n]."""

    number: int
    filename: str
    content_type: str
    content: bytes


@dataclass(kw_only=True)
class Draft:
    """What is to become a message, already within the limits."""

    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    allowed_mentions: Json | None = None
    reply_to: Message | None = None
    flags: int = 0
    nonce: str | int | None = None


def check_message(body: Json, objections: Objections, *, v2: bool) -> None:
    """Raises ApiError 50035."""
    form = Form()
    if form.string(("content",), body.get("content")):
        form.length(("content",), body.get("content"), 2000)
    check_embeds(form, body.get("embeds") or [])
    check_components(form, body.get("components") or [], v2=v2)
    check_allowed_mentions(form, body.get("allowed_mentions"))
    _check_attachments(form, body.get("attachments") or [])
    _check_nonce(form, body.get("nonce"))
    if v2 and (body.get("content") or body.get("embeds")):
        text = "The 'content' and 'embeds' fields cannot be used when using MessageFlags.IS_COMPONENTS_V2"
        form.refuse(("content",), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", text)
    objections.check(form, body)
    form.finish()


def _check_attachments(form: Form, attachments: list[Json]) -> None:
    form.length(("attachments",), attachments, 10)
    for index, each in enumerate(attachments):
        form.length(("attachments", index, "filename"), each.get("filename"), 1024, 1)
        form.length(("attachments", index, "description"), each.get("description"), 1024)


def _check_nonce(form: Form, nonce: object) -> None:
    """A text of at most 25 characters, or a number of 64 bits."""
    if isinstance(nonce, int):
        form.number(("nonce",), nonce, -(2**63), 2**63 - 1)
    else:
        form.length(("nonce",), str(nonce or ""), 25)


def refuse_empty(draft: Draft) -> None:
    """Raises ApiError 50006."""
    shown = draft.content or draft.attachments or any(map(says_something, draft.embeds))
    if not shown and not (draft.flags & COMPONENTS_V2 and draft.components):
        raise ApiError(EMPTY_MESSAGE)


def refuse_large(file: Upload) -> None:
    """Raises ApiError 40005."""
    if len(file.content) > _FILE_LIMIT:
        raise ApiError(TOO_LARGE)


def referenced(channel: Channel, body: Json) -> Message | None:
    """The message that is replied to. Raises ApiError 50035 if there is none, unless that may be."""
    reference = body.get("message_reference")
    if not reference:
        return None
    found = channel.messages.get(str(reference.get("message_id")))
    if found is None and reference.get("fail_if_not_exists", True):
        form = Form()
        form.refuse(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
        form.finish()
    return found


def kept(message: Message, body: Json) -> list[Attachment]:
    """The attachments that an edit leaves."""
    if body.get("attachments") is None:
        return message.attachments
    named = {str(each.get("id")) for each in body["attachments"]}
    return [each for each in message.attachments if each.id in named]


def stored_embed(embed: Json, attachments: list[Attachment]) -> Json:
    """As Discord gives it back: without nulls, with a type, and with attachment:// made an address."""
    stored = {"type": "rich"} | {key: value for key, value in embed.items() if value is not None}
    if "fields" in stored:
        stored["fields"] = [{"inline": False} | field for field in stored["fields"]]
    urls = {f"attachment://{each.filename}": each.url for each in attachments}
    for key in ("image", "thumbnail"):
        if key in stored:
            stored[key] = stored[key] | {"url": urls.get(stored[key].get("url"), stored[key].get("url"))}
    return stored


def require_posting(channel: Channel, user: User, draft: Draft, guilds: Iterable[GuildRecord]) -> None:
    """Refuse a message that somebody may not post here; `guilds` are all that there are."""
    if not channel.takes_messages:
        raise ApiError(NOT_A_TEXT_CHANNEL)
    if isinstance(channel, DirectChannel) and user is not channel.recipient and not _reaches(channel, guilds):
        raise ApiError(CANNOT_WRITE_TO_USER)
    needed = [Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES]
    needed += [Permission.EMBED_LINKS] * bool(draft.embeds) + [Permission.ATTACH_FILES] * bool(draft.attachments)
    require(channel, user, *needed)
    granted = permissions_in(channel, user)
    if draft.reply_to is not None and Permission.READ_MESSAGE_HISTORY not in granted:
        raise ApiError(REPLY_NEEDS_HISTORY)
    if isinstance(channel, Thread) and channel.locked and Permission.MANAGE_THREADS not in granted:
        raise ApiError(THREAD_LOCKED)


def _reaches(channel: DirectChannel, guilds: Iterable[GuildRecord]) -> bool:
    """Whether the bot may write to somebody: they share a guild, and it was not forbidden."""
    person, bot = channel.recipient, channel.bot
    shared = any({person.id, bot.id} <= guild.members.keys() for guild in guilds)
    return shared and person.takes_direct_messages


@dataclass
class _Objection:
    place: str
    times: int


class Objections:
    """Discord's rules change, and are not all written down; this stands for those that nobody knew of."""

    def __init__(self) -> None:
        self._raised: list[_Objection] = []

    def refuse(self, place: str, times: int = 1) -> None:
        """Refuse what the next `times` messages have at a place such as "components.*.url", with error 50035."""
        self._raised.append(_Objection(place, times))

    def check(self, form: Form, body: object) -> None:
        """Refuse every part that there is an objection to; an objection that met nothing stays."""
        for objection in list(self._raised):
            met = [path for path in _paths(body) if fnmatchcase(".".join(map(str, path)), objection.place)]
            for path in met:
                form.refuse(path, "REFUSED", "This is refused on purpose.")
            objection.times -= bool(met)
            if not objection.times:
                self._raised.remove(objection)


def _paths(part: object, path: Path = ()) -> Iterator[Path]:
    """Where something stands, in whatever depth."""
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, each in inner:
        if each is not None:
            yield (*path, key)
            yield from _paths(each, (*path, key))
