"""What the gateway knows of a client, from identify on and across reconnects."""

from __future__ import annotations

import json
from collections import deque
from typing import TYPE_CHECKING

from bot.sandbox.state.intents import Intent, needed_for

if TYPE_CHECKING:
    from bot.sandbox.connection import Connection
    from bot.sandbox.guilds import Guild
    from bot.sandbox.state.people import Json

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

    def covers(self, guild: Guild | None) -> bool:
        """Whether this shard is the guild's. Direct messages belong to shard 0."""
        index, total = self.shard
        return (int(guild.id) >> 22) % total == index if guild else index == 0

    def wants(self, event: str, guild: Guild | None, data: Json) -> bool:
        if not self.covers(guild):
            return False
        if event == "GUILD_MEMBER_UPDATE" and guild and data["user"]["id"] == guild.world.bot.id:
            return True
        needed = needed_for(event, in_guild=guild is not None)
        return needed in self.intents

    def dispatch(self, event: str, data: Json, lean: Json | None = None) -> None:
        """Send an event now, and keep it for a resume. `lean` goes out without the message content intent."""
        shown = data if lean is None or Intent.MESSAGE_CONTENT in self.intents else lean
        self.sequence += 1
        frame = json.dumps({"op": 0, "d": shown, "s": self.sequence, "t": event})
        self._sent.append((self.sequence, frame))
        if self.connection is not None:
            self.connection.send(frame)

    def missed_since(self, sequence: int) -> list[str] | None:
        """The frames after `sequence`, or None if they are not all there or the number is from the future."""
        if sequence > self.sequence or (self._sent and self._sent[0][0] > sequence + 1):
            return None
        return [frame for number, frame in self._sent if number > sequence]
