"""Where questions were asked and answered: for follow-ups, links to earlier answers, and never answering twice."""

import sqlite3
from functools import partial

from knowledge.store.ageing import Ageing
from knowledge.store.records import Exchange, Turn
from knowledge.store.store import Store

_DAY = 24 * 60 * 60
_TALK = 30 * 60
"""Seconds after which a question no longer carries on the one before it, unless it replies to it."""
_IN_MEMORY = 100_000
"""Ids of messages: a day of a busy bot, some megabytes. Chosen by hand."""
_REMEMBERED = 3
"""Questions back that a follow-up may point to."""

_SEEN = "SELECT 1 FROM seen WHERE message_id = ?"
_CLAIM = "INSERT OR IGNORE INTO seen (message_id, seen_at) VALUES (?, ?)"
_FORGET_SEEN = "DELETE FROM seen WHERE seen_at < ?"
_ADD = """
    INSERT OR IGNORE INTO turns (question, channel_id, message_id, answer_id, unasked, sense)
    SELECT number, ?, ?, ?, ?, iif(follows IS ?, ?, '') FROM questions WHERE guild_id = ?
"""
"""What it is to carry on may have been erased meanwhile: then its sense, which has words of that, is not kept."""
_ADD_SOON = f"{_ADD} AND number = ?"
_ADD_LATE = f"""
    {_ADD} AND asker = ? AND question = ? AND NOT EXISTS (SELECT 1 FROM turns WHERE turns.question = number)
    ORDER BY number DESC LIMIT 1
"""  # noqa: S608 all constants
_REPLIED_TO = """
    SELECT number FROM turns JOIN questions ON number = turns.question
    WHERE guild_id = ? AND (answer_id = ? OR message_id = ?) ORDER BY number DESC LIMIT 1
"""
_LAST_OF = """
    SELECT number FROM turns JOIN questions ON number = turns.question
    WHERE guild_id = ? AND channel_id = ? AND asker = ? AND asked_at BETWEEN ? AND ? ORDER BY number DESC LIMIT 1
"""
_CHAIN = """
    WITH RECURSIVE chain (question, follows, depth) AS (
        SELECT question, follows, 1 FROM questions WHERE guild_id = ? AND number = ?
        UNION ALL
        SELECT questions.question, questions.follows, depth + 1 FROM chain
        JOIN questions ON questions.number = chain.follows WHERE depth < ?
    )
    SELECT question FROM chain ORDER BY depth DESC
"""
_EARLIER = """
    SELECT answer_id FROM turns JOIN questions ON number = turns.question
    WHERE guild_id = ? AND channel_id = ? AND sense = ? AND answered = 1 ORDER BY number DESC LIMIT 1
"""
_PLACE = """
    SELECT channel_id, message_id, answer_id FROM turns JOIN questions ON number = turns.question
    WHERE guild_id = ? AND number = ?
"""
_LATELY = """
    SELECT channel_id FROM turns JOIN questions ON number = turns.question WHERE asked_at >= ?
    GROUP BY channel_id ORDER BY max(number) DESC
"""
_ASKED_BY = "SELECT 1 FROM questions WHERE guild_id = ? AND number = ? AND asker = ?"
_DROP = "DELETE FROM turns WHERE answer_id = ?"
_UNASKED = "SELECT count(*) FROM turns WHERE channel_id = ? AND unasked = 1"
_HELP = "INSERT OR REPLACE INTO helped (channel_id, helped_at) VALUES (?, ?)"
_FORGET_HELPED = "DELETE FROM helped WHERE helped_at < ?"
_HELPED = "SELECT 1 FROM helped WHERE channel_id = ?"


class _Recent:
    """The ids that were added last: what holds whether or not the database takes it."""

    def __init__(self) -> None:
        self._ids: dict[int, None] = {}

    def __contains__(self, number: int) -> bool:
        return number in self._ids

    def add(self, number: int) -> bool:
        """False = it is there already."""
        if number in self._ids:
            return False
        if len(self._ids) >= _IN_MEMORY:
            del self._ids[next(iter(self._ids))]
        self._ids[number] = None
        return True


