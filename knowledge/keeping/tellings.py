"""Who is still to be told that the team has answered: kept until they are, or until it was tried often enough."""

import sqlite3
from functools import partial
from typing import NamedTuple

from knowledge.answering.likeness import Topic
from knowledge.keeping.ageing import Ageing
from knowledge.keeping.store import Store

_FIRST = 60
"""Seconds until the second try; each further pause is four times as long."""
_TRIES = 7
"""Over 23 hours: an outage is over by then, and whoever cannot be reached for a day is not kept any longer."""
_AT_ONCE = 100
"""Told in one go."""

_ANSWERED = """
    UPDATE tellings SET answer = ?, due = ?
    WHERE question = ? AND question IN (SELECT number FROM questions WHERE guild_id = ?)
"""
_ONCE_EACH = """
    DELETE FROM tellings WHERE answer = ?1 AND EXISTS (
        SELECT 1 FROM tellings AS other
        WHERE other.answer = ?1 AND other.user_id = tellings.user_id AND other.question < tellings.question
    )
"""
_ROWS = """
    SELECT questions.guild_id, tellings.question, user_id, answer, tries FROM tellings
    JOIN questions ON number = tellings.question
"""
_OF_ANSWER = f"{_ROWS} WHERE guild_id = ? AND answer = ? ORDER BY tellings.question, user_id"
_DUE = f"{_ROWS} WHERE answer IS NOT NULL AND due <= ? ORDER BY due LIMIT {_AT_ONCE}"
_TAKE = "UPDATE tellings SET tries = tries + 1, due = ? WHERE question = ? AND user_id = ? AND tries = ?"
_DROP = "DELETE FROM tellings WHERE question = ? AND user_id = ?"


class ToTell(NamedTuple):
    """Somebody who waits for the answer to a question. `answer` is the question that the team gave it to."""

    guild_id: int
    question: int
    user_id: int
    answer: int
    tries: int


class Tellings:
    """Of all guilds."""

    def __init__(self, store: Store, ageing: Ageing) -> None:
        self._store = store
        self._ageing = ageing

    async def answered(self, guild_id: int, topic: Topic) -> list[ToTell]:
        """Everybody who waits for an answer to this topic, each once. They are due if the caller does not tell them."""
        due = self._ageing.now() + _FIRST
        await self._store.write(partial(_answer, guild_id=guild_id, topic=topic, due=due))
        return [ToTell(*row) for row in await self._store.rows(_OF_ANSWER, guild_id, topic.number)]

    async def due(self) -> list[ToTell]:
        """Those whose time has come, who waits longest first."""
        return [ToTell(*row) for row in await self._store.rows(_DUE, self._ageing.now())]

    async def take(self, each: ToTell) -> bool:
        """Whether the caller may try to tell them now: from then on nobody else does until the next time."""
        due = self._ageing.now() + _FIRST * 4**each.tries
        return await self._store.change(_TAKE, due, each.question, each.user_id, each.tries) == 1

    async def failed(self, each: ToTell) -> bool:
        """Whether it will be tried again; if not, they are forgotten."""
        if each.tries + 1 < _TRIES:
            return True
        await self.done(each)
        return False

    async def done(self, each: ToTell) -> None:
        """They have been told, or never can be: they are forgotten."""
        await self._store.change(_DROP, each.question, each.user_id)


def _answer(writer: sqlite3.Connection, guild_id: int, topic: Topic, due: int) -> None:
    for each in topic.questions:
        writer.execute(_ANSWERED, (topic.number, due, each.number, guild_id))
    writer.execute(_ONCE_EACH, (topic.number,))
