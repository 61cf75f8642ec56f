"""What the bot asked of the REST interface, and what it got."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.sandbox.state import Json


@dataclass(kw_only=True)
class Request:
    method: str
    route: str
    """As in Discord's documentation: /channels/{channel_id}/messages."""
    path: str
    at: float
    """Seconds since 1970."""
    body: object = None
    status: int = 0
    answer: Json | None = None
    """What was wrong, for a request that was refused."""
    took: float = 0.0
    """Seconds."""

    @property
    def name(self) -> str:
        return f"{self.method} {self.route}"

    def __str__(self) -> str:
        code = f" {self.answer.get('code')} {self.answer.get('message')}" if self.answer else ""
        return f"{self.name} → {self.status}{code}"


def told(requests: list[Request]) -> str:
    """The last requests, a line each."""
    if not requests:
        return "the bot sent no request at all"
    return "the bot sent:\n" + "\n".join(f"  {each}" for each in requests[-10:])
