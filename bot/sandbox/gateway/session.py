"""One WebSocket, and what is known of its client across reconnects."""

from __future__ import annotations

import asyncio
import importlib
import json
import time
import zlib
from collections import deque
from typing import TYPE_CHECKING, Any

from bot.sandbox.state.intents import Intent
from bot.sandbox.wire.protocol import TOO_FAST, Close, needed_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp import web

    from bot.sandbox.state import Json
    from bot.sandbox.state.places import GuildRecord
    from bot.sandbox.wire.events import Event

_MOST_FRAMES = 120


def compressor(kind: str | None) -> Callable[[bytes], bytes] | None:
    """What turns a frame into bytes that end where it ends: `zlib-stream`, `zstd-stream`, or None for plain text.

    Raises ValueError for a kind that Discord does not have.
    """
    if kind is None:
        return None
    if kind == "zlib-stream":
        zipper = zlib.compressobj()
        return lambda raw: zipper.compress(raw) + zipper.flush(zlib.Z_SYNC_FLUSH)
    if kind == "zstd-stream":
        return _zstd()
    raise ValueError(f"unknown compression {kind!r}")


def _zstd() -> Callable[[bytes], bytes]:
    """discord.py asks for it where Python has it, from 3.14 on."""
    module: Any = importlib.import_module("compression.zstd")
    zipper = module.ZstdCompressor()
    return lambda raw: bytes(zipper.compress(raw, zipper.FLUSH_BLOCK))


class Connection:
    """Sending never waits: frames queue up and a task of its own writes them."""

    def __init__(self, socket: web.WebSocketResponse, transport: asyncio.Transport, compression: str | None) -> None:
        self._socket = socket
        self._transport = transport
        self._compress = compressor(compression)
        self._queue: asyncio.Queue[str | int] = asyncio.Queue()
        self._received: deque[float] = deque(maxlen=_MOST_FRAMES + 1)
        self.ending = False
        """Whether this side has said goodbye."""
        self.writer = asyncio.create_task(self._write())

    def send(self, frame: str) -> None:
        self._queue.put_nowait(frame)

    def send_op(self, op: int, data: Json | bool | None) -> None:
        self.send(json.dumps({"op": op, "d": data, "s": None, "t": None}))

    def count_frame(self) -> None:
        """Close on a client that sends more than 120 frames in a minute."""
        now = time.monotonic()
        self._received.append(now)
        if len(self._received) > _MOST_FRAMES and now - self._received[0] < 60:
            raise Close(TOO_FAST)

    def close(self, code: int) -> None:
        """Say goodbye after all that was sent before."""
        self.ending = True
        self._queue.put_nowait(code)

    def cut(self) -> None:
        """End the TCP connection without a word, as a failing network does."""
        self._transport.abort()

    async def _write(self) -> None:
        while isinstance(item := await self._queue.get(), str):
            try:
                await self._write_frame(item)
            except ConnectionError:
                return
        await self._socket.close(code=item)

    async def _write_frame(self, frame: str) -> None:
        if self._compress is None:
            await self._socket.send_str(frame)
        else:
            await self._socket.send_bytes(self._compress(frame.encode()))


_KEPT = 10_000
"""Events kept for a resume; more than that lost, and the session cannot be resumed."""


class Session:
    def __init__(self, session_id: str, intents: Intent, shard: tuple[int, int]) -> None:
        self.id = session_id
        self.intents = intents
        self.shard = shard
        self.sequence = 0
        self.connection: Connection | None = None
        self._sent: deque[tuple[int, str]] = deque(maxlen=_KEPT)

    def covers(self, guild: GuildRecord | None) -> bool:
        """Whether this shard is the guild's. Direct messages belong to shard 0."""
        index, total = self.shard
        return (int(guild.id) >> 22) % total == index if guild else index == 0

    def wants(self, event: Event, guild: GuildRecord | None) -> bool:
        if not self.covers(guild):
            return False
        if event.name == "GUILD_MEMBER_UPDATE" and guild and event.data["user"]["id"] == guild.bot.id:
            return True
        needed = needed_for(event.name, in_guild=guild is not None)
        return needed in self.intents

    def dispatch(self, event: Event) -> None:
        """Send an event now, and keep it for a resume."""
        shown = event.data if event.lean is None or Intent.MESSAGE_CONTENT in self.intents else event.lean
        self.sequence += 1
        frame = json.dumps({"op": 0, "d": shown, "s": self.sequence, "t": event.name})
        self._sent.append((self.sequence, frame))
        if self.connection is not None:
            self.connection.send(frame)

    def missed_since(self, sequence: int) -> list[str] | None:
        """The frames after `sequence`, or None if they are not all there or the number is from the future."""
        if sequence > self.sequence or (self._sent and self._sent[0][0] > sequence + 1):
            return None
        return [frame for number, frame in self._sent if number > sequence]
