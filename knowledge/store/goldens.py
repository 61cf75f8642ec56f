"""Golden questions: what must be answered from where, and what must not be answered, whatever the documents become."""

from collections.abc import Collection, Iterable

from knowledge.base import KnowledgeBase
from knowledge.errors import ReloadRefused
from knowledge.models import Model
from knowledge.store.records import Golden
from knowledge.store.store import Store

LONGEST_GOLDEN = 300
"""Characters of a question."""
MOST_GOLDENS = 100
"""Questions of a guild: they are all asked at every change."""

_ADD = """
    INSERT INTO golden (guild_id, question, document_id) SELECT ?1, ?2, ?3
    WHERE (SELECT count(*) FROM golden WHERE guild_id = ?1) < ?4
    ON CONFLICT (guild_id, question) DO UPDATE SET document_id = excluded.document_id
"""
_DROP = "DELETE FROM golden WHERE guild_id = ? AND number = ?"
_OF = "SELECT number, question, document_id FROM golden WHERE guild_id = ? ORDER BY number"


class Checked(Model):
    """A golden question and what came of it: the document that was quoted first, None = none."""

    number: int
    question: str
    expected: str | None
    found: str | None

    @property
    def passed(self) -> bool:
        """Whether it came out as it must."""
        return self.expected == self.found


class Goldens:
    """Those of all guilds."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def of(self, guild_id: int) -> list[Golden]:
        """In the order in which they were added."""
        return await self._store.rows(Golden, _OF, guild_id)

    async def add(self, guild_id: int, question: str, document_id: str | None) -> bool:
        """In place of one with the same words. False = the guild has too many already."""
        return await self._store.change(_ADD, guild_id, question, document_id, MOST_GOLDENS) == 1

    async def drop(self, guild_id: int, number: int) -> bool:
        """False = this guild has no such question (any more)."""
        return await self._store.change(_DROP, guild_id, number) == 1


class Trial:
    """A guild's golden questions, asked of the next snapshot before it answers."""

    def __init__(self, guild_id: int, goldens: Iterable[Golden], names: Collection[str] = (), *, refuse: bool) -> None:
        """`names` as in `KnowledgeBase.called`."""
        self.guild_id = guild_id
        self.broken: tuple[Checked, ...] = ()
        """Those that came out right before and would no longer."""
        self._goldens = list(goldens)
        self._names = names
        self._refuse = refuse

    def judge(self, before: KnowledgeBase, after: KnowledgeBase) -> None:
        """Raises ReloadRefused if one breaks and none may."""
        passed = {checked.number for checked in self._check(before) if checked.passed}
        failing = (checked for checked in self._check(after) if not checked.passed)
        self.broken = tuple(checked for checked in failing if checked.number in passed)
        if self.broken and self._refuse:
            raise ReloadRefused(len(self.broken))

    def _check(self, base: KnowledgeBase) -> tuple[Checked, ...]:
        return check_goldens(self._goldens, base.called(self._names))


def check_goldens(goldens: Iterable[Golden], base: KnowledgeBase) -> tuple[Checked, ...]:
    """Ask each of them."""
    return tuple(
        Checked(number=golden.number, question=golden.question, expected=golden.document_id, found=_first(golden, base))
        for golden in goldens
    )


def _first(golden: Golden, base: KnowledgeBase) -> str | None:
    quotes = base.ask(golden.question, k=1).quotes
    return quotes[0].source.document_id if quotes else None
