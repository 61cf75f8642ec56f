"""Every table and column is told in an export, and visited by erasing, or it is said why not."""

import io
import json
import re
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

from knowledge.library import Library
from knowledge.sources.models import Kind
from knowledge.store import guilds
from knowledge.store.records import Turn
from tests.knowledge.store.test_privacy import ADA, GUILD, database, library

__all__ = ["database", "library"]


def columns_of(database: Path) -> set[str]:
    """All of the schema, as "table.column"."""
    statement = """
        SELECT tables.name || '.' || columns.name
        FROM pragma_table_list AS tables, pragma_table_info(tables.name) AS columns
        WHERE tables.type = 'table' AND tables.schema = 'main' AND tables.name NOT LIKE 'sqlite_%'
    """
    with closing(sqlite3.connect(database)) as connection:
        return {row[0] for row in connection.execute(statement)}


def test_export_tells_every_column_or_why_not(library: Library, database: Path) -> None:
    told = {(re.search(r"FROM (\w+) WHERE", one.statement), one.columns) for one in guilds.TABLES.values()}
    exported = {f"{table[1]}.{column}" for table, columns in told if table for column in columns}

    missing = {
        column
        for column in columns_of(database) - exported
        if not {column, *column.split(".")} & guilds.LEFT_OUT.keys()
    }

    assert missing == set()
    assert all(guilds.LEFT_OUT.values())


PERSONAL = {
    *("questions.asker", "questions.author", "questions.question", "questions.reply", "votes.voter", "votes.comment"),
    *("tellings.user_id", "homes.person", "turns.message_id", "turns.sense", "questions.follows", "seen.message_id"),
}
"""What can hold a person's id, a code for it, their words, or a message of theirs: erasing visits all of these."""
BY_OPTING_OUT = {"documents.authors", "documents.title", "documents.places", "texts.text"}
"""What holds words of members if a channel is knowledge."""
KEPT = {"opted_out.person": "to be heeded"}
OF_NOBODY = {
    **dict.fromkeys(("departures", "calls", "erasures", "golden", "settings", "sources", "unused_texts"), "of a guild"),
    "items": "marks of what was read, by its address or by the number of a thread",
    "helped": "a thread's number",
    "settled": "a question's number, which goes with it",
}


def test_every_column_is_visited_by_erasing_or_holds_nothing_of_a_person(library: Library, database: Path) -> None:
    harmless = re.compile(
        r".*\.(guild_id|number|known|confidence|answered|asked_at|helpful|reason|voted_at|question|channel_id|answer_id"
        r"|unasked|seen_at|since|id|text|url|publisher|date|language|old_since|origin|fingerprint|source|added_at"
        r"|changed_at|answer|due|tries)"
    )
    decided = PERSONAL | BY_OPTING_OUT | KEPT.keys()

    undecided = {
        column
        for column in columns_of(database) - decided
        if column.partition(".")[0] not in OF_NOBODY and not harmless.fullmatch(column)
    }

    assert undecided == set()
    assert decided <= columns_of(database)


async def test_export_holds_sources_and_who_waits_as_pseudonyms(library: Library) -> None:
    await library.sources.give(GUILD, Kind.TEXT, "rules.md", b"The code is green.")
    asked = await library.ask(GUILD, "Who repairs the teleporter?", asker=ADA)
    await library.turns.add(GUILD, asked.number, Turn(5, 6, "teleporter", 7))
    await library.curation.tell(GUILD, asked.number, 123_456_789_012)

    with zipfile.ZipFile(io.BytesIO(await library.housekeeping.export(GUILD))) as archive:
        rows = {name: [json.loads(line) for line in archive.read(name).splitlines()] for name in archive.namelist()}

    person = library.pseudonym(123_456_789_012)
    assert [(row["kind"], row["address"], row["schedule"]) for row in rows["sources.jsonl"]] == [
        ("text", "rules.md", "off")
    ]
    assert rows["tellings.jsonl"] == [{"question": asked.number, "person": person}]
    assert [(row["channel_id"], row["answer_id"]) for row in rows["turns.jsonl"]] == [("5", "6")]
    assert "123456789012" not in json.dumps(rows)
