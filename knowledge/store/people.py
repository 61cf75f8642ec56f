"""What is kept of a person, and how it is erased. People are pseudonyms here (see Library.pseudonym)."""

import asyncio
import json
import math
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import partial

from knowledge.store.database import finish
from knowledge.store.records import Held
from knowledge.store.stale_replies import erase_stale_quotes, erase_stale_quotes_of
from knowledge.store.store import Store

LeaveOut = Callable[[frozenset[str]], Awaitable[Iterable[int]]]
Forget = Callable[[int], Awaitable[None]]

MESSAGES, FILE = "messages", "file"
"""Steps: the words of those who opted out; what the file holds of rows that are gone."""
ADD_STEP = "INSERT OR IGNORE INTO erasures (step) VALUES (?)"
_STEPS = "SELECT step FROM erasures"
_DONE = "DELETE FROM erasures WHERE step = ?"
_SMALL = 64_000_000
"""Bytes of a file that is written anew at once, in 0.7 s; a larger one is once a day. Chosen by hand."""

_ANSWERING = 60.0
"""Seconds; no answer takes as long. Chosen by hand."""


class Erasing:
    """One at a time. Steps are written down with what begins them, so that a restart goes on."""

    def __init__(self, store: Store, leave_out: LeaveOut, forget: Forget) -> None:
        """`leave_out` takes the words of people (pseudonyms) out of what answers, and returns the guilds where there
        were some; `forget` erases what was analysed for a guild.
        """
        self._store = store
        self._leave_out = leave_out
        self._forget = forget
        self._alone = asyncio.Lock()
        self._erased_at = -math.inf
        """When words were last taken out of what answers."""

    async def go_on(self, *, at_leisure: bool = False) -> None:
        """Do what is left to do, to the end. `at_leisure` it may take a while, in which nothing is kept."""
        await finish(self._go_on(None if at_leisure else _SMALL))

    async def settle(self) -> None:
        """Wait for what is being erased."""
        async with self._alone:
            pass

    async def check_reply(self, number: int) -> None:
        """What was found before words were erased, and kept after it, is erased as well."""
        if time.monotonic() - self._erased_at > _ANSWERING or not await erase_stale_quotes_of(self._store, number):
            return
        await self._store.change(ADD_STEP, FILE)
        await self.go_on()

    async def _go_on(self, most: int | None) -> None:
        async with self._alone:
            steps = await self._store.rows(str, _STEPS)
            if MESSAGES in steps:
                await self._erase_messages()
                await self._store.change(_DONE, MESSAGES)
            if FILE in steps and await self._store.sweep(most):
                await self._store.change(_DONE, FILE)

    async def _erase_messages(self) -> None:
        """From what answers, from what was answered, and from what was analysed."""
        people = await self._store.catalog.opted_out()
        guilds = await self._leave_out(people)
        self._erased_at = time.monotonic()
        await erase_stale_quotes(self._store)
        for guild_id in guilds:
            await self._forget(guild_id)


_HELD = """
    SELECT (SELECT count(*) FROM questions WHERE asker = ?1 OR author = ?1),
           (SELECT count(*) FROM votes WHERE voter = ?1), (SELECT count(*) FROM tellings WHERE user_id = ?2),
           (SELECT count(*) FROM documents WHERE instr(authors, '"' || ?1 || '"') > 0),
           (SELECT count(*) FROM homes WHERE person = ?1)
"""
_FORGET = (
    "DELETE FROM votes WHERE voter = :person",
    "DELETE FROM tellings WHERE user_id = :user_id",
    "DELETE FROM homes WHERE person = :person",
    """
    DELETE FROM seen WHERE message_id IN (
        SELECT message_id FROM turns JOIN questions ON number = turns.question WHERE asker = :person OR author = :person
    )
    """,
    "DELETE FROM questions WHERE asker = :person OR author = :person",
)
"""The triggers of questions see to what belongs to them, and to what carried them on."""
_IS_OUT = "SELECT 1 FROM opted_out WHERE person = ?"
_OUT_OF = "SELECT person FROM opted_out WHERE person IN (SELECT value FROM json_each(?))"
_OUT = "INSERT OR IGNORE INTO opted_out (person, since) VALUES (:person, :now)"
_IN = "DELETE FROM opted_out WHERE person = ?"
_HOME = "SELECT guild_id FROM homes WHERE person = ?"
_SET_HOME = "INSERT OR REPLACE INTO homes (person, guild_id) VALUES (?, ?)"


class Privacy:
    """Of all guilds together: a person decides once."""

    def __init__(self, store: Store, erasing: Erasing) -> None:
        self._store = store
        self._erasing = erasing

    async def held(self, person: str, user_id: int) -> Held:
        """The user's id is kept only of those who wait to be told."""
        (held,) = await self._store.rows(Held, _HELD, person, user_id)
        return held

    async def forget(self, person: str, user_id: int) -> None:
        """Erase what they asked and voted, so that it is in no file any more.

        Whoever opted out stays so: that is kept to be heeded. Messages in threads stay: they would be read again.
        """
        await self._erase(_FORGET, {"person": person, "user_id": user_id}, FILE)
        await self._erasing.go_on()

    async def opted_out(self, person: str) -> bool:
        """Whether nothing may be kept of this person."""
        return await self._store.first(bool, _IS_OUT, person) is not None

    async def out_of(self, people: Iterable[str]) -> frozenset[str]:
        """Those of them who opted out."""
        return frozenset(await self._store.rows(str, _OUT_OF, json.dumps(list(people))))

    async def opt_out(self, person: str, user_id: int) -> None:
        """From now on nothing is kept, and what was kept is erased: questions, votes, and messages in threads.

        The database itself refuses it, and no thread is read with their words.
        """
        values: dict[str, int | str] = {"person": person, "user_id": user_id, "now": int(time.time())}
        await self._erase((_OUT, *_FORGET), values, MESSAGES, FILE)
        await self._erasing.go_on()

    async def opt_in(self, person: str) -> None:
        """As it was before; their messages come back when threads are read again."""
        await self._store.change(_IN, person)

    async def _erase(self, statements: Iterable[str], values: Mapping[str, int | str], *steps: str) -> None:
        """In one go, with what is left to do then."""
        await self._store.write(partial(_run, statements=statements, values=values, steps=steps))

    async def go_on(self) -> None:
        """Finish, once a day, what would have taken too long at once."""
        await self._erasing.go_on(at_leisure=True)

    async def home(self, person: str) -> int | None:
        """The guild that this person chose to be answered from in direct messages."""
        return next(iter(await self._store.rows_beside(int, _HOME, person)), None)

    async def set_home(self, person: str, guild_id: int) -> None:
        """Nothing happens for those who opted out."""
        await self._store.change(_SET_HOME, person, guild_id)


def _run(
    writer: sqlite3.Connection, statements: Iterable[str], values: Mapping[str, int | str], steps: Iterable[str]
) -> None:
    for statement in statements:
        writer.execute(statement, values)
    writer.executemany(ADD_STEP, [(step,) for step in steps])