class Turns:
    """Of all guilds. They are forgotten with the questions that they belong to.

    They stand beside answers: what cannot be read is as if it were not there, what cannot be kept is kept later.
    """

    def __init__(self, store: Store, retention_days: int, ageing: Ageing) -> None:
        self._store = store
        self._ageing = ageing
        self._retention = retention_days * _DAY
        self._claimed = _Recent()
        self._helped = _Recent()

    async def claim(self, message_id: int) -> bool:
        """Whether this message is nobody's yet; from then on it is the caller's, whatever the database is up to.

        Kept for a day, across restarts.
        """
        if not self._claimed.add(message_id):
            return False
        if await self._store.rows_beside(bool, _SEEN, message_id):
            return False
        now, since = self._ageing.now(), self._ageing.horizon(_DAY)
        self._store.begin(partial(_claim, message_id=message_id, now=now, since=since))
        return True

    async def add(self, guild_id: int, question: int, turn: Turn) -> None:
        """Nothing happens for a question that is not kept."""
        await self._store.change_beside(_ADD_SOON, *turn.row, guild_id, question)

    async def add_late(self, guild_id: int, asker: str, question: str, turn: Turn) -> None:
        """The same for what this person (a pseudonym) asked in these words, and what had to be kept later."""
        await self._store.change_beside(_ADD_LATE, *turn.row, guild_id, asker, question)

    async def replied_to(self, guild_id: int, message_id: int) -> int | None:
        """The question that a message asked or answered."""
        return await self._number(_REPLIED_TO, guild_id, message_id, message_id)

    async def last_of(self, guild_id: int, channel_id: int, asker: str) -> int | None:
        """What this person (a pseudonym) asked last in this channel, if it is not long ago."""
        now = self._ageing.now()
        return await self._number(_LAST_OF, guild_id, channel_id, asker, now - _TALK, now + _TALK)

    async def leading_to(self, guild_id: int, question: int | None) -> tuple[str, ...]:
        """The words of a question and of those that it carried on, oldest first."""
        if question is None:
            return ()
        return tuple(await self._store.rows_beside(str, _CHAIN, guild_id, question, _REMEMBERED))

    async def earlier(self, guild_id: int, channel_id: int, sense: str) -> int | None:
        """The message that last answered the same question in this channel."""
        return await self._number(_EARLIER, guild_id, channel_id, sense)

    async def place(self, guild_id: int, question: int) -> Exchange | None:
        """None for one that was asked in private."""
        return await self._store.first(Exchange, _PLACE, guild_id, question)

    async def places_lately(self) -> list[int]:
        """The channels in which somebody was answered in the last half hour, the latest first."""
        return await self._store.rows_beside(int, _LATELY, self._ageing.now() - _TALK)

    async def asked_by(self, guild_id: int, question: int, asker: str) -> bool:
        """Whether a question was asked by this person (a pseudonym)."""
        return await self._store.first(bool, _ASKED_BY, guild_id, question, asker) is not None

    async def drop(self, answer_id: int) -> None:
        """An answer has been deleted: nothing links to it any more."""
        await self._store.change_beside(_DROP, answer_id)

    async def unasked(self, channel_id: int) -> int:
        """How many answers the bot has given here of its own accord."""
        return await self._number(_UNASKED, channel_id) or 0

    async def leave_to_people(self, channel_id: int) -> None:
        """Somebody helps in this thread. Kept for as long as questions are."""
        now, since = self._ageing.now(), self._ageing.horizon(self._retention)
        self._helped.add(channel_id)
        await self._store.write_beside(partial(_help, channel_id=channel_id, now=now, since=since))

    async def left_to_people(self, channel_id: int) -> bool:
        """Whether somebody helps in this thread."""
        return channel_id in self._helped or bool(await self._store.rows_beside(bool, _HELPED, channel_id))

    async def _number(self, statement: str, *parameters: int | str) -> int | None:
        return next(iter(await self._store.rows_beside(int, statement, *parameters)), None)


def _claim(writer: sqlite3.Connection, message_id: int, now: int, since: int) -> None:
    writer.execute(_FORGET_SEEN, (since,))
    writer.execute(_CLAIM, (message_id, now))


def _help(writer: sqlite3.Connection, channel_id: int, now: int, since: int) -> None:
    writer.execute(_FORGET_HELPED, (since,))
    writer.execute(_HELP, (channel_id, now))
