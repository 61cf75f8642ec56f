"""What a route gets to work with, and how a request becomes it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from aiohttp import BodyPartReader, web

from bot.sandbox.rules.drafts import Upload
from bot.sandbox.rules.errors import INVALID_JSON, ApiError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.sandbox.state.places import Channel, GuildRecord, Message
    from bot.sandbox.world.world import World


@dataclass(kw_only=True)
class Call:
    """A request of the bot, read."""

    world: World
    params: Mapping[str, str]
    query: Mapping[str, str]
    body: Any = None
    files: list[Upload] = field(default_factory=list)

    @property
    def guild(self) -> GuildRecord:
        return self.world.guild(self.params["guild_id"])

    @property
    def channel(self) -> Channel:
        return self.world.channel(self.params["channel_id"])

    @property
    def message(self) -> Message:
        return self.world.message(self.channel, self.params["message_id"])


class Route(NamedTuple):
    """A method and path of Discord's, what serves it, and the status of its success. No answer = 204."""

    method: str
    path: str
    serve: Callable[[Call], object]
    status: int = 200
    needs_token: bool = True

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"


async def read_body(request: web.Request) -> tuple[object, list[Upload]]:
    """The JSON of a request, and the files that came with it. Raises ApiError 50109."""
    if request.content_type == "multipart/form-data":
        return await _read_parts(request)
    raw = await request.read()
    return (_parse(raw) if raw else {}), []


async def _read_parts(request: web.Request) -> tuple[object, list[Upload]]:
    body: object = {}
    files: list[Upload] = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        content = bytes(await part.read(decode=True))
        if part.name == "payload_json":
            body = _parse(content)
        else:
            files.append(_upload(part, content, len(files)))
    return body, files


def _upload(part: BodyPartReader, content: bytes, position: int) -> Upload:
    number = (part.name or "").removeprefix("files[").removesuffix("]")
    content_type = part.headers.get("Content-Type", "application/octet-stream")
    return Upload(int(number) if number.isdigit() else position, part.filename or "file", content_type, content)


def _parse(raw: bytes) -> object:
    try:
        return json.loads(raw)
    except ValueError:
        raise ApiError(INVALID_JSON) from None
