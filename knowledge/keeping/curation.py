"""Answers by the team: the questions that wait for one, the documents that hold them, who is told."""

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial

from knowledge.answering.likeness import Open, Topic, merge_alike
from knowledge.keeping.ageing import Ageing
from knowledge.keeping.store import Store
from knowledge.keeping.tellings import Tellings
from knowledge.models import Document

_PREFIX = "team:"
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
        rows = await self._store.rows(_OPEN, guild_id, _READ)
        return merge_alike(Open(number=number, question=question, asked_at=at) for number, question, at in rows)

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


def team_document(number: int, question: str, answer: str, role: str) -> Document:
    """The answer to the question with this number, dated today."""
    heading, text = " ".join(question.split()), answer.strip()
    today = datetime.now(UTC).date().isoformat()
    return Document(
        id=team_id(number), title=heading, text=f"# {heading}\n\n{text}", publisher=role or None, date=today
    )


def team_id(number: int) -> str:
    """The id of the document that answers the question with this number."""
    return f"{_PREFIX}{number}"


def team_number(document_id: str) -> int | None:
    """The question that an answer by the team was given to; None for every other document."""
    number = document_id.removeprefix(_PREFIX)
    return int(number) if document_id.startswith(_PREFIX) and number.isdecimal() else None


def team_answers(document_ids: Iterable[str]) -> list[str]:
    """Of these ids, those of answers by the team."""
    return [document_id for document_id in document_ids if team_number(document_id) is not None]


def answer_start(document: Document) -> int:
    """Where in its document the answer begins, after the question."""
    return document.text.index("\n\n") + 2
