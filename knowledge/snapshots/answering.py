"""A guild's question → what is quoted from what it sees now."""

import asyncio
from collections.abc import Sequence

from knowledge.models import Asked
from knowledge.snapshots.holding import Holding
from knowledge.snapshots.snapshots import Shelf
from knowledge.team_first import ask_team_first, team_answers


class GuildAnswering:
    """Of all guilds."""

    def __init__(self, holding: Holding) -> None:
        self._holding = holding
        self._teams: dict[int, list[str]] = {}

    async def find(self, guild_id: int, question: str, document_id: str | None, earlier: Sequence[str]) -> Asked:
        """As `Library.find`. Raises DocumentNotFound."""
        snapshots = await self._holding.of(guild_id)
        base = snapshots.base(guild_id)
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
