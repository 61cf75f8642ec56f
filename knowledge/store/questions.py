"""Questions that were asked, what was answered, and the votes on that. Who asked is kept as a pseudonym only."""

import json
import secrets
import time
from hashlib import blake2b

from pydantic import ValidationError

from knowledge.models import Asked
from knowledge.store.ageing import Ageing
from knowledge.store.records import SHARED, Vote
from knowledge.store.store import Question, Store

_DAY = 24 * 60 * 60
_MOST_KEY = 64
"""Bytes of a key that BLAKE2b takes; more are there only after a damage."""


class Memory:
    """What was asked in all guilds."""

    def __init__(self, store: Store, retention_days: int, ageing: Ageing) -> None:
        self._store = store
        self._ageing = ageing
        self.retention_days = retention_days
        self._key = b""

    async def load(self) -> None:
        """The key of the pseudonyms is made at the first start, and stays."""
        self._key = (await self._store.set_first(SHARED, "asker_key", secrets.token_hex(32))).encode()[:_MOST_KEY]

    async def keep(
        self, asked: Asked, asker: int | None, author: int | None = None, follows: int | None = None
    ) -> Asked:
        """With its number; it stays 0 and nothing is kept if the asker or the author of the words does not want it."""
        question = Question(
            guild_id=asked.guild_id,
            asker=None if asker is None else self.pseudonym(asker),
            question=asked.answer.question,
            known=asked.answer.known,
            confidence=asked.answer.confidence,
            answered=bool(asked.answer.quotes),
            asked_at=self._ageing.now(),
            reply=asked.model_dump_json(),
            author=None if author in {None, asker} else self.pseudonym(author),
            follows=follows,
        )
        number = await self._store.keep_question(
            question, forget_before=self._ageing.horizon(self.retention_days * _DAY)
        )
        return asked.model_copy(update={"number": number})

    async def asked(self, guild_id: int, number: int) -> Asked | None:
        """An earlier question of this guild; None when it is not kept (any more), or was kept in another form."""
        reply = await self._store.reply(guild_id, number)
        try:
            return None if reply is None else _read(reply).model_copy(update={"number": number})
        except ValidationError:
            return None

    def pseudonym(self, user_id: int) -> str:
        """What is kept in place of a user's id: the same for the same person, and of no use without this database."""
        return blake2b(str(user_id).encode(), digest_size=16, key=self._key).hexdigest()


def _read(reply: str) -> Asked:
    """Sentences that an earlier version kept beside a quote are not needed any more. Raises ValidationError."""
    return Asked.model_validate(json.loads(reply, object_hook=_without_neighbours))


def _without_neighbours(kept: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in kept.items() if name not in {"before", "after"}}


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
