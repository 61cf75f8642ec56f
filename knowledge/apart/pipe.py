"""Bytes through a pipe: eight bytes that say how many, then those."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import IO

_SIZE = 8


def send(pipe: IO[bytes], message: bytes) -> None:
    """Raises OSError when nobody listens."""
    pipe.write(len(message).to_bytes(_SIZE, "big"))
    pipe.write(message)
    pipe.flush()


def receive(pipe: IO[bytes], most: int) -> bytes | None:
    """The next message; None when the other side is gone, or sends more than `most` bytes."""
    header = pipe.read(_SIZE)
    length = int.from_bytes(header, "big")
    if len(header) < _SIZE or length > most:
        return None
    message = pipe.read(length)
    return message if len(message) == length else None


def joined(messages: Iterable[bytes]) -> bytes:
    """Several as one."""
    pipe = BytesIO()
    for message in messages:
        send(pipe, message)
    return pipe.getvalue()


def split(message: bytes) -> Iterator[bytes]:
    """What `joined` made one; ends early where that was cut short."""
    pipe = BytesIO(message)
    while (part := receive(pipe, len(message))) is not None:
        yield part
