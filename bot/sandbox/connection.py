"""One WebSocket: frames out in order, compressed as the client asked."""

from __future__ import annotations

import asyncio
import importlib
import json
import time
import zlib
from collections import deque
from typing import TYPE_CHECKING, Any

from bot.sandbox.wire.protocol import TOO_FAST, Close

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp import web

    from bot.sandbox.state.people import Json


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
