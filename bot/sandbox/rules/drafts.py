"""A message's body → a draft within Discord's limits, or a refusal.

Source of the limits: https://discord.com/developers/docs/resources/message#create-message
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.sandbox.rules.components import check_components
from bot.sandbox.rules.embeds import check_embeds, says_something
from bot.sandbox.rules.errors import EMPTY_MESSAGE, TOO_LARGE, ApiError, Form
from bot.sandbox.rules.mentions import check_allowed_mentions
from bot.sandbox.state.messages import COMPONENTS_V2, EPHEMERAL, SUPPRESS_EMBEDS, Draft
from bot.sandbox.state.people import Attachment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.sandbox.rules.objections import Objections
    from bot.sandbox.state.messages import Message
    from bot.sandbox.state.people import Json
    from bot.sandbox.state.places import Channel
    from bot.sandbox.world.world import World

FILE_LIMIT = 10 * 1024 * 1024
"""Bytes of one file without boosts."""
_FLAGS = SUPPRESS_EMBEDS | COMPONENTS_V2 | 1 << 12 | 1 << 13


class Upload(NamedTuple):
    """A file of a multipart body; `number` is the n of its part's name, files[n]."""

    number: int
    filename: str
    content_type: str
    content: bytes


def read_draft(channel: Channel, body: Json, files: Sequence[Upload] = (), *, may_be_ephemeral: bool = False) -> Draft:
    """A new message's body, checked. Raises ApiError 50035 or 50006."""
    flags = int(body.get("flags") or 0) & (_FLAGS | (EPHEMERAL if may_be_ephemeral else 0))
    _check(body, channel.world.objections, v2=bool(flags & COMPONENTS_V2))
    draft = Draft(
        content=(body.get("content") or "").strip(),
        components=body.get("components") or [],
        attachments=_new_attachments(channel, body, files),
        allowed_mentions=body.get("allowed_mentions"),
        flags=flags,
        nonce=body.get("nonce"),
        reply_to=_referenced(channel, body),
    )
    draft.embeds = [_stored(embed, draft.attachments) for embed in body.get("embeds") or []]
    _refuse_empty(draft)
    return draft


def apply_edit(message: Message, body: Json, files: Sequence[Upload] = ()) -> None:
    """Change of a message what the body names, after checking it. Raises ApiError 50035 or 50006."""
    flags = (message.flags | int(body.get("flags") or 0)) & (_FLAGS | message.flags)
    _check(body, message.channel.world.objections, v2=bool(flags & COMPONENTS_V2))
    attachments = message.attachments
    if files or body.get("attachments") is not None:
        attachments = _kept(message, body) + _new_attachments(message.channel, body, files)
    content = (body["content"] or "").strip() if "content" in body else message.content
    components = (body["components"] or []) if "components" in body else message.components
    embeds = (body["embeds"] or []) if "embeds" in body else message.embeds
    _refuse_empty(Draft(content=content, components=components, embeds=embeds, attachments=attachments, flags=flags))
    message.content, message.components, message.attachments = content, components, attachments
    message.embeds = [_stored(embed, attachments) for embed in embeds]
    message.flags = flags


def _check(body: Json, objections: Objections, *, v2: bool) -> None:
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


def _refuse_empty(draft: Draft) -> None:
    shown = draft.content or draft.attachments or any(map(says_something, draft.embeds))
    if not shown and not (draft.flags & COMPONENTS_V2 and draft.components):
        raise ApiError(EMPTY_MESSAGE)


def _referenced(channel: Channel, body: Json) -> Message | None:
    reference = body.get("message_reference")
    if not reference:
        return None
    found = channel.messages.get(str(reference.get("message_id")))
    if found is None and reference.get("fail_if_not_exists", True):
        form = Form()
        form.refuse(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
        form.finish()
    return found


def _new_attachments(channel: Channel, body: Json, files: Sequence[Upload]) -> list[Attachment]:
    described = {str(each.get("id")): each for each in body.get("attachments") or []}
    return [_attach(channel, file, described.get(str(file.number)) or {}) for file in files]


def _attach(channel: Channel, file: Upload, described: Json) -> Attachment:
    if len(file.content) > FILE_LIMIT:
        raise ApiError(TOO_LARGE)
    filename = str(described.get("filename") or file.filename)
    return store_attachment(channel, filename, file.content, file.content_type, described.get("description"))


def store_attachment(
    channel: Channel, filename: str, content: bytes, content_type: str, description: str | None = None
) -> Attachment:
    world: World = channel.world
    file_id = world.ids.next()
    url = f"{world.files_url}/attachments/{channel.id}/{file_id}/{filename}"
    stored = Attachment(
        id=file_id, filename=filename, content=content, url=url, content_type=content_type, description=description
    )
    world.attachments[file_id] = stored
    return stored


def _kept(message: Message, body: Json) -> list[Attachment]:
    if body.get("attachments") is None:
        return message.attachments
    named = {str(each.get("id")) for each in body["attachments"]}
    return [each for each in message.attachments if each.id in named]


def _stored(embed: Json, attachments: list[Attachment]) -> Json:
    """As Discord gives it back: without nulls, with a type, and with attachment:// made an address."""
    stored = {"type": "rich"} | {key: value for key, value in embed.items() if value is not None}
    if "fields" in stored:
        stored["fields"] = [{"inline": False} | field for field in stored["fields"]]
    urls = {f"attachment://{each.filename}": each.url for each in attachments}
    for key in ("image", "thumbnail"):
        if key in stored:
            stored[key] = stored[key] | {"url": urls.get(stored[key].get("url"), stored[key].get("url"))}
    return stored
