"""Bytes through a pipe: eight bytes that say how many, then those."""

from typing import IO


def send(pipe: IO[bytes], message: bytes) -> None:
    """Raises OSError when nobody listens."""
    pipe.write(len(message).to_bytes(8, "big"))
    pipe.write(message)
    pipe.flush()


def receive(pipe: IO[bytes], most: int) -> bytes | None:
    """The next message; None when the other side is gone, or sends more than `most` bytes."""
    header = pipe.read(8)
    length = int.from_bytes(header, "big")
    if len(header) < 8 or length > most:
        return None
    message = pipe.read(length)
    return message if len(message) == length else None
