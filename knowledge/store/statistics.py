"""What a guild asked, what it was told, and what it could not be told."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

from knowledge.answering.likeness import merge_alike, open_question
from knowledge.base import KnowledgeBase
from knowledge.store.records import Day, Statistics
from knowledge.store.store import Store
from knowledge.text.languages import language_of
from knowledge.text.terms import words

_DAY = 24 * 60 * 60
_TOP = 5
_READ = 1000
"""Questions that are compared with one another, newest first: each is with every topic."""

_DAYS = """
    SELECT asked_at / 86400, sum(answered), count(*) - sum(answered),
           coalesce(sum((SELECT sum(helpful) FROM votes WHERE votes.question = number)), 0),
           coalesce(sum((SELECT sum(1 - helpful) FROM votes WHERE votes.question = number)), 0)
    FROM questions WHERE guild_id = ? AND asked_at >= ? GROUP BY 1
"""
_ASKED = "SELECT number, question, asked_at FROM questions WHERE guild_id = ? AND asked_at >= ? ORDER BY number DESC"
_QUOTED = """
    SELECT json_extract(quote.value, '$.source.document_id'), count(DISTINCT number)
    FROM questions, json_each(reply, '$.answer.quotes') AS quote
    WHERE guild_id = ? AND asked_at >= ? AND json_valid(reply) GROUP BY 1
"""


async def statistics_of(store: Store, guild_id: int, base: KnowledgeBase, days: int) -> Statistics:
    """Of the last `days` days, as far back as questions are kept."""
    today = datetime.now(UTC).date()
    since = int(datetime(today.year, today.month, today.day, tzinfo=UTC).timestamp()) - (days - 1) * _DAY
    asked = await store.rows(open_question, _ASKED, guild_id, since)
    quoted = dict(await store.rows(_count, _QUOTED, guild_id, since))
    return Statistics(
        days=_filled(await store.legible("days", _day, _DAYS, guild_id, since), today, days),
        questions=tuple((topic.text, len(topic.questions)) for topic in merge_alike(asked[:_READ])[:_TOP]),
        sources=_titled(quoted, base),
        never_quoted=base.titles(but=quoted),
        missing=_missing((each.question for each in asked[:_READ]), base),
    )


def _count(document_id: str, questions: int) -> tuple[str, int]:
    return document_id, questions


def _day(number: int, answered: int, unanswered: int, helpful: int, unhelpful: int) -> Day:
    on = date(1970, 1, 1) + timedelta(days=number)
    return Day(date=on, answered=answered, unanswered=unanswered, helpful=helpful, unhelpful=unhelpful)


def _filled(found: list[Day], today: date, days: int) -> tuple[Day, ...]:
    """With the days on which nothing was asked."""
    by_date = {day.date: day for day in found}
    dates = [today - timedelta(days=back) for back in reversed(range(days))]
    return tuple(by_date.get(each, Day(date=each)) for each in dates)


def _titled(quoted: Mapping[str, int], base: KnowledgeBase) -> tuple[tuple[str, int], ...]:
    counts = Counter({base.documents[key].title: count for key, count in quoted.items() if key in base.documents})
    return tuple(counts.most_common(_TOP))


def _missing(questions: Iterable[str], base: KnowledgeBase) -> tuple[tuple[str, int], ...]:
    """As people wrote them, names aside; each question counts once for a word."""
    asked = [_written(question) for question in questions]
    known = base.known_terms({term for found in asked for term, _ in found})
    missing = ({word for term, word in found if term not in known} for found in asked)
    named = {word.casefold() for name in base.names for word in name.split()}
    counts = Counter(word for found in missing for word in found - named)
    return tuple(counts.most_common(_TOP))


def _written(question: str) -> set[tuple[str, str]]:
    """The terms of its words, each with the word as it is written."""
    return {(word.term, question[word.start : word.end].casefold()) for word in words(question, language_of(question))}
