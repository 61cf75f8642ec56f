"""Whether an answer helped: one vote per person and answer, which may be changed."""

import time

from knowledge.store.records import Vote
from knowledge.store.store import Store

_VOTE = """
    INSERT INTO votes (question, voter, helpful, reason, comment, voted_at)
    SELECT number, ?, ?, ?, ?, ? FROM questions WHERE guild_id = ? AND number = ?
    ON CONFLICT (question, voter) DO UPDATE
    SET helpful = excluded.helpful, reason = excluded.reason, comment = excluded.comment, voted_at = excluded.voted_at
"""
_MAY_VOTE = """
    SELECT 1 FROM questions WHERE guild_id = ? AND number = ? AND NOT EXISTS (SELECT 1 FROM opted_out WHERE person = ?)
"""
_OF = """
    SELECT voter, helpful, reason, comment FROM votes JOIN questions ON number = votes.question
    WHERE guild_id = ? AND number = ? ORDER BY voter
"""


class Votes:
    """The votes of all guilds."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def cast(self, guild_id: int, question: int, vote: Vote) -> bool:
        """In place of this person's earlier vote. False = this guild has no such question (any more).

        If it cannot be kept now, it is kept later.
        """
        voter, helpful, reason, comment = vote
        now = int(time.time())
        cast = await self._store.change_beside(_VOTE, voter, int(helpful), reason, comment, now, guild_id, question)
        if cast is None:
            return await self._store.first(bool, _MAY_VOTE, guild_id, question, voter) is not None
        return cast == 1

    async def of(self, guild_id: int, question: int) -> list[Vote]:
        """All votes on an answer."""
        return await self._store.rows(_vote, _OF, guild_id, question)


def _vote(voter: str, helpful: int, reason: str | None, comment: str | None) -> Vote:
    return Vote(voter, bool(helpful), reason, comment)
