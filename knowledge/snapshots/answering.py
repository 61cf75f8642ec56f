"""A guild's question → what is quoted from what it sees now."""

import asyncio
from collections.abc import Callable, Collection, Sequence

from knowledge.base import KnowledgeBase
from knowledge.models import Asked
from knowledge.snapshots.holding import Holding
from knowledge.snapshots.snapshots import Shelf
from knowledge.team_first import ask_team_first, team_answers

Names = Callable[[int], Collection[str]]
"""What those in a guild call what everything is about."""


class GuildAnswering:
    """Of all guilds."""

    def __init__(self, holding: Holding) -> None:
        self._holding = holding
        self._teams: dict[int, list[str]] = {}
        self.names: Names = _unnamed
        """Words that questions may hold and documents need not."""

    async def base(self, guild_id: int) -> KnowledgeBase:
        """As `Library.base`, and it knows the names that are used there."""
        return (await self._holding.of(guild_id)).base(guild_id).called(self.names(guild_id))

    async def find(self, guild_id: int, question: str, document_id: str | None, earlier: Sequence[str]) -> Asked:
        """As `Library.find`. Raises DocumentNotFound."""
        snapshots = await self._holding.of(guild_id)
        base = snapshots.base(guild_id).called(self.names(guild_id))
        within = None if document_id is None else (base.document(document_id).id,)
        team = self._team(guild_id, snapshots.shelf(guild_id)) if within is None else ()
        found = await asyncio.to_thread(ask_team_first, base, question, earlier=earlier, within=within, team=team)
        return found.model_copy(update={"guild_id": guild_id})

    def forget_teams(self) -> None:
        """Something else answers now."""
        self._teams.clear()

    def _team(self, guild_id: int, shelf: Shelf) -> list[str]:
        """The ids of the team's answers; a guild may have many other documents, so they are sought once."""
        if guild_id not in self._teams:
            self._teams[guild_id] = team_answers(shelf)
        return self._teams[guild_id]


def _unnamed(_: int) -> Collection[str]:
    return ()
