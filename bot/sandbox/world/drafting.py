"""A message's body → a draft, or a change of a message, with its files stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.rules.drafts import (
    FLAGS,
    Draft,
    check_message,
    kept,
    referenced,
    refuse_empty,
    refuse_large,
    stored_embed,
)
from bot.sandbox.state.numbers import COMPONENTS_V2, EPHEMERAL
from bot.sandbox.state.people import Attachment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.sandbox.rules.drafts import Upload
    from bot.sandbox.state import Json
    from bot.sandbox.state.places import Channel, Message
    from bot.sandbox.world.world import World


def read_draft(
    world: World, channel: Channel, body: Json, files: Sequence[Upload] = (), *, may_be_ephemeral: bool = False
) -> Draft:
    """A new message's body, checked. Raises ApiError 50035 or 50006."""
    flags = int(body.get("flags") or 0) & (FLAGS | (EPHEMERAL if may_be_ephemeral else 0))
    check_message(body, world.objections, v2=bool(flags & COMPONENTS_V2))
    draft = Draft(
        content=(body.get("content") or "").strip(),
        components=body.get("components") or [],
        attachments=_new_attachments(world, channel, body, files),
        allowed_mentions=body.get("allowed_mentions"),
        flags=flags,
        nonce=body.get("nonce"),
        reply_to=referenced(channel, body),
    )
    draft.embeds = [stored_embed(embed, draft.attachments) for embed in body.get("embeds") or []]
    refuse_empty(draft)
    return draft


def apply_edit(world: World, message: Message, body: Json, files: Sequence[Upload] = ()) -> None:
    """Change of a message what the body names, after checking it. Raises ApiError 50035 or 50006."""
    flags = (message.flags | int(body.get("flags") or 0)) & (FLAGS | message.flags)
    check_message(body, world.objections, v2=bool(flags & COMPONENTS_V2))
    attachments = message.attachments
    if files or body.get("attachments") is not None:
        attachments = kept(message, body) + _new_attachments(world, message.channel, body, files)
    content = (body["content"] or "").strip() if "content" in body else message.content
    components = (body["components"] or []) if "components" in body else message.components
    embeds = (body["embeds"] or []) if "embeds" in body else message.embeds
    refuse_empty(Draft(content=content, components=components, embeds=embeds, attachments=attachments, flags=flags))
    message.content, message.components, message.attachments = content, components, attachments
    message.embeds = [stored_embed(embed, attachments) for embed in embeds]
    message.flags = flags


def _new_attachments(world: World, channel: Channel, body: Json, files: Sequence[Upload]) -> list[Attachment]:
    described = {str(each.get("id")): each for each in body.get("attachments") or []}
    return [_attach(world, channel, file, described.get(str(file.number)) or {}) for file in files]


def _attach(world: World, channel: Channel, file: Upload, described: Json) -> Attachment:
    refuse_large(file)
    filename = str(described.get("filename") or file.filename)
    described_as = described.get("description")
    return store_attachment(
        world, channel, filename, file.content, content_type=file.content_type, description=described_as
    )


def store_attachment(  # noqa: PLR0913 - as many as a file has sides
    world: World, channel: Channel, filename: str, content: bytes, *, content_type: str, description: str | None = None
) -> Attachment:
    file_id = world.ids.next()
    url = f"{world.files_url}/attachments/{channel.id}/{file_id}/{filename}"
    stored = Attachment(
        id=file_id, filename=filename, content=content, url=url, content_type=content_type, description=description
    )
    world.attachments[file_id] = stored
    return stored
