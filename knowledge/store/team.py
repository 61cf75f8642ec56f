"""Answers by the team: the questions that wait for one, the documents that hold them, who is told."""

import sqlite3
from functools import partial

from knowledge.answering.likeness import Topic, merge_alike, open_question
from knowledge.store.ageing import Ageing
from knowledge.store.records import ToTell
from knowledge.store.store import Store

_READ = 500
"""Open questions looked at, newest first: enough for any list that people read."""

_OPEN = """
    SELECT number, question, asked_at FROM questions
    WHERE guild_id = ? AND number NOT IN (SELECT settled.question FROM settled)
    AND (answered = 0 OR EXISTS (SELECT 1 FROM votes WHERE votes.question = number AND NOT helpful))
    ORDER BY number DESC LIMIT ?
"""
_SETTLE = "INSERT OR IGNORE INTO settled (question) SELECT number FROM questions WHERE guild_id = ? AND number = ?"
_TELL = """
    INSERT OR IGNORE INTO tellings (question, user_id) SELECT number, ? FROM questions WHERE guild_id = ? AND number = ?
"""
_DO_NOT_TELL = "DELETE FROM tellings WHERE question = ? AND user_id = ?"
_CALL = """
    INSERT INTO calls (guild_id, called_at) VALUES (?, ?)
    ON CONFLICT (guild_id) DO UPDATE SET called_at = excluded.called_at
    WHERE called_at <= ? OR called_at > excluded.called_at
"""


class Curation:
    """The part of it that is no document: what waits, and for whom."""

    def __init__(self, store: Store, ageing: Ageing) -> None:
        self._store = store
        self._ageing = ageing
        self.tellings = Tellings(store, ageing)

    async def topics(self, guild_id: int) -> list[Topic]:
        """What got no answer or one that did not help, the most asked first."""
        return merge_alike(await self._store.rows(open_question, _OPEN, guild_id, _READ))

    async def topic(self, guild_id: int, number: int) -> Topic | None:
        """The topic that a question belongs to; None when it does not wait (any more)."""
        topics = await self.topics(guild_id)
        return next((topic for topic in topics if any(each.number == number for each in topic.questions)), None)

    async def settle(self, guild_id: int, topic: Topic) -> None:
        """It waits no longer; see `Tellings.answered` for those who do."""
        await self._store.write(partial(_settle, guild_id=guild_id, topic=topic))

    async def tell(self, guild_id: int, question: int, user_id: int) -> bool:
        """Keep who waits for this answer; a second time, forget it. Returns whether they wait now."""
        if await self._store.change(_TELL, user_id, guild_id, question):
            return True
        await self._store.change(_DO_NOT_TELL, question, user_id)
        return False

    async def call(self, guild_id: int, cooldown: int) -> bool:
        """Whether the team may be pinged now, `cooldown` seconds after the last time; if so, this was the time.

        A last time that is yet to come was told by a clock that had jumped, and counts for nothing.
        """
        now = self._ageing.now()
        return await self._store.change(_CALL, guild_id, now, now - cooldown) == 1


def _settle(writer: sqlite3.Connection, guild_id: int, topic: Topic) -> None:
    writer.executemany(_SETTLE, [(guild_id, each.number) for each in topic.questions])


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


class Tellings:
    """Of all guilds."""

    def __init__(self, store: Store, ageing: Ageing) -> None:
        self._store = store
        self._ageing = ageing

    async def answered(self, guild_id: int, topic: Topic) -> list[ToTell]:
        """Everybody who waits for an answer to this topic, each once. They are due if the caller does not tell them."""
        due = self._ageing.now() + _FIRST
        await self._store.write(partial(_answer, guild_id=guild_id, topic=topic, due=due))
        return await self._store.rows(ToTell, _OF_ANSWER, guild_id, topic.number)

    async def due(self) -> list[ToTell]:
        """Those whose time has come, who waits longest first."""
        return await self._store.rows(ToTell, _DUE, self._ageing.now())

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
